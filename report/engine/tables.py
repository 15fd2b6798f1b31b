"""Nouns for a project's data as a check sees it: rows still text, each with its line in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from report.bibtex import Entry
from report.engine.model import Finding, Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it begins in the file, and its values by column, as they stand."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The value in `column`; empty where the row or the table has none."""
        return self.values.get(column, "")

    def each(self, column: str, separator: str = ";") -> tuple[str, ...]:
        """The parts of a value that is a list; none where it is empty."""
        value = self[column]
        return tuple(part.strip() for part in value.split(separator)) if value else ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the data package: its entry in the descriptor, and its rows in the file's order.

    `path` is relative to the project.
    """

    name: str
    path: PurePosixPath
    rows: tuple[Row, ...]
    resource: Mapping[str, object] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def place(self, row: Row | None = None, column: str | None = None) -> Place:
        """Where a row, or one of its fields, stands."""
        return Place(self.path, row=row.line if row else None, field=column)


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of a bibliography, and the file it stands in, relative to the project."""

    path: PurePosixPath
    entry: Entry

    def place(self, name: str | None = None) -> Place:
        """Where the entry begins, or where its field `name` stands."""
        value = self.entry.fields.get(name or "")
        return Place(self.path, line=value.line if value else self.entry.line, field=name)


@dataclass(frozen=True, slots=True)
class Data:
    """A project's tables by name, and its bibliographies' entries by key, each with its file."""

    tables: Mapping[str, Table]
    sources: Mapping[str, Source]

    def __getitem__(self, name: str) -> Table:
        """The table `name`; an empty one where the project has none."""
        return self.tables.get(name) or Table(name, PurePosixPath("data", f"{name}.csv"), ())


Rule = Callable[[Data], Iterable[Finding]]
