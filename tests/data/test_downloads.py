"""The report's data as readers take them away: valid by their own description, on any day."""

from __future__ import annotations

import csv
import io
from pathlib import Path, PurePosixPath

import pytest
from frictionless import Package as Frictionless

from report.engine.assemble.downloads.package import package_of
from report.engine.memory import Memory
from tests.fakes.store import FakeStore

ROOT = Path(__file__).parents[2]
BIBLIOGRAPHY = (PurePosixPath("bibliography.bib"),)


@pytest.mark.parametrize("day", ["2026-02-24", "2024-11-19"])
def test_the_package_is_valid_by_its_own_descriptor(day, tmp_path):
    for name, content in package_of(ROOT, BIBLIOGRAPHY, day, memory()).files().items():
        (tmp_path / name).write_bytes(content)
    report = Frictionless(str(tmp_path / "datapackage.json")).validate()
    faults = report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert faults == []


def test_nothing_known_later_is_in_it():
    package = package_of(ROOT, BIBLIOGRAPHY, "2024-11-19", memory())
    entries = {entry["name"]: entry for entry in package.descriptor["resources"]}
    for table in package.tables:
        known = entries[table.name]["asOf"].get("known")
        rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
        assert len(rows) == table.rows
        assert all(row[known][:10] <= "2024-11-19" for row in rows if known)
    assert {table.name for table in package.tables} == set(entries)


def memory():
    return Memory(FakeStore(), "code")
