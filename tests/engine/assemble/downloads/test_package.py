"""The data to take away: only what the day knows, guarded where a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import PurePosixPath

import pytest

from report.engine.assemble.downloads.package import known_entries, package_of
from report.engine.memory import Memory
from tests.fakes.store import FakeStore

DESCRIPTOR = {
    "name": "small",
    "title": "Small data",
    "licenses": [{"title": "CC BY 4.0"}],
    "resources": [
        {
            "name": "steps",
            "path": "steps.csv",
            "title": "Steps",
            "asOf": {"known": "day"},
            "schema": {
                "primaryKey": "id",
                "fields": [
                    {"name": name, "type": "string"} for name in ("id", "day", "words", "sources")
                ],
            },
        }
    ],
}
ROWS = (
    "id,day,words,sources",
    "a,2022-01-01,=SUM(A1),paper",
    "b,2022-02-01,-5,paper;later",
    "c,2024-01-01,x,later",
)
STEPS = "\n".join([*ROWS, ""])
SOURCES = "% head\n@misc{paper, date = {2022-01-01}}\n\n@misc{later, date = {2024-01-01}}\n"
BIB = PurePosixPath("refs.bib")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    files = {
        "data/datapackage.json": json.dumps(DESCRIPTOR),
        "data/steps.csv": STEPS,
        "data/CHANGES.md": "# Changes",
        "refs.bib": SOURCES,
        "LICENSE": "free",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def memory(store=None):
    return Memory(FakeStore() if store is None else store, "code")


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows_and_sources_of_later_days_are_left_out(root):
    files = package_of(root, (BIB,), "2022-12-31", memory()).files()
    found = rows(files["steps.csv"].decode())
    assert [(row["id"], row["sources"]) for row in found] == [("a", "paper"), ("b", "paper")]
    assert files["refs.bib"].decode() == "% head\n@misc{paper, date = {2022-01-01}}\n\n"
    assert json.loads(files["datapackage.json"])["knownOn"] == "2022-12-31"


def test_the_package_holds_all_that_one_needs_to_read_it(root):
    files = package_of(root, (BIB,), "", memory()).files()
    assert sorted(files) == [
        "CHANGES.md",
        "LICENSE",
        "README.md",
        "datapackage.json",
        "refs.bib",
        "steps.csv",
    ]
    assert "| `steps.csv` | 3 | Steps |" in files["README.md"].decode()
    assert "knownOn" not in json.loads(files["datapackage.json"])


def test_values_stay_in_the_package_and_are_guarded_in_a_table_alone(root):
    package = package_of(root, (BIB,), "", memory())
    assert [row["words"] for row in rows(package.files()["steps.csv"].decode())][:2] == [
        "=SUM(A1)",
        "-5",
    ]
    assert [row["words"] for row in rows(package.tables[0].guarded)][:2] == [
        "'=SUM(A1)",
        "-5",
    ]


def test_a_change_of_data_licence_or_day_is_another_state(root):
    states = {package_of(root, (BIB,), day, memory()).state for day in ("", "2022-01-01")}
    (root / "LICENSE").write_text("freer")
    states.add(package_of(root, (BIB,), "", memory()).state)
    (root / "data/steps.csv").write_text(STEPS.replace("x", "y"))
    states.add(package_of(root, (BIB,), "", memory()).state)
    assert len(states) == 4


def test_a_change_of_one_table_leaves_the_others_in_memory(root):
    resources = [*DESCRIPTOR["resources"], {**DESCRIPTOR["resources"][0], "path": "more.csv"}]
    resources[1]["name"] = "more"
    (root / "data/datapackage.json").write_text(json.dumps({**DESCRIPTOR, "resources": resources}))
    (root / "data/more.csv").write_text(STEPS)
    store = FakeStore()
    before = package_of(root, (BIB,), "", memory(store)).files()
    first = set(store.kept)
    (root / "data/more.csv").write_text(STEPS.replace("x", "y"))
    after = package_of(root, (BIB,), "", memory(store)).files()
    assert [name for name in after if after[name] != before[name]] == ["more.csv"]
    assert [key.split("/")[0] for key in store.kept if key not in first] == ["table"]


def test_a_project_without_a_package_has_none(tmp_path):
    assert package_of(tmp_path, (), "", memory()) is None


def test_a_bibliography_without_entries_stays_as_it_is():
    assert known_entries("% nothing\n", "2020-01-01") == "% nothing\n"
