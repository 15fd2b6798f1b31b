"""What evidence shows is what chapters read: two readers of one rule, held against each other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePosixPath

import pytest

from report.author.bibliography import bibliography
from report.author.data import data
from report.engine.known import Dataset, Record, Shelf
from report.engine.told import Teller
from report.engine.words import Words
from tests.engine.publish.evidence.shop import laid_out

ROOT = Path(__file__).parents[2]
DAYS = ("1995-06-01", "2022-03-01", "2024-11-19", "2026-02-24")


@pytest.mark.parametrize("day", DAYS)
def test_evidence_shows_the_rows_and_sources_that_chapters_read(day, monkeypatch):
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(ROOT))
    on = dt.date.fromisoformat(day)
    shelf = Shelf(ROOT, day, (PurePosixPath("bibliography.bib"),))

    for name in shelf.resources:
        frame, records = data(name, on=on), shelf.dataset(name).records
        assert list(frame.index) == list(records), name
        for column in frame.select_dtypes("string"):
            if not column.endswith("_precision") and not shown_as_date(shelf, name, column):
                values = [record.values[column] for record in records.values()]
                assert frame[column].fillna("").tolist() == values, (name, column)
    assert list(bibliography(on=on).index) == list(shelf.dataset("bibliography").records)


def shown_as_date(shelf, name, column):
    """Whether a column is read as a date by chapters, and as text here."""
    fields = {entry["name"]: entry for entry in shelf.resources[name]["schema"]["fields"]}
    return column in fields and (fields[column].get("dated") or fields[column]["type"] == "date")


@pytest.fixture
def shelf(tmp_path):
    ground = laid_out(tmp_path)

    def at(day):
        return Shelf(tmp_path, day, ground.bibliographies)

    return at


def test_rows_of_a_later_day_are_not_there(shelf):
    assert list(shelf("2022-12-31").dataset("tanks").records) == ["a", "b"]
    assert list(shelf("").dataset("tanks").records) == ["a", "b", "c"]


def test_a_month_is_known_when_it_has_ended(shelf):
    assert list(shelf("2022-03-30").dataset("tanks").records) == []
    assert list(shelf("2022-03-31").dataset("tanks").records) == ["a"]


def test_fields_and_sources_of_a_later_day_are_left_out(shelf):
    kept, other = shelf("2022-12-31").dataset("promises").records.values()

    assert (kept.key, kept.values["how"]) == ("a/1", "by rail")
    assert (other.values["kept_on"], other.values["how"]) == ("", "")
    assert other.sources == ("paper",)


def test_there_is_no_dataset_that_the_package_does_not_name(shelf):
    assert shelf("").dataset("ships") is None


@pytest.mark.parametrize(("language", "word"), [("en", "yes"), ("de", "ja"), ("fr", "yes")])
def test_a_truth_is_told_as_a_word_and_is_no_name(tmp_path, language, word):
    dataset = Dataset(
        "steps",
        {
            "schema": {
                "primaryKey": "key",
                "fields": [
                    {"name": "key", "type": "string"},
                    {"name": "name", "type": "string"},
                    {"name": "seen", "type": "boolean"},
                ],
            }
        },
        {},
    )
    row = Record("a", {"key": "a", "name": "Anton", "seen": "true"})
    told = Teller(Shelf(tmp_path, ""), Words(language)).told(dataset, row)
    assert told.head == "Anton"
    assert told.cells[-1] == ("Seen", word)
