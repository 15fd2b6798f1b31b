"""Small data to try a rule on: tables as lists of dicts, described as the real package describes them."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from report.bibtex import entries
from report.engine.model import Finding
from report.engine.tables import Data, Row, Rule, Source, Table

ROOT = Path(__file__).parents[2]
DESCRIPTOR = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {entry["name"]: entry for entry in DESCRIPTOR["resources"]}
BIB = PurePosixPath("bibliography.bib")


def made_of(bib: str = "", **tables: list[dict[str, str]]) -> Data:
    """Data with these tables; the first row of each stands on line 2."""
    return Data(
        {
            name: Table(
                name,
                PurePosixPath("data", f"{name}.csv"),
                tuple(Row(line, values) for line, values in enumerate(rows, 2)),
                RESOURCES.get(name, {}),
            )
            for name, rows in tables.items()
        },
        {entry.key: Source(BIB, entry) for entry in entries(bib)},
    )


def found(rule: Rule, data: Data) -> list[Finding]:
    """What a rule finds."""
    return list(rule(data))


def at(rule: Rule, data: Data) -> list[str]:
    """Where a rule finds something."""
    return [str(finding.place) for finding in rule(data)]
