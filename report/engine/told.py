"""Rows and sources as a reader is told of them: in words, by the titles of the data package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from report.bibtex import Entry
from report.engine.known import BIBLIOGRAPHY, DATE, NAMES, SOURCES, Dataset, Record, Shelf, date_of
from report.engine.known import spaced as titled
from report.engine.words import Words

PUBLISHERS = ("journal", "journaltitle", "organization", "institution", "publisher")
HEAD = 4  # values beside the date that a row is recognised by
SHORT = 48  # letters: a longer value is no name
APART = "title-"  # keywords about the entry itself, not about the source
SECURE = "https://"
BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its key, a short name ("Reuters 2022"), all of it in a line, address and kind.

    `kind` is the first of its keywords: how reliable it is, where the bibliography says so.
    """

    key: str
    label: str
    text: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words: a head by which to know it, its values under their titles, its sources."""

    key: str
    head: str
    cells: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of the rows of a shelf in the words of a language."""

    shelf: Shelf
    words: Words

    def told(self, dataset: Dataset, record: Record) -> Told:
        """One row."""
        if dataset.name == BIBLIOGRAPHY:
            return Told(record.key, self.source(record.key).text, (), record.sources)
        cells = tuple(self.cells(dataset, record))
        return Told(record.key, self.head(dataset, record), cells, record.sources)

    def head(self, dataset: Dataset, record: Record) -> str:
        """What a row is known by: when, and the first few of its short values."""
        dated = dated_column(dataset)
        fields = [one for one in shown_fields(dataset) if one["name"] != dated]
        names = (
            self.value(dataset, one, record.values[one["name"]])
            for one in fields
            if not one.get("dated")
            and one.get("type") != BOOLEAN  # "yes" alone says nothing
            and record.values.get(one["name"])
        )
        short = [name for name in names if len(name) <= SHORT][:HEAD]
        when = in_words(record.values.get(dated, ""), self.words)
        return " · ".join(filter(None, [when, *short])) or record.key

    def cells(self, dataset: Dataset, record: Record) -> Iterator[tuple[str, str]]:
        """Each value that a row has, under the title of its column."""
        for entry in shown_fields(dataset):
            value = record.values.get(entry["name"], "")
            if value:
                yield heading(entry), self.value(dataset, entry, value)

    def value(self, dataset: Dataset, entry: Mapping[str, Any], value: str) -> str:
        """A value in words: the name of what it points to, a date, the words of a closed set."""
        if pointed := self.pointed(dataset, entry["name"], value):
            return pointed
        if entry.get("dated") or entry.get("type") == "date":
            return in_words(value, self.words)
        if entry.get("meanings") or entry.get("constraints", {}).get("enum"):
            return value.replace("_", " ")
        if entry.get("separator"):
            return value.replace(entry["separator"], ", ")
        if entry.get("type") == BOOLEAN:
            return self.words[f"value-{value}"] or value
        unit = entry.get("unit")
        return f"{value} {unit}" if unit else value

    def pointed(self, dataset: Dataset, column: str, value: str) -> str:
        """What the row is called that a value points to, if it has a name."""
        for link in dataset.entry["schema"].get("foreignKeys", ()):
            if link["fields"] in ([column], column):
                other = self.shelf.dataset(link["reference"]["resource"])
                record = other.records.get(value) if other else None
                names = (record.values.get(name) for name in NAMES) if record else iter(())
                return next(filter(None, names), "")
        return ""

    def source(self, key: str) -> Source:
        """A source by its key; no more than the key where the bibliography has no such entry."""
        entry = self.shelf.sources.get(key)
        return source_of(entry, self) if entry else Source(key, key, key, "", "")


def in_words(date: str, words: Words) -> str:
    """An ISO date, as fine as it is known: "9 September 2023", "September 2023", "2023"."""
    if not DATE.fullmatch(date):
        return date
    year, *rest = date.split("-")
    months = words["months"].split()
    month = [months[int(rest[0]) - 1]] if rest and 1 <= int(rest[0]) <= 12 else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def heading(entry: Mapping[str, Any]) -> str:
    """What a column is called: its title, or its name in words without the sign of a key."""
    return str(entry.get("title") or titled(entry["name"].removesuffix("_id")))


def shown_fields(dataset: Dataset) -> list[Mapping[str, Any]]:
    """The columns that a reader is told of: not the key, not the sources, not what qualifies a date."""
    named = dataset.entry["schema"]["primaryKey"]
    keys = {named} if isinstance(named, str) else set(named)
    single = keys if len(keys) == 1 else set()
    fields = (one for one in dataset.fields if one["name"] not in {*single, SOURCES})
    return [one for one in fields if not one.get("precisionOf")]


def dated_column(dataset: Dataset) -> str:
    """The column with the day from which a row is known, or the first with a date."""
    dates = (one["name"] for one in dataset.fields if one.get("dated") or one.get("type") == "date")
    return str(dataset.entry.get("asOf", {}).get("known") or next(dates, ""))


def source_of(entry: Entry, teller: Teller) -> Source:
    """A source out of its entry."""
    date = date_of(entry)
    publisher = entry.text(*PUBLISHERS)
    author = entry.text("author", "editor")
    title = entry.text("title")
    quoted = f"“{title}”" if title else ""
    others = publisher if publisher != author else ""
    parts = [author, quoted, others, in_words(date, teller.words)]
    words = [word.strip() for word in entry.text("keywords").split(",")]
    kind = next((word for word in words if word and not word.startswith(APART)), "")
    url = entry.text("url")
    label = " ".join(filter(None, [surname(author) or publisher or entry.key, date[:4]]))
    line = ", ".join(filter(None, parts)) or entry.key
    return Source(entry.key, label, line, url if url.startswith(SECURE) else "", kind)


def surname(authors: str) -> str:
    """Who to call a source after: the family name of the first author, and whether there are more."""
    first, *others = authors.split(" and ")
    return first.split(",")[0].strip() + (" et al." if others else "")
