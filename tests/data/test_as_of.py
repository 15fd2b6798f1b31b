"""The law: what became known after a day changes nothing that is shown for that day."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.author.bibliography import published
from report.author.data import data
from report.bibtex import entries
from report.engine.tables import Table
from report.rules.hindsight import FORESEEN, mentions, text_columns

ROOT = Path(__file__).parents[2]
PACKAGE = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {entry["name"]: entry for entry in PACKAGE["resources"]}
DATED = [name for name, entry in RESOURCES.items() if "timeless" not in entry["asOf"]]
POINTING = [name for name, entry in RESOURCES.items() if entry["schema"].get("foreignKeys")]
DAYS = st.dates(dt.date(1815, 1, 1), dt.date(2026, 3, 1)) | st.dates(
    dt.date(2021, 1, 1), dt.date(2026, 3, 1)
)


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(ROOT))


def last_day(text: str) -> str:
    """The last day that an ISO date can mean."""
    return text + {4: "-12-31", 7: "-31"}.get(len(text), "")


def date_columns(entry: dict) -> list[str]:
    fields = entry["schema"]["fields"]
    return [one["name"] for one in fields if one.get("dated") or one["type"] == "date"]


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(DATED), day=DAYS)
def test_no_date_of_a_row_lies_after_the_day(name, day):
    frame = data(name, on=day)

    for column in date_columns(RESOURCES[name]):
        assert not (frame[column] > pd.Timestamp(day)).any(), column


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(DATED), day=DAYS)
def test_no_source_of_a_row_was_published_after_the_day(name, day):
    frame = data(name, on=day)

    dates = published()
    keys = {
        key
        for cell in frame.get("sources", pd.Series(dtype="string")).dropna()
        for key in cell.split(";")
    }
    assert not {key for key in keys if dates.get(key, "") > day.isoformat()}


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(DATED), day=DAYS)
def test_no_text_mentions_a_later_day_but_those_that_were_foreseen(name, day):
    frame = data(name, on=day)
    columns = text_columns(Table(name, Path(), (), RESOURCES[name]))

    for column in columns:
        allowed = FORESEEN.get((name, column), ())
        for key, text in frame[column].dropna().items():
            if allowed == "all" or key in allowed:
                continue
            later = [written for written, days in mentions(text) if days.first > day]
            assert not later, (key, column, later)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(POINTING), day=st.dates(dt.date(1945, 1, 1), dt.date(2026, 3, 1)))
def test_what_a_row_points_to_is_known_with_it(name, day):
    frame = data(name, on=day)

    for key in RESOURCES[name]["schema"]["foreignKeys"]:
        [column], reference = key["fields"], key["reference"]
        there = data(reference["resource"], on=day)[reference["fields"][0]]
        assert set(frame[column].dropna()) <= set(there), column


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(DATED), days=st.tuples(DAYS, DAYS))
def test_what_is_known_stays_known(name, days):
    early, late = sorted(days)

    assert set(data(name, on=early).index) <= set(data(name, on=late).index)


@pytest.mark.parametrize("day", [dt.date(1950, 1, 1), dt.date(2023, 6, 1), dt.date(2024, 11, 19)])
def test_an_edition_is_what_deleting_all_later_rows_gives(day, tmp_path, monkeypatch):
    whole = {name: data(name, on=day) for name in RESOURCES}
    write_without_later(tmp_path, day)

    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))

    for name in RESOURCES:
        pd.testing.assert_frame_equal(data(name, on=day), whole[name])


def write_without_later(target: Path, day: dt.date) -> None:
    """A copy of the data from which every row and every source after the day is gone."""
    (target / "data").mkdir()
    shutil.copy(ROOT / "data/datapackage.json", target / "data/datapackage.json")
    for entry in PACKAGE["resources"]:
        known = entry["asOf"].get("known")
        with (ROOT / "data" / entry["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        kept = [row for row in rows if not known or last_day(row[known]) <= day.isoformat()]
        with (target / "data" / entry["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
    text = (ROOT / "bibliography.bib").read_text(encoding="utf-8")
    dates = {entry.key: entry.text("date") for entry in entries(text)}
    # A later source must still be known as later; its words may say anything.
    lines = [f"@misc{{{key},\n  date = {{{date}}},\n}}\n" for key, date in dates.items() if date]
    (target / "bibliography.bib").write_text("".join(lines), encoding="utf-8")


def test_the_day_of_the_op_ed_shows_the_first_look_only():
    shown = {name: len(data(name, on=dt.date(2024, 11, 19))) for name in RESOURCES}

    assert shown["weapons_decisions"] == 349
    assert shown["guarantee_frameworks"] == 68
    assert shown["claims"] == 71
    assert shown["claim_outcomes"] == 0


def test_the_fourth_anniversary_shows_every_row_but_two_of_unknown_day():
    hidden = {
        key
        for name, entry in RESOURCES.items()
        for key in set(data(name, on=dt.date(2027, 1, 1)).index)
        - set(data(name, on=dt.date(2026, 2, 24)).index)
    }

    assert hidden == {"claim_50_e3", "claim_50_e6"}
