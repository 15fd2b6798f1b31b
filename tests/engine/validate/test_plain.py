"""What is clean at a glance, frictionless finds clean too; our own tables all are."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.engine.validate.cells import read_sheet
from report.engine.validate.package import Resource, read_package
from report.engine.validate.plain import is_plainly_clean
from report.engine.validate.tables import by_schema, check_tables
from tests.engine.validate.projects import SYSTEMS, write

REPORT = Path(__file__).parents[3]
SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
        {
            "name": "kind",
            "type": "string",
            "constraints": {"enum": ["a", "b", "1"], "pattern": "[a-z]|1"},
        },
        {"name": "count", "type": "integer", "constraints": {"minimum": 0, "maximum": 12}},
        {"name": "share", "type": "number", "constraints": {"minimum": -1.5}},
        {"name": "open", "type": "boolean"},
        {"name": "day", "type": "date"},
        {"name": "system", "type": "string"},
    ],
    "primaryKey": ["id"],
    "foreignKeys": [{"fields": ["system"], "reference": {"resource": "systems", "fields": ["id"]}}],
    "missingValues": [""],
}
CELLS = {
    "id": ["x", "y", "z", ""],
    "kind": ["a", "b", "1", "", "aa", "c"],
    "count": ["0", "12", "13", "-1", "01", "", "1.0", "1_0", "\u0661"],
    "share": ["0", "-1.5", "-1.50001", "2.25", "1e3", "nan", "", "inf", " 1"],
    "open": ["true", "false", "", "True", "yes"],
    "day": ["2024-02-29", "2023-02-29", "", "2024-2-1", "20240229"],
    "system": ["atacms", "border", "", "nowhere"],
}
FIRST = {name: cells[:3] for name, cells in CELLS.items()}


def sheets_in(root):
    """The resources of the project in `root`, and their sheets."""
    package = read_package(root)
    read = {one.name: read_sheet(one, (root / one.path).read_bytes()) for one in package.resources}
    return package.resources, read


def steps_with(root, rows, schema):
    """A project whose table `steps` holds these rows under this schema."""
    lines = [",".join(CELLS), *(",".join(row) for row in rows)]
    entries = [
        {"name": "systems", "path": "systems.csv", "schema": SYSTEMS},
        {"name": "steps", "path": "steps.csv", "schema": schema},
    ]
    return write(root, {"resources": entries}, steps="".join(f"{line}\n" for line in lines))


def is_clean_at_a_glance(root):
    resources, read = sheets_in(root)
    return is_plainly_clean(resources[1], read, resources)


def judged(root, monkeypatch):
    """What frictionless finds, asked in any case."""
    monkeypatch.setattr("report.engine.validate.tables.is_plainly_clean", lambda *_: False)
    resources, read = sheets_in(root)
    return list(by_schema(root, read_package(root), read, None)) if resources else []


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.one_of(
            *[st.tuples(*map(st.sampled_from, FIRST.values()))] * 4,
            st.tuples(*map(st.sampled_from, CELLS.values())),
        ),
        max_size=3,
    )
)
def test_what_is_clean_at_a_glance_is_clean(rows):
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = steps_with(Path(folder), rows, SCHEMA)
        assert not is_clean_at_a_glance(root) or judged(root, patch) == []


@pytest.mark.parametrize(("column", "cells"), CELLS.items())
def test_each_fault_that_frictionless_finds_in_a_cell_is_left_to_it(
    tmp_path, monkeypatch, column, cells
):
    place, good = [*CELLS].index(column), ["x", "a", "0", "0", "true", "2024-02-29", "atacms"]
    for cell in cells:
        root = steps_with(tmp_path, [[*good[:place], cell, *good[place + 1 :]]], SCHEMA)
        if is_clean_at_a_glance(root):
            with monkeypatch.context() as patch:
                assert judged(root, patch) == []


@pytest.mark.parametrize(
    "change",
    [
        {"missingValues": ["", "-"]},
        {"primaryKey": ["id", "share"]},
        {"fields": [*SCHEMA["fields"][:6], {"name": "system", "type": "geopoint"}]},
        {
            "fields": [
                *SCHEMA["fields"][:6],
                {"name": "system", "type": "string", "format": "uri"},
            ]
        },
        {
            "fields": [
                *SCHEMA["fields"][:6],
                {"name": "system", "type": "string", "constraints": {"minLength": 2}},
            ]
        },
        {"foreignKeys": [{"fields": ["day"], "reference": {"resource": "", "fields": ["id"]}}]},
    ],
)
def test_a_schema_that_says_more_is_left_to_frictionless(tmp_path, change):
    good = [["x", "a", "0", "0", "true", "2024-02-29", "atacms"]]
    assert is_clean_at_a_glance(steps_with(tmp_path, good, SCHEMA))
    assert not is_clean_at_a_glance(steps_with(tmp_path, good, SCHEMA | change))


def test_uneven_rows_and_other_headers_are_left_to_frictionless(tmp_path):
    for steps in ("id,kind\nx\n", "id,kind\nx,a,b\n", "id,kind\nx,a\n\n", "kind,id\na,x\n"):
        schema = {"fields": SCHEMA["fields"][:2], "primaryKey": "id", "missingValues": [""]}
        entry = {"name": "steps", "path": "steps.csv", "schema": schema}
        root = write(tmp_path, {"resources": [entry]}, steps=steps)
        (resource,), read = sheets_in(root)
        assert not is_plainly_clean(resource, read, (resource,))


def test_our_own_tables_are_clean_at_a_glance(monkeypatch):
    monkeypatch.setitem(sys.modules, "frictionless", None)
    tables, found = check_tables(REPORT, read_package(REPORT))
    assert len(tables) > 20
    assert found == ()


def test_a_cut_table_is_no_ground_for_keys(tmp_path):
    root = steps_with(tmp_path, [["x", "a", "0", "0", "true", "2024-02-29", "atacms"]], SCHEMA)
    resources, read = sheets_in(root)
    cut = {**read, "systems": type(read["systems"])(read["systems"].header, cut=True)}
    assert isinstance(resources[0], Resource)
    assert not is_plainly_clean(resources[1], cut, resources)
