"""Every figure of the report, drawn from the report's own data as its chapter draws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import altair as alt
import pandas as pd

from figures import (
    claim_evidence,
    claim_tiles,
    conquest_chains,
    divided_states,
    economy_pace,
    economy_strip,
    hindsight_claims,
    hindsight_distances,
    hindsight_donors,
    hindsight_forecasts,
    hindsight_map,
    hindsight_margins,
    hindsight_positions,
    hindsight_tools,
    precedent_estimates,
    precedent_selection,
    precedent_strong,
    precedent_survival,
    proposal_matrix,
)
from report.analysis import claims, economy, guarantees, precedents, proposals, weapons
from report.analysis.hindsight import OP_ED, arms, drafts, outcomes, positions, pressure
from report.author import data
from tests.figures.test_guarantees import FRAMES
from tests.figures.test_weapons_figures import FIGURES

DAY = dt.date(2024, 11, 19)
LATER = dt.date(2026, 2, 24)
TODAY = pd.Timestamp(DAY)
NOW = pd.Timestamp(LATER)
TABLES = ("precedents", "precedent_codings", "precedent_alt_codings", "precedent_clusters")
IDLE = ["Block Gazprombank", "Block the large oil firms", "Seize Russian state assets"]


def of_claims() -> dict[str, alt.TopLevelMixin]:
    """The figures on the op-ed's claims, its proposals and economic pressure."""
    measures = economy.measures(data("economic_measures", on=DAY))
    plans = proposals.plans(data("settlement_proposals", on=DAY))
    evidence = claims.by_day(data("claim_evidence", on=DAY))
    return {
        "claim_tiles": claim_tiles.draw(claims.tiles(data("claims", on=DAY))),
        "claim_evidence": claim_evidence.draw(evidence, since=pd.Timestamp("2022-01-01")),
        "economy_strip": economy_strip.draw(economy.strip(measures), until=TODAY),
        "economy_pace": economy_pace.draw(economy.pace(measures, TODAY)),
        "proposal_matrix": proposal_matrix.draw(
            proposals.matrix(plans, pd.Timestamp("2024-11-05"))
        ),
    }


def of_precedents() -> dict[str, alt.TopLevelMixin]:
    """The figures on settlements and what came of them."""
    told = precedents.Evidence(*(data(name, on=DAY) for name in TABLES))
    spells = precedents.settlements(precedents.spells(told.precedents, DAY))
    events = data("precedent_events", on=DAY)
    whole = precedents.curves(spells.assign(all="all"), "all")
    strong = spells.tail(12)
    named = pd.DataFrame(
        {
            "group": "Defence treaty, no troops",
            "label": [f"Bosnia and Herzegovina {1990 + place}" for place in range(len(strong))],
            "years": [5.0 * place for place in range(len(strong))],
            "attacked": [place % 2 == 0 for place in range(len(strong))],
        }
    )
    lanes = precedents.lost_twice(spells, told.dyads)
    islands = {"West Germany and Berlin": ["cyprus_1960"], "Austria": ["austria_1955"]}
    shares = precedents.shares(spells, told.dyads)
    return {
        "precedent_survival": precedent_survival.draw(
            precedents.curves(spells), whole, precedents.at_risk(spells), 0.26
        ),
        "precedent_strong": precedent_strong.draw(named),
        "precedent_estimates": precedent_estimates.draw(estimates()),
        "precedent_selection": precedent_selection.draw(shares, dict(precedents.FEATURES)),
        "conquest_chains": conquest_chains.draw(precedents.chains(events, told.precedents, lanes)),
        "divided_states": divided_states.draw(precedents.chains(events, told.precedents, islands)),
    }


def estimates() -> pd.DataFrame:
    """Two contrasts under three set-ups: what the bootstrap gives takes too long here."""
    names = ["As adjudicated", "With guarantee-only rows", "Not where target struck"]
    rows = [
        {
            "contrast": contrast,
            "specification": name,
            "n_first": 13,
            "n_second": 35,
            "estimate": 10.0 * place,
            "low": -60.0,
            "high": 60.0,
            "p": 0.04 * place,
        }
        for contrast in ("Strong guarantee | against weak", "Foreign troops | against all others")
        for place, name in enumerate(names)
    ]
    return pd.DataFrame(rows)


def of_hindsight() -> dict[str, alt.TopLevelMixin]:
    """The figures of the second look."""
    judged = outcomes.judged(data("claims", on=LATER), data("claim_outcomes", on=LATER))
    said = positions.statements(proposals.plans(data("settlement_proposals", on=LATER)))
    frameworks, provisions = (
        data(name, on=LATER) for name in ("guarantee_frameworks", "guarantee_provisions")
    )
    recent = drafts.since(frameworks, OP_ED)
    groups = {"Since the op-ed": list(recent.index), "Ukraine’s agreements of 2024": ["ua_typical"]}
    uses = pressure.uses(economy.measures(data("economic_measures", on=LATER)), OP_ED)
    names = ("weapons_decisions", "weapon_systems", "decision_codes")
    promised = arms.promises(weapons.transfers(*(data(name, on=LATER) for name in names)))
    halves = arms.by_half_year(promised, weapons.INVASION)
    span = {"since": OP_ED, "until": NOW}
    finding = "Moscow’s terms did not move; on the ground Washington changed 5 times, Kyiv 7"
    return {
        "hindsight_claims": hindsight_claims.draw(outcomes.tiles(judged)),
        "hindsight_forecasts": hindsight_forecasts.draw(outcomes.forecasts(judged), **span),
        "hindsight_margins": hindsight_margins.draw(drafts.margins(provisions, frameworks, recent)),
        "hindsight_map": hindsight_map.draw(guarantees.chosen_map(provisions, frameworks, groups)),
        "hindsight_donors": hindsight_donors.draw(halves, turn="2025 I"),
        "hindsight_tools": hindsight_tools.draw(uses, IDLE, turn=OP_ED, until=NOW),
        "hindsight_positions": hindsight_positions.draw(
            positions.tracks(said, NOW), finding=finding, **span
        ),
        "hindsight_distances": hindsight_distances.draw(
            positions.distances(said, OP_ED, NOW), finding=finding, **span
        ),
    }


def every_figure() -> Mapping[str, alt.TopLevelMixin]:
    """The chart of each figure module, by the module's name."""
    weapons_ones: dict[str, Callable[[], alt.TopLevelMixin]] = {
        name: draw for name, (draw, _) in FIGURES.items()
    }
    return {
        **{module.__name__.rpartition(".")[2]: module.draw(FRAMES[module]) for module in FRAMES},
        **{name: draw() for name, draw in weapons_ones.items()},
        **of_claims(),
        **of_precedents(),
        **of_hindsight(),
    }
