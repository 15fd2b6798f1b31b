"""A project's rows in words, as they were known on a day: what the evidence for a value may show.

The rule is the one that chapters read their data by (`asOf` in `data/datapackage.json`, told in
`report.author.data`), here on plain text and without pandas: a build must not wait for it.
"""

from __future__ import annotations

import calendar
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from report.bibtex import Entry, entries, first_day
from report.engine.digest import digest, file_digest

DESCRIPTOR = PurePosixPath("data", "datapackage.json")
BIBLIOGRAPHY = "bibliography"  # the dataset whose rows are the sources themselves
SOURCES = "sources"
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
PRECISION = "_precision"
NAMES = ("name", "title")
LIST = ";"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its key, its values as they stand in the file, and the keys of its sources."""

    key: str
    values: Mapping[str, str]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table as it was known on a day, by key, in the order of the file.

    `entry` is what the data package says of it.
    """

    name: str
    entry: Mapping[str, Any]
    records: Mapping[str, Record]

    @property
    def title(self) -> str:
        """What people call the table."""
        return str(self.entry.get("title") or spaced(self.name))

    @property
    def fields(self) -> list[Mapping[str, Any]]:
        """The entries of the columns, in order."""
        return list(self.entry["schema"]["fields"])


@dataclass(frozen=True)
class Shelf:
    """The datasets of the project at `root` as they were known on `day` (ISO; empty: all of them)."""

    root: Path
    day: str
    bibliographies: tuple[PurePosixPath, ...] = ()
    read: dict[str, Dataset | None] = field(default_factory=dict)

    def dataset(self, name: str) -> Dataset | None:
        """A dataset by its name, or None where the project has none of that name."""
        if name not in self.read:
            self.read[name] = None  # a table that is its own parent comes to an end
            self.read[name] = self.made(name)
        return self.read[name]

    def made(self, name: str) -> Dataset | None:
        """A dataset, read now."""
        entry = self.resources.get(name)
        if entry is not None:
            rows = known(table_of(self.root / DESCRIPTOR.parent / entry["path"]), entry, self)
            return Dataset(name, entry, dict(records_of(rows, entry)))
        if name == BIBLIOGRAPHY and self.sources:
            return bibliography_of(self.sources, self.day)
        return None

    @cached_property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of the data package, by name."""
        path = self.root / DESCRIPTOR
        package = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return {entry["name"]: entry for entry in package.get("resources", ())}

    @cached_property
    def sources(self) -> Mapping[str, Entry]:
        """The entries of the bibliographies, by key."""
        texts = ((self.root / path).read_text(encoding="utf-8") for path in self.bibliographies)
        return {entry.key: entry for text in texts for entry in entries(text)}

    @cached_property
    def published(self) -> Mapping[str, str]:
        """The first day on which each dated source can have been read."""
        return {key: first_day(date_of(entry)) for key, entry in self.sources.items()}


def state_for(names: Iterable[str], shelf: Shelf) -> str:
    """The digest of all that some of a shelf's datasets can hold and point to, whatever its day."""
    entries = [shelf.resources[name] for name in sorted(with_pointed(names, shelf.resources))]
    tables = [shelf.root / DESCRIPTOR.parent / entry["path"] for entry in entries]
    named = [shelf.root / path for path in (DESCRIPTOR, *shelf.bibliographies)]
    return digest(*(f"{path.name} {file_digest(path)}" for path in (*tables, *named)))


def with_pointed(names: Iterable[str], resources: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Datasets with all to which their rows point or belong, over any number of steps."""
    found: set[str] = set()
    waiting = [name for name in names if name in resources]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for other in pointed_to(resources[name]) if other in resources]
    return found


def pointed_to(entry: Mapping[str, Any]) -> Iterator[str]:
    """The datasets that a dataset's foreign keys lead to, and the one that it belongs to."""
    yield from (key["reference"]["resource"] for key in entry["schema"].get("foreignKeys", ()))
    if "parent" in entry.get("asOf", {}):
        yield entry["asOf"]["parent"]["resource"]


def table_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, every value text."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: value or "" for name, value in row.items()} for row in csv.DictReader(file)]


def records_of(
    rows: Iterable[Mapping[str, str]], entry: Mapping[str, Any]
) -> Iterator[tuple[str, Record]]:
    """Rows by their keys, the parts of a key joined by a slash."""
    named = entry["schema"]["primaryKey"]
    parts = [named] if isinstance(named, str) else list(named)
    for row in rows:
        key = "/".join(row.get(part, "") for part in parts)
        yield key, Record(key, row, listed(row.get(SOURCES, "")))


def listed(value: str) -> tuple[str, ...]:
    """The keys in a list of sources."""
    return tuple(key.strip() for key in value.split(LIST) if key.strip())


# --- what was known on a day ---------------------------------------------------------------------


def known(
    rows: list[dict[str, str]], entry: Mapping[str, Any], shelf: Shelf
) -> list[dict[str, str]]:
    """The rows that were known on the shelf's day, without what tells of a later one."""
    day, rule = shelf.day, entry.get("asOf", {})
    if not day:
        return rows
    if rule.get("since", "") > day:
        return []
    for column in (rule[name] for name in ("known", "disclosed") if name in rule):
        rows = [row for row in rows if not is_later(row[column], day)]
    if "parent" in rule:
        rows = with_parent(rows, rule["parent"], shelf)
    for column, hidden in rule.get("hides", {}).items():
        rows = [without_later(row, column, hidden, day) for row in rows]
    return [*sourced(rows, day, shelf.published)]


def with_parent(
    rows: list[dict[str, str]], parent: Mapping[str, str], shelf: Shelf
) -> list[dict[str, str]]:
    """The rows that belong to a row of another dataset which was known."""
    dataset, column = shelf.dataset(parent["resource"]), parent["field"]
    above = {record.values[column] for record in dataset.records.values()} if dataset else set()
    return [row for row in rows if row[column] in above]


def without_later(
    row: dict[str, str], column: str, hidden: Mapping[str, Any], day: str
) -> dict[str, str]:
    """A row with a later date, and the fields that tell of it, emptied (or set to the day)."""
    if not is_later(row[column], day):
        return row
    emptied = dict.fromkeys(hidden.get("fields", ()), "")
    return {**row, **emptied, column: day if hidden.get("clip") else ""}


def sourced(
    rows: Iterable[dict[str, str]], day: str, published: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """The rows with the sources of later days left out; a row that has no other goes with them."""
    for row in rows:
        keys = listed(row.get(SOURCES, ""))
        readable = [key for key in keys if published.get(key, "") <= day]
        if readable or not keys:
            yield {**row, SOURCES: LIST.join(readable)} if keys else row


def is_later(date: str, day: str) -> bool:
    """Whether an ISO date, as fine as it is known, ends after a day; a missing one does not."""
    return bool(DATE.fullmatch(date)) and last_day(date) > day


def last_day(date: str) -> str:
    """The last day that an ISO date can mean."""
    match date.split("-"):
        case [_]:
            return f"{date}-12-31"
        case [year, month]:
            return f"{date}-{calendar.monthrange(int(year), int(month))[1]}"
    return date


# --- sources -------------------------------------------------------------------------------------


def date_of(entry: Entry) -> str:
    """When a source appeared, as fine as that is known; empty for an undated one."""
    return entry.text("date", "year")


def bibliography_of(sources: Mapping[str, Entry], day: str) -> Dataset:
    """The sources as a dataset of their own: each is its own source."""
    found = (entry for entry in sources.values() if not day or first_day(date_of(entry)) <= day)
    records = {entry.key: Record(entry.key, {}, (entry.key,)) for entry in found}
    return Dataset(BIBLIOGRAPHY, {"schema": {"fields": []}}, records)


def spaced(name: str) -> str:
    """A name with underscores as words: "Weapon systems"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
