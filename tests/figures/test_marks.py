"""Every mark of a figure that draws sums and shares leads to rows that there are."""

from __future__ import annotations

import pytest

from figures import (
    free_ukraine_map,
    guarantee_map,
    guarantee_profile,
    guarantee_ranking,
    guarantee_trials,
    hindsight_map,
    hindsight_margins,
    precedent_estimates,
    precedent_selection,
    precedent_survival,
)
from report.analysis import guarantees, precedents
from report.analysis.hindsight import OP_ED, drafts
from report.author import data, marks
from report.author.charts import specified
from report.derived import rows_from
from tests.figures.drawn import DAY, LATER, TABLES
from tests.figures.test_guarantees import FRAMES

READ = ("guarantee_frameworks", "guarantee_provisions", "precedents")
FEW = ("As adjudicated", "With guarantee-only rows")


def of_the_second_look():
    frameworks, provisions = (data(name, on=LATER) for name in READ[:2])
    recent = drafts.since(frameworks, OP_ED)
    groups = {"Since": list(recent.index), "Of 2024": ["ua_typical", "ua_best_clauses"]}
    return {
        "hindsight_map": hindsight_map.draw(guarantees.chosen_map(provisions, frameworks, groups)),
        "hindsight_margins": hindsight_margins.draw(drafts.margins(provisions, frameworks, recent)),
    }


def of_precedents():
    told = precedents.Evidence(*(data(name, on=DAY) for name in TABLES))
    spells = precedents.settlements(precedents.spells(told.precedents, DAY))
    ways = {name: way for name, way in precedents.ways(told, DAY).items() if name in FEW}
    estimates = precedents.estimates(ways, told.dyads, precedents.STRONG_WEAK)
    curves = precedents.curves(spells), precedents.curves(spells.assign(all="all"), "all")
    shares = precedents.shares(spells, told.dyads)
    return {
        "precedent_estimates": precedent_estimates.draw(estimates.assign(contrast="One | two")),
        "precedent_selection": precedent_selection.draw(shares, dict(precedents.FEATURES)),
        "precedent_survival": precedent_survival.draw(*curves, precedents.at_risk(spells), 0.3),
    }


@pytest.fixture(scope="module")
def charts():
    drawn = {name_of(module): module.draw(frame) for module, frame in FRAMES.items()}
    return {**drawn, **of_the_second_look(), **of_precedents()}


def name_of(module):
    return module.__name__.rpartition(".")[2]


# The figures, a field that their marks are drawn from (nought has no rows), and the dataset behind it.
DRAWN = [
    (guarantee_map, "score", "guarantee_provisions"),
    (free_ukraine_map, "score", "guarantee_provisions"),
    (hindsight_map, "score", "guarantee_provisions"),
    (guarantee_trials, "score", "guarantee_provisions"),
    (guarantee_profile, "mean", "guarantee_provisions"),
    (guarantee_ranking, "rank", "guarantee_provisions"),
    (hindsight_margins, "margin", "guarantee_provisions"),
    (precedent_selection, "share", "precedents"),
    (precedent_survival, "quiet", "precedents"),
    (precedent_survival, "n", "precedents"),
    (precedent_estimates, "estimate", "precedents"),
]


@pytest.mark.parametrize(("module", "field", "dataset"), DRAWN)
def test_every_mark_names_rows_that_there_are(charts, monkeypatch, module, field, dataset):
    known = {name: frozenset(data(name, on=LATER).index) for name in READ}
    monkeypatch.setattr(marks, "known_keys", lambda: known)
    spec = specified(charts[name_of(module)], ())
    told = [row for rows in spec["datasets"].values() for row in rows if row.get(field)]
    assert told
    for row in told:
        [found] = rows_from([row["evidence"]])
        assert found.dataset == dataset
        assert found.keys
        assert set(found.keys) <= known[dataset]
