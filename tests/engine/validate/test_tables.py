"""An error gallery of tables: what is written, and what is told of it, where."""

from __future__ import annotations

import pytest

from report.engine.model import Severity
from report.engine.validate import cells, tables
from report.engine.validate.package import read_package
from report.engine.validate.tables import check_tables
from tests.engine.validate.projects import SYSTEMS, resource, write

HEAD = "id,kind,range\n"


def told(root):
    """Every finding as a line: place, message."""
    _, findings = check_tables(root, read_package(root))
    return [f"{finding.place}: {finding.message}" for finding in findings]


def test_good_tables_give_their_rows_and_no_finding(tmp_path):
    rows, findings = check_tables(write(tmp_path), read_package(write(tmp_path)))

    assert findings == ()
    assert [(table.name, len(table.rows)) for table in rows] == [("systems", 2), ("steps", 2)]
    assert rows[1].rows[1].line == 3
    assert rows[1].rows[1].each("sources") == ("one", "two")


GALLERY = {
    "wrong type": (HEAD + "a,system,far\n", "2 [range]: `far` is not an integer"),
    "not in the list": (HEAD + "a,sistem,1\n", "2 [kind]: `sistem` is not one of: system, rule"),
    "pattern": (HEAD + "A-1,system,1\n", "2 [id]: `A-1` does not match ^[a-z0-9]+$"),
    "required": (HEAD + "b,rule,1\n,system,1\n", "3 [id]: the cell is empty, and must not be"),
    "too small": (HEAD + "a,system,0\n", "2 [range]: 0 lies below 1"),
    "key twice": (HEAD + "a,rule,\nb,rule,\na,rule,\n", "4 [id]: the same key stands on line 2"),
    "too many cells": (HEAD + "a,rule,1,2\n", "2: the row has more cells than the 3 columns"),
    "too few cells": (HEAD + "a,rule\n", "2 [range]: the row has fewer cells than the 3 columns"),
    "blank row": (HEAD + "a,rule,1\n\nb,rule,1\n", "3: the row is blank"),
    "column missing": ("id,kind\na,rule\n", "1 [range]: the column `range` is missing"),
    "column twice": ("id,kind,kind\na,rule,rule\n", "1 [kind]: the column `kind` stands twice"),
    "column too many": (
        "id,kind,range,x\na,rule,1,2\n",
        "1 [x]: there is a column `x` that the schema does not know",
    ),
    "columns swapped": (
        "kind,id,range\nrule,a,1\n",
        "1 [kind]: `kind` stands where the schema has `id`",
    ),
    "empty": ("", "1: the file is empty"),
    "byte order mark": ("\ufeff" + HEAD, "1: the file begins with a byte order mark"),
    "CR LF": ("id,kind,range\r\na,rule,1\r\n", "1: lines end with CR LF"),
    "bare CR": (HEAD + "a,rule,1\rb,rule,1\n", "2: a bare CR"),
    "Latin 1": (HEAD.encode() + b"a,rule,1\nb\xe9,rule,1\n", "3: byte 0xe9 is not UTF-8"),
    "NUL": (HEAD + "a,ru\0le,1\n", "2: the file holds a NUL byte"),
    "open quotation": (
        HEAD + 'a,rule,1\nb,"rule,1\nc,rule,1\n',
        "3: the row that begins here cannot be read: unexpected end of data",
    ),
    "formula": (
        HEAD + "=1+1,rule,1\n",
        "2 [id]: the text begins with `=`: spreadsheets run it as a formula",
    ),
    "invisible": (
        HEAD + "a\u200bb,rule,1\n",
        "2 [id]: the text holds the invisible character U+200B",
    ),
}


@pytest.mark.parametrize("name", GALLERY)
def test_a_fault_is_told_with_its_row_and_column(tmp_path, name):
    content, message = GALLERY[name]
    lines = told(write(tmp_path, systems=content, steps="id,system,date,sources\n"))

    assert f"data/systems.csv:{message}" in lines


def test_rows_are_numbered_as_an_editor_shows_them(tmp_path):
    content = 'id,system,date,sources\na,,2024-11-17,"x\ny"\n\nb,,soon,x\n'

    assert "data/steps.csv:5 [date]: `soon` is not a date" in told(write(tmp_path, steps=content))


def test_a_row_must_exist_where_another_points_to_it(tmp_path):
    content = "id,system,date,sources\na,atakms,,one\n"
    (finding,) = check_tables(root := write(tmp_path, steps=content), read_package(root))[1]

    assert str(finding.place) == "data/steps.csv:2 [system]"
    assert finding.message == "`atakms` names no row of `systems`"
    assert finding.hint == "mend the spelling, or add the row to data/systems.csv"


def test_a_closed_table_does_not_drag_others_along(tmp_path):
    assert told(write(tmp_path, systems=b"\xff")) == ["data/systems.csv:1: byte 0xff is not UTF-8"]


def test_a_wrong_header_silences_what_follows_from_it(tmp_path):
    rows = "".join(f"a{number},rule\n" for number in range(50))

    assert told(write(tmp_path, systems="id,kind\n" + rows, steps="id,system,date,sources\n")) == [
        "data/systems.csv:1 [range]: the column `range` is missing"
    ]


def test_all_faults_are_told_at_once_and_bounded(tmp_path):
    rows = "".join(f"a{number},rule,x\n" for number in range(150))

    _, findings = check_tables(root := write(tmp_path, systems=HEAD + rows), read_package(root))
    about = [finding for finding in findings if finding.place.path.name == "systems.csv"]

    assert len(about) == tables.MOST + 1
    assert about[-1].message == "and 50 more faults"


def test_a_long_table_is_read_as_far_as_promised(tmp_path, monkeypatch):
    monkeypatch.setattr(cells, "MOST_ROWS", 10)
    monkeypatch.setattr(tables, "MOST_ROWS", 10)
    rows = "".join(f"a{number},rule,1\n" for number in range(11))

    root = write(tmp_path, systems=HEAD + rows, steps="id,system,date,sources\n")
    _, (finding,) = check_tables(root, read_package(root))

    assert finding.message == "only the first 10 rows were checked"
    assert finding.severity is Severity.WARNING


def test_an_unknown_type_is_the_descriptor_s_fault(tmp_path):
    schema = {"fields": [{"name": "id", "type": "wish"}]}
    root = write(tmp_path, {"resources": [resource("systems", schema)]}, systems="id\na\n")

    assert all(line.startswith("data/datapackage.json") for line in told(root))
    assert told(root)
    assert SYSTEMS["fields"]
