"""Below each work of the list of references: the rows that rest on it, and the pages that cite it.

It works on the HTML of pages, so that those of `quarto render` go the same way. A row counts as it was
known on the day of a page that cites the work; it leads to the element that bears its key as id (or
that of the row it belongs to), else to its place among the evidence, where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import astuple, dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any
from urllib.parse import quote, unquote

from report.engine.digest import digest, file_digest
from report.engine.known import DESCRIPTOR, Shelf, state_for
from report.engine.memory import Memory
from report.engine.publish.evidence import Places, rows
from report.engine.publish.evidence.links import FOLDER
from report.engine.words import Words

LISTS = ('id="refs"', "csl-entry")
MET = re.compile(
    r'<(?:section|div|figure)\b[^>]*?\bid="(?P<id>[^"]+)"'
    r'|href="[^"]*#ref-(?P<work>[^"]+)" role="doc-biblioref"'
)
ENTRY = re.compile(
    r'<div id="ref-(?P<work>[^"]+)" class="csl-entry[^"]*"[^>]*>.*?</div>', re.DOTALL
)
CHARTS = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A page as back-links need it: where it lies, its title, the day that it speaks from, its HTML."""

    target: PurePosixPath
    title: str
    day: str
    html: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of a work's uses can be read: the words of a link, and where it leads.

    `target` is None where there is nothing to lead to.
    """

    words: str
    target: PurePosixPath | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Resting:
    """One row that rests on a work: its dataset (name and title), its key, its parent's key."""

    dataset: str
    title: str
    key: str
    parent: str = ""


def with_backlinks(
    html: str, at: PurePosixPath, texts: Iterable[Text], archive: Archive, words: Words
) -> str:
    """The HTML of the page at `at`, uses told below every work that it lists; others as they are."""
    if not all(mark in html for mark in LISTS):
        return html
    noted = tuple(archive.noted(text) for text in texts)

    def made() -> str:
        uses = uses_of(noted, archive)

        def entry(match: re.Match[str]) -> str:
            found = uses.get(unquote(match["work"]))
            inside = match[0].removesuffix("</div>")
            return f"{inside}\n{told(found, at, words)}</div>" if found else match[0]

        return ENTRY.sub(entry, html)

    if archive.memory is None:
        return made()
    shown = sorted(map(str, archive.pages))
    rests_on = (html, repr((at, words.language, noted, shown)), archive.state)
    return archive.memory.once_written("uses", rests_on, made).decode()


# --- what uses a work --------------------------------------------------------------------------


@dataclass(slots=True)
class Uses:
    """What uses one work: pages that cite it, each where it does so first, and rows by dataset."""

    pages: list[Place] = field(default_factory=list)
    rows: dict[str, dict[str, Place]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows rest on the work."""
        return sum(map(len, self.rows.values()))


@dataclass(frozen=True, slots=True)
class Noted:
    """What back-links need of a page: `ids` are its places, `cited` its works and where they stand."""

    target: PurePosixPath
    title: str
    day: str
    ids: tuple[str, ...]
    cited: Mapping[str, str]


def uses_of(texts: Sequence[Noted], archive: Archive) -> dict[str, Uses]:
    """The uses of every work that a page cites."""
    anchors = {name: text.target for text in reversed(texts) for name in text.ids}
    found: dict[str, Uses] = {}
    for text in texts:
        for work, anchor in text.cited.items():
            uses = found.setdefault(work, Uses())
            uses.pages.append(Place(text.title, text.target, anchor))
            for row in archive.resting(text.day).get(work, ()):
                place = place_of(row, text.day, anchors, archive)
                uses.rows.setdefault(row.title, {}).setdefault(row.key, place)
    return found


def ids_in(html: str) -> Iterator[str]:
    """The ids of a page's sections and divisions."""
    return (match["id"] for match in MET.finditer(CHARTS.sub("", html)) if match["id"])


def cited_in(html: str) -> dict[str, str]:
    """The works that a page cites, each with the id of what stands around its first citation."""
    found: dict[str, str] = {}
    anchor = ""
    for match in MET.finditer(CHARTS.sub("", html)):
        anchor = match["id"] or anchor
        if match["work"]:
            found.setdefault(unquote(match["work"]), anchor)
    return found


def place_of(
    row: Resting, day: str, anchors: Mapping[str, PurePosixPath], archive: Archive
) -> Place:
    """Where a row can be read."""
    for name in (row.key, row.parent):
        anchor = name.replace("_", "-")
        if anchor in anchors:
            return Place(row.key, anchors[anchor], anchor)
    anchor = rows.anchor(row.key)
    page = FOLDER / (day or rows.UNDATED) / f"{rows.file_name(row.dataset)}.html"
    page = archive.parted[page]().get(anchor, page) if page in archive.parted else page
    return Place(row.key, page, anchor) if page in archive.pages else Place(row.key)


@dataclass(frozen=True)
class Archive:
    """The rows of the project at `root` by the works they rest on; `pages` are those of evidence.

    `parted` has the tables among them that are shown in parts, and what tells each row's page.
    """

    root: Path
    bibliographies: tuple[PurePosixPath, ...] = ()
    pages: Set[PurePosixPath] = frozenset()
    memory: Memory | None = None
    parted: Mapping[PurePosixPath, Places] = field(default_factory=dict)
    read: dict[str, Mapping[str, tuple[Resting, ...]]] = field(default_factory=dict)

    def noted(self, text: Text) -> Noted:
        """What back-links need of a page, out of memory where its HTML is the same."""

        def made() -> list[object]:
            return [list(ids_in(text.html)), cited_in(text.html)]

        ids, cited = self.memory.once("noted", (text.html,), made) if self.memory else made()
        return Noted(text.target, text.title, text.day, tuple(ids), cited)

    def resting(self, day: str) -> Mapping[str, tuple[Resting, ...]]:
        """The rows known on a day (all of them for none) by the works that they rest on."""
        if day not in self.read:
            self.read[day] = self.remembered(day)
        return self.read[day]

    def remembered(self, day: str) -> Mapping[str, tuple[Resting, ...]]:
        """`resting`, out of memory for each dataset that is the same."""
        shelf = self.shelf(day)
        found: dict[str, list[Resting]] = {}
        for name in shelf.resources:
            for work, group in self.resting_of(name, shelf).items():
                found.setdefault(work, []).extend(Resting(*row) for row in group)
        return {work: tuple(group) for work, group in found.items()}

    def resting_of(self, name: str, shelf: Shelf) -> Mapping[str, list[tuple[str, ...]]]:
        """The rows of one dataset by the works that they rest on, each as its values."""

        def made() -> dict[str, list[tuple[str, ...]]]:
            found = resting_on(name, shelf)
            return {work: [astuple(row) for row in group] for work, group in found.items()}

        if self.memory is None:
            return made()
        return self.memory.once("resting", (shelf.day, name, state_for([name], shelf)), made)

    def shelf(self, day: str) -> Shelf:
        """The project's datasets as they were known on a day."""
        return Shelf(self.root, day, self.bibliographies)

    @cached_property
    def state(self) -> str:
        """The digest of data and bibliographies."""
        folder = (self.root / DESCRIPTOR).parent
        files = [*sorted(folder.glob("**/*.csv")), *(self.root / p for p in self.bibliographies)]
        return digest(
            *(f"{path.name} {file_digest(path)}" for path in (*files, folder / "datapackage.json"))
        )


def resting_on(name: str, shelf: Shelf) -> dict[str, list[Resting]]:
    """The rows of a dataset by the works that they rest on."""
    found: dict[str, list[Resting]] = {}
    dataset, above = shelf.dataset(name), above_in(shelf.resources[name])
    for record in dataset.records.values() if dataset else ():
        row = Resting(name, dataset.title, record.key, record.values.get(above, ""))
        for work in record.sources:
            found.setdefault(work, []).append(row)
    return found


def above_in(entry: Mapping[str, Any]) -> str:
    """The column that names the row to which a dataset's rows belong; empty where there is none."""
    keys = entry["schema"].get("foreignKeys", ())
    columns = (tuple(key["fields"]) for key in keys)
    return next((fields[0] for fields in columns if len(fields) == 1), "")


# --- how it is told ----------------------------------------------------------------------------


def told(uses: Uses, at: PurePosixPath, words: Words) -> str:
    """The uses of a work, folded away below their numbers."""
    parts = [counted(uses.count, "row", words)] if uses.count else []
    parts.append(counted(len(uses.pages), "page", words))
    lines = [line(words["used-pages"], uses.pages, at)]
    lines += [line(title, group.values(), at, code=True) for title, group in uses.rows.items()]
    summary = words["used-by"].format(uses=f" {words['used-and']} ".join(parts))
    return f'<details class="uses"><summary>{escape(summary)}</summary>{"".join(lines)}</details>'


def counted(count: int, what: str, words: Words) -> str:
    """A number of rows or pages in words."""
    return f"{count} {words[f'used-{what}' if count == 1 else f'used-{what}s-count']}"


def line(title: str, places: Iterable[Place], at: PurePosixPath, *, code: bool = False) -> str:
    """What one kind of uses is called, and where each of them can be read."""
    links = ", ".join(link(place, at, code=code) for place in places)
    return f"<p><b>{escape(title)}:</b> {links}</p>"


def link(place: Place, at: PurePosixPath, *, code: bool) -> str:
    """A link to a place; only its words where there is nothing to lead to."""
    words = f"<code>{escape(place.words)}</code>" if code else escape(place.words)
    if place.target is None:
        return words
    anchor = f"#{place.anchor}" if place.anchor else ""
    return f'<a href="{escape(quote(relpath(place.target, at.parent)) + anchor)}">{words}</a>'
