"""The law for the second look: rows of a later day change no value of it, in any table."""

import csv
import datetime as dt
import json
import shutil
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.analysis import economy, refusals, weapons
from report.analysis import proposals as q
from report.analysis.hindsight import OP_ED, arms, drafts, outcomes, positions, pressure
from report.author import data
from tests.data.test_as_of import ROOT, write_without_later

DATED = {  # the tables of the second look, with the column that says from when a row was known
    "settlement_proposals": "published_on",
    "guarantee_frameworks": "known_on",
    "weapons_decisions": "date",
    "economic_measures": "date",
    "claim_outcomes": "as_of",
}
DAYS = (dt.date(2025, 6, 1), dt.date(2026, 2, 24))


def second_look(day: dt.date) -> dict[str, str]:
    """Every table of the second look as it stands on `day`, printed in full."""
    until = pd.Timestamp(day)
    plans = q.plans(data("settlement_proposals", on=day))
    said = positions.statements(plans)
    frameworks, scored = (
        data(f"guarantee_{name}", on=day) for name in ("frameworks", "provisions")
    )
    frames = (
        data(name, on=day) for name in ("weapons_decisions", "weapon_systems", "decision_codes")
    )
    steps = weapons.transfers(*frames)
    measures = economy.measures(data("economic_measures", on=day))
    claims = outcomes.judged(data("claims", on=day), data("claim_outcomes", on=day))
    tables = {
        "outcomes": outcomes.by_kind(claims, verdicts=True).map(str),
        "tracks": positions.tracks(said, until),
        "distances": positions.distances(said, OP_ED, until),
        "moved": positions.moved(said, OP_ED, until),
        "margins": drafts.margins(scored, frameworks, drafts.since(frameworks, OP_ED)),
        "donors": arms.by_half_year(arms.promises(steps), weapons.INVASION),
        "refusals": refusals.reversals(steps, until),
        "tools": pressure.uses(pressure.adopted(measures), OP_ED),
    }
    return {name: table.to_csv() for name, table in tables.items()}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A project of its own with the report's data, where rows can be added."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "bibliography.bib", tmp_path)
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))
    return tmp_path


@cache
def untouched(_project: Path, day: dt.date) -> dict[str, str]:
    """The second look of a copied project before any row was added."""
    return second_look(day)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(DATED)),
    place=st.integers(0, 40),
    days=st.integers(1, 400),
    day=st.sampled_from(DAYS),
)
def test_a_row_of_a_later_day_changes_nothing(copy, name, place, days, day):
    before = untouched(copy, day)
    resources = json.loads((copy / "data/datapackage.json").read_text(encoding="utf-8"))
    resource = next(one for one in resources["resources"] if one["name"] == name)
    path = copy / "data" / resource["path"]
    rows = rows_of(path)
    later = rows[place % len(rows)] | {DATED[name]: (day + dt.timedelta(days=days)).isoformat()}
    key = resource["schema"]["primaryKey"]
    later |= {} if name == "claim_outcomes" else {key if isinstance(key, str) else key[0]: "later"}
    write(path, [*rows, later])

    after = second_look(day)

    write(path, rows)
    assert after == before


@pytest.mark.parametrize("day", DAYS)
def test_an_edition_is_what_deleting_all_later_rows_gives(day, tmp_path, monkeypatch):
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(ROOT))
    whole = second_look(day)
    write_without_later(tmp_path, day)

    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))

    assert second_look(day) == whole
