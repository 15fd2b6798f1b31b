from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from report.author.bibliography import bibliography
from report.author.data import data

DAY = dt.date(2024, 11, 19)

TEXT = {"type": "string"}
DATED = {"type": "string", "dated": True}
STEPS = {
    "name": "steps",
    "path": "steps.csv",
    "asOf": {
        "known": "date",
        "disclosed": "disclosed_on",
        "hides": {
            "tested_on": {"fields": ["outcome"]},
            "until": {"fields": [], "clip": True},
        },
    },
    "schema": {
        "primaryKey": ["id"],
        "fields": [
            {"name": "id", **TEXT},
            {"name": "date", **DATED},
            {"name": "disclosed_on", **DATED},
            {"name": "tested_on", **DATED},
            {"name": "outcome", **TEXT},
            {"name": "until", **DATED},
            {"name": "n", "type": "integer"},
            {"name": "seed", "type": "boolean"},
            {"name": "sources", **TEXT},
        ],
    },
}
PARTS = {
    "name": "parts",
    "path": "parts.csv",
    "asOf": {"parent": {"resource": "steps", "field": "id"}},
    "schema": {
        "primaryKey": ["id", "part"],
        "fields": [{"name": "id", **TEXT}, {"name": "part", **TEXT}],
    },
}
CLAIMS = {
    "name": "claims",
    "path": "claims.csv",
    "asOf": {"since": "2024-11-19"},
    "schema": {"primaryKey": "id", "fields": [{"name": "id", **TEXT}]},
}
BIB = """@online{old, title = {{Old}}, date = {2024-11-01}, keywords = {press}}
@online{new, title = {{New}}, date = {2024-12}, keywords = {other, title-from-address}}
@online{undated, title = {{Undated}}, keywords = {primary}}
"""
HEAD = "id,date,disclosed_on,tested_on,outcome,until,n,seed,sources\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))
    (tmp_path / "data").mkdir()
    (tmp_path / "bibliography.bib").write_text(BIB)
    (tmp_path / "data/datapackage.json").write_text(
        json.dumps({"resources": [STEPS, PARTS, CLAIMS]})
    )
    (tmp_path / "data/claims.csv").write_text("id\nc\n")
    (tmp_path / "data/parts.csv").write_text("id,part\na,x\nb,x\n")

    def write(*rows: str) -> None:
        (tmp_path / "data/steps.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows))

    return write


def test_rows_are_typed_and_indexed_by_their_key(project):
    project("a,2024-03,,,,,7,true,old")

    frame = data("steps", on=DAY)

    assert frame.index.name == "steps"
    assert list(frame.index) == ["a"]
    assert frame.loc["a", "date"] == pd.Timestamp(2024, 3, 1)
    assert frame.loc["a", "n"] == 7
    assert frame.loc["a", "seed"] is True or bool(frame.loc["a", "seed"])
    assert pd.isna(frame.loc["a", "outcome"])


def test_a_table_that_has_changed_is_read_again(project):
    project("a,2024-03,,,,,7,true,old")
    before = data("steps", on=DAY)
    project("a,2024-03,,,,,7,true,old", "b,2024-03,,,,,8,true,old")

    assert list(data("steps", on=DAY).index) == ["a", "b"]
    assert list(before.index) == ["a"]


def test_what_a_chapter_does_to_a_table_is_its_own(project):
    project("a,2024-03,,,,,7,true,old")
    own = data("steps", on=DAY)
    own.loc["a", "sources"] = "another"

    assert data("steps", on=DAY).loc["a", "sources"] == "old"


@pytest.mark.parametrize(
    ("date", "there"),
    [
        ("2024-11-19", True),
        ("2024-11-20", False),
        ("2024-10", True),
        ("2024-11", False),  # it may have been the 30th
        ("2023", True),
        ("2024", False),
    ],
)
def test_a_row_is_there_when_all_of_its_date_has_passed(project, date, there):
    project(f"a,{date},,,,,,,old")

    assert (len(data("steps", on=DAY)) == 1) is there


def test_a_secret_step_is_hidden_until_it_is_disclosed(project):
    project("a,2024-02,2024-12-01,,,,,,old", "b,2024-02,2024-04-24,,,,,,old")

    assert list(data("steps", on=DAY).index) == ["b"]


def test_what_tells_of_a_later_day_is_emptied_or_cut(project):
    project("a,2024-01-01,,2025-01-01,honoured,2026-01-01,,,old")

    row = data("steps", on=DAY).loc["a"]

    assert pd.isna(row["tested_on"])
    assert pd.isna(row["outcome"])
    assert row["until"] == pd.Timestamp(DAY)


def test_what_tells_of_an_earlier_day_stays(project):
    project("a,2024-01-01,,2024-02-01,honoured,2024-03,,,old")

    row = data("steps", on=DAY).loc["a"]

    assert row["outcome"] == "honoured"
    assert row["until"] == pd.Timestamp(2024, 3, 1)


def test_later_sources_are_left_out_and_rows_without_others_too(project):
    project(
        "a,2024-01-01,,,,,,,old;new", "b,2024-01-01,,,,,,,new", "c,2024-01-01,,,,,,,undated;new"
    )

    frame = data("steps", on=DAY)

    assert frame["sources"].to_dict() == {"a": "old", "c": "undated"}
    assert data("steps", on=dt.date(2025, 1, 1)).loc["b", "sources"] == "new"


def test_parts_follow_their_parent(project):
    project("a,2024-01-01,,,,,,,old", "b,2025-01-01,,,,,,,old")

    assert list(data("parts", on=DAY).index) == ["a/x"]


def test_a_table_may_be_known_from_one_day_on(project):
    project()

    assert len(data("claims", on=DAY)) == 1
    assert len(data("claims", on=DAY - dt.timedelta(days=1))) == 0


def test_an_unknown_dataset_is_told_with_those_there_are(project):
    project()

    with pytest.raises(KeyError, match="no dataset 'stepz'; there are: claims, parts, steps"):
        data("stepz", on=DAY)


def test_the_bibliography_is_a_frame_of_sources_known_by_the_day(project):
    project()

    frame = bibliography(on=DAY)

    assert list(frame.index) == ["old", "undated"]
    assert frame.loc["old", "reliability"] == "press"
    assert bool(frame.loc["old", "title_given"])
    assert not bool(frame.loc["old", "archived"])
    assert not bool(bibliography(on=dt.date(2025, 1, 1)).loc["new", "title_given"])
