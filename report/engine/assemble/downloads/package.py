"""The project's data as they were known on a day: tables as CSV, and a Frictionless Data Package.

https://specs.frictionlessdata.io/data-package/. Values in the package stay as they are; the tables that
stand alone are guarded against spreadsheets that run what they read.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any

from report.bibtex import entries, first_day
from report.engine.digest import digest, file_digest
from report.engine.known import DESCRIPTOR, Dataset, Shelf, date_of, state_for
from report.engine.memory import Memory
from report.engine.spreadsheet import csv_text

DATA = DESCRIPTOR.parent
LICENSE, CHANGES = PurePosixPath("LICENSE"), DATA / "CHANGES.md"
NAME = "report"
README = """\
# {title}

{description}
{known}
`datapackage.json` describes every table and field (Frictionless Data Package). Fields are separated by
commas, texts are UTF-8, an empty field is a missing value. `CHANGES.md` says what was changed in the
data, if it is here; the sources that rows name are in the `.bib` file.

| File | Rows | What it holds |
|---|---:|---|
{tables}

{licence}
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset as it was known: its name and title, how many rows it has, its text as CSV.

    `path` is its place in the package; `text` has every value as it stands in the data, `guarded` is what
    a spreadsheet may open.
    """

    name: str
    path: str
    title: str
    rows: int
    text: str
    guarded: str


@dataclass(frozen=True)
class Package:
    """A project's data package on a day (ISO, or empty for all rows).

    `memory` keeps each table, so that a change of one leaves the others as they are.
    """

    root: Path
    bibliographies: tuple[PurePosixPath, ...]
    day: str
    memory: Memory

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """What the data package says of itself."""
        return json.loads((self.root / DESCRIPTOR).read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        """The package's name, fit for a file's."""
        return PurePosixPath(str(self.descriptor.get("name") or NAME)).name

    @cached_property
    def state(self) -> str:
        """The digest of everything that the package is made of."""
        tables = (DATA / entry["path"] for entry in self.descriptor.get("resources", ()))
        paths = (DESCRIPTOR, LICENSE, CHANGES, *self.bibliographies, *tables)
        return digest(self.day, *(f"{path} {file_digest(self.root / path)}" for path in paths))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in the order of the package."""
        shelf = Shelf(self.root, self.day, self.bibliographies)
        return tuple(self.table(one["name"], shelf) for one in self.descriptor.get("resources", ()))

    def table(self, name: str, shelf: Shelf) -> Table:
        """One table, as it is remembered."""

        def made() -> list[str | int]:
            return list(astuple(table_from(shelf.dataset(name))))

        return Table(*self.memory.once("table", (name, self.day, state_for((name,), shelf)), made))

    def files(self) -> dict[str, bytes]:
        """The package's files by their paths in it."""
        descriptor = known_on(self.descriptor, self.day) if self.day else self.descriptor
        beside = {path.name: self.root / path for path in (LICENSE, CHANGES)}
        return {
            "datapackage.json": as_json(descriptor),
            "README.md": self.readme().encode(),
            **{one.path: one.text.encode() for one in self.tables},
            **{name: path.read_bytes() for name, path in beside.items() if path.is_file()},
            **{path.name: text for path, text in self.sources()},
        }

    def project_files(self) -> dict[str, bytes]:
        """The same data where the project has them, for its code to read."""
        return {
            str(DESCRIPTOR): as_json(self.descriptor),
            **{str(DATA / one.path): one.text.encode() for one in self.tables},
            **{str(path): text for path, text in self.sources()},
        }

    def sources(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """The bibliographies, without the sources of later days."""
        for path in self.bibliographies:
            text = (self.root / path).read_text(encoding="utf-8")
            kept = partial(known_entries, text, self.day)
            yield path, self.memory.once_written("known-sources", (self.day, text), kept)

    def readme(self) -> str:
        """What the package holds, for people."""
        lines = (f"| `{one.path}` | {one.rows} | {one.title} |" for one in self.tables)
        licences = [str(one.get("title", "")) for one in self.descriptor.get("licenses", ())]
        known = f"\nOnly what was known on {self.day} is in it.\n" if self.day else ""
        return README.format(
            title=self.descriptor.get("title", self.name),
            description=self.descriptor.get("description", ""),
            known=known,
            tables="\n".join(lines),
            licence=f"Licence: {', '.join(licences)}." if any(licences) else "",
        )


def package_of(
    root: Path, bibliographies: tuple[PurePosixPath, ...], day: str, memory: Memory
) -> Package | None:
    """The data package of the project at `root`, if it has one."""
    there = (root / DESCRIPTOR).is_file()
    return Package(root, bibliographies, day, memory) if there else None


def known_on(descriptor: Mapping[str, Any], day: str) -> dict[str, Any]:
    """A descriptor for the data of a day: fields that may have been emptied are not required."""
    resources = [
        {**entry, "schema": {**entry["schema"], "fields": [*fields_known(entry)]}}
        for entry in descriptor.get("resources", ())
    ]
    return {**descriptor, "resources": resources, "knownOn": day}


def fields_known(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The fields of a table, those that tell of a later day free to be empty."""
    rule = entry.get("asOf", {}).get("hides", {})
    hidden = {name for date, told in rule.items() for name in (date, *told.get("fields", ()))}
    for field in entry["schema"]["fields"]:
        limits = dict(field.get("constraints", {}))
        if field["name"] in hidden and limits.pop("required", None) is not None:
            yield {**field, "constraints": limits}
        else:
            yield dict(field)


def table_from(one: Dataset) -> Table:
    """A dataset as CSV."""
    names = [str(entry["name"]) for entry in one.fields]
    rows = [[row.values.get(name) for name in names] for row in one.records.values()]
    plain = io.StringIO()
    writer = csv.writer(plain, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    text, guarded = plain.getvalue(), csv_text(names, rows)
    return Table(one.name, one.entry["path"], one.title, len(rows), text, guarded)


def known_entries(text: str, day: str) -> str:
    """A BibTeX file without the entries of sources that appeared after `day`."""
    if not day:
        return text
    found = list(entries(text))
    lines = text.splitlines(keepends=True)
    ends = [*(one.line - 1 for one in found[1:]), len(lines)][: len(found)]
    kept = [
        "".join(lines[one.line - 1 : end])
        for one, end in zip(found, ends, strict=True)
        if first_day(date_of(one)) <= day
    ]
    head = lines[: found[0].line - 1] if found else lines
    return "".join([*head, *kept])


def as_json(value: Mapping[str, Any]) -> bytes:
    """JSON for a file, in the order of its keys."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
