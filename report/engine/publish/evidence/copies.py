"""Sources without an archived copy, listed: nothing shows what such a page said once it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from report.bibtex import Entry, has_copy
from report.engine.known import BIBLIOGRAPHY
from report.engine.publish.evidence import rows
from report.engine.publish.evidence.links import FOLDER
from report.engine.publish.evidence.parts import pages_of, parted, ways_html, ways_nav
from report.engine.publish.evidence.words import EvidenceWords
from report.engine.told import Source, Teller, Told

NAME = "unarchived"
# Quarto hides the works of a chapter in it where the book lists them all.
REFERENCES = re.compile(r'<div id="refs"(?![^>]*display: none)')


@dataclass(frozen=True, slots=True)
class Copies:
    """What the list of references says of the list: its first page, how many of how many it has."""

    page: PurePosixPath
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The sources without a copy, each told with its source; `pages` has where each stands, by key."""

    copies: Copies
    rows: tuple[Told, ...]
    sources: Mapping[str, Source]
    pages: Mapping[str, PurePosixPath]


def listed(teller: Teller) -> Listed | None:
    """The list as of the day of the teller's shelf; None where no source lacks a copy."""
    shelf = teller.shelf
    dataset = shelf.dataset(BIBLIOGRAPHY)
    if dataset is None:
        return None
    lacking = [
        record for record in dataset.records.values() if lacks_copy(shelf.sources[record.key])
    ]
    if not lacking:
        return None
    page = FOLDER / (shelf.day or rows.UNDATED) / f"{NAME}.html"
    told = tuple(teller.told(dataset, record) for record in lacking)
    sources = {row.key: teller.source(row.key) for row in told}
    copies = Copies(page, len(told), len(dataset.records))
    return Listed(copies, told, sources, pages_of(page, told, sources))


def lacks_copy(entry: Entry) -> bool:
    """Whether a source stands on the web, and nowhere else."""
    return bool(entry.text("url")) and not has_copy(entry.text("url"), entry.text("archiveurl"))


def bodies_of(found: Listed, words: EvidenceWords) -> dict[PurePosixPath, str]:
    """The text of the list's page, or of each of its parts."""
    parts = list(parted(found.rows, found.pages))
    first = found.copies.page
    said = escape(f"{in_numbers(found.copies, words)} {words.unarchived_why}")
    intro = f'<p class="evidence-intro">{said}</p>'
    bodies = {}
    for page, part in zip(dict.fromkeys(found.pages.values()), parts, strict=True):
        ways = ways_html(page, parts, first)
        lines = table_html((found.sources[row.key] for row in part), words)
        bodies[page] = f"{intro}{ways_nav(ways, page, first, words)}{lines}{ways}"
    return bodies


def in_numbers(copies: Copies, words: EvidenceWords) -> str:
    """How many sources have no copy, in a sentence."""
    return words.unarchived_count.format(count=f"{copies.count:,}", of=f"{copies.of:,}")


def table_html(sources: Iterable[Source], words: EvidenceWords) -> str:
    """A line a source, to be narrowed by its kind and by words."""
    heads = "".join(f"<th>{escape(word)}</th>" for word in (words.source, words.kind, words.key))
    lines = "\n".join(line_html(source) for source in sources)
    return (
        '<div class="filterable evidence-sources" data-filter="kind">\n'
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>\n</div>"
    )


def line_html(source: Source) -> str:
    """One source, linked where it has a safe address."""
    text, kind = escape(source.text), escape(source.kind)
    link = f'<a href="{escape(source.url)}" rel="external">{text}</a>' if source.url else text
    return (
        f'<tr id="{escape(rows.anchor(source.key))}" data-kind="{kind}"><td>{link}</td>'
        f"<td>{kind}</td><td><code>{escape(source.key)}</code></td></tr>"
    )


def with_note(html: str, at: PurePosixPath, copies: Copies | None, words: EvidenceWords) -> str:
    """The HTML of the page at `at`; above a list of references stands what leads to the list."""
    if copies is None:
        return html
    href = escape(quote(relpath(copies.page, at.parent)))
    note = (
        f'<p class="references-note">{escape(in_numbers(copies, words))} '
        f'<a href="{href}">{escape(words.unarchived_list)}</a></p>\n'
    )
    return REFERENCES.sub(lambda found: note + found[0], html, count=1)
