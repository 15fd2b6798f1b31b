"""No number of this report without a row, no row without a source: read off the site that was built."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

import pytest

from report.bibtex import entries

ROOT = Path(__file__).parents[2]
LINK = re.compile(
    r'<a class="derived"[^>]* href="([^"#]+)#(e-[0-9a-f]+)"[^>]*>(.*?)</a>', re.DOTALL
)
MARKS = re.compile(r'class="derived(?:-table)?"[^>]* data-(?:rows|cells|function)=')


@pytest.fixture(scope="module")
def chapters(report_site):
    """The report's own pages, by name."""
    own = [report_site / "index.html", *sorted((report_site / "chapters").glob("*.html"))]
    return {path.relative_to(report_site).as_posix(): path.read_text() for path in own}


@pytest.fixture(scope="module")
def values(report_site, chapters):
    """Every value of every chapter: its page, id and the index that should tell of it."""
    found = []
    for page, text in chapters.items():
        for address, name, _ in LINK.findall(text):
            target = PurePosixPath(normpath(PurePosixPath(page).parent / unquote(address)))
            found.append((page, name, target))
    return found


def test_every_value_has_an_entry_on_its_page_and_in_its_index(report_site, values):
    assert len(values) > 500
    ids, indexes = {}, {}
    for page, name, target in values:
        if target not in ids:
            ids[target] = (report_site / target).read_text()
            indexes[target] = json.loads((report_site / target.with_suffix(".json")).read_text())
        assert f'id="{name}"' in ids[target], (page, name)
        assert indexes[target]["values"][name]["rows"], (page, name)


def test_every_row_is_in_the_data_and_every_source_in_the_bibliography(report_site, values):
    known = {entry.key for entry in entries((ROOT / "bibliography.bib").read_text())}
    for target in {target for _, _, target in values}:
        index = json.loads((report_site / target.with_suffix(".json")).read_text())
        for name, dataset in index["datasets"].items():
            rows, sources = told(report_site / target.parent / dataset["pieces"], dataset)
            assert len(rows) == dataset["count"]
            assert set(rows) <= keys_of(name, known), name
            assert sources <= known


def test_rows_behind_values_are_rows_of_their_datasets(report_site, values):
    for target in {target for _, _, target in values}:
        index = json.loads((report_site / target.with_suffix(".json")).read_text())
        for value in index["values"].values():
            for name, runs in value["rows"]:
                count = index["datasets"][name]["count"]
                assert runs is True or all(0 <= a <= b < count for a, b in runs), value["text"]


def test_what_values_rest_on_does_not_weigh_on_chapters(chapters):
    assert [page for page, text in chapters.items() if MARKS.search(text)] == []


def told(folder: Path, dataset) -> tuple[list[str], set[str]]:
    """The keys of the rows in a dataset's pieces, and of their sources."""
    rows, sources = [], set()
    for number in range(len(dataset["starts"])):
        piece = json.loads((folder / f"{number}.json").read_text())
        rows += [row["key"] for row in piece["rows"]]
        sources |= set(piece["sources"])
    return rows, sources


def keys_of(name: str, sources: set[str]) -> set[str]:
    """The primary keys of a dataset, parts joined by a slash."""
    if name == "bibliography":
        return sources
    package = json.loads((ROOT / "data" / "datapackage.json").read_text())
    [entry] = [one for one in package["resources"] if one["name"] == name]
    named = entry["schema"]["primaryKey"]
    parts = [named] if isinstance(named, str) else named
    with (ROOT / "data" / entry["path"]).open(newline="") as file:
        return {"/".join(row[part] for part in parts) for row in csv.DictReader(file)}
