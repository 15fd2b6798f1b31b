"""The project's data as they were known on a day: tables as CSV, and a Frictionless Data Package.

https://specs.frictionlessdata.io/data-package/. Values in the package stay as they are; the tables that
stand alone are guarded against spreadsheets that run what they read.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from report.bibtex import entries, first_day
from report.engine.digest import digest, file_digest
from report.engine.known import DESCRIPTOR, Dataset, Shelf, date_of
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


@dataclass(frozen=True)
class Package:
    """A project's data package on a day (ISO, or empty for all rows)."""

    root: Path
    bibliographies: tuple[PurePosixPath, ...]
    day: str

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
    def datasets(self) -> tuple[Dataset, ...]:
        """The datasets, in the order of the package."""
        shelf = Shelf(self.root, self.day, self.bibliographies)
        found = (shelf.dataset(entry["name"]) for entry in self.descriptor.get("resources", ()))
        return tuple(one for one in found if one)

    def tables(self) -> Iterator[tuple[str, str]]:
        """Each dataset by name, as CSV that a spreadsheet may open."""
        for one in self.datasets:
            names = columns(one)
            rows = ([row.values.get(name) for name in names] for row in one.records.values())
            yield one.name, csv_text(names, rows)

    def files(self) -> dict[str, bytes]:
        """The package's files by their paths in it."""
        descriptor = known_on(self.descriptor, self.day) if self.day else self.descriptor
        beside = {path.name: self.root / path for path in (LICENSE, CHANGES)}
        return {
            "datapackage.json": as_json(descriptor),
            "README.md": self.readme().encode(),
            **{one.entry["path"]: plain_csv(one).encode() for one in self.datasets},
            **{name: path.read_bytes() for name, path in beside.items() if path.is_file()},
            **{path.name: text for path, text in self.sources()},
        }

    def project_files(self) -> dict[str, bytes]:
        """The same data where the project has them, for its code to read."""
        return {
            str(DESCRIPTOR): as_json(self.descriptor),
            **{str(DATA / one.entry["path"]): plain_csv(one).encode() for one in self.datasets},
            **{str(path): text for path, text in self.sources()},
        }

    def sources(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """The bibliographies, without the sources of later days."""
        for path in self.bibliographies:
            text = (self.root / path).read_text(encoding="utf-8")
            yield path, known_entries(text, self.day).encode()

    def readme(self) -> str:
        """What the package holds, for people."""
        lines = (
            f"| `{one.entry['path']}` | {len(one.records)} | {one.title} |" for one in self.datasets
        )
        licences = [str(one.get("title", "")) for one in self.descriptor.get("licenses", ())]
        known = f"\nOnly what was known on {self.day} is in it.\n" if self.day else ""
        return README.format(
            title=self.descriptor.get("title", self.name),
            description=self.descriptor.get("description", ""),
            known=known,
            tables="\n".join(lines),
            licence=f"Licence: {', '.join(licences)}." if any(licences) else "",
        )


def package_of(root: Path, bibliographies: tuple[PurePosixPath, ...], day: str) -> Package | None:
    """The data package of the project at `root`, if it has one."""
    return Package(root, bibliographies, day) if (root / DESCRIPTOR).is_file() else None


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


def columns(one: Dataset) -> list[str]:
    """The names of a dataset's columns, in order."""
    return [str(entry["name"]) for entry in one.fields]


def plain_csv(one: Dataset) -> str:
    """A dataset as CSV, every value as it stands."""
    text = io.StringIO()
    names = columns(one)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.values.get(name, "") for name in names] for row in one.records.values())
    return text.getvalue()


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
