"""Datasets as known on a day: a page with every row in words, and the same in small JSON files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from report.engine.known import Dataset
from report.engine.publish.evidence.links import FOLDER
from report.engine.publish.evidence.parts import WAYS, pages_of, parted, ways_html, ways_nav
from report.engine.publish.evidence.words import EvidenceWords
from report.engine.told import Source, Teller, Told

PIECE = 12_000  # letters of rows in one JSON file, their sources not counted
UNDATED = "rows"  # the folder of a project that speaks of no day


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset as it was known on a day: its first page, its rows told, its sources.

    `pages` has the page on which each row stands, by its key: a large table is shown in parts.
    """

    name: str
    title: str
    page: PurePosixPath
    rows: tuple[Told, ...]
    sources: Mapping[str, Source]
    pages: Mapping[str, PurePosixPath]


def table_of(dataset: Dataset, teller: Teller) -> Table:
    """A dataset told."""
    rows = tuple(teller.told(dataset, record) for record in dataset.records.values())
    keys = dict.fromkeys(key for row in rows for key in row.sources)
    sources = {key: teller.source(key) for key in keys}
    page = FOLDER / (teller.shelf.day or UNDATED) / f"{file_name(dataset.name)}.html"
    return Table(dataset.name, dataset.title, page, rows, sources, pages_of(page, rows, sources))


def file_name(name: str) -> str:
    """A dataset's name as a file's."""
    return quote(name, safe="").replace("%", "~")


def anchor(key: str) -> str:
    """The id of a row on its dataset's page: different for different keys, whatever they hold."""
    return f"r-{quote(key, safe='').replace('~', '%7E').replace('%', '~')}"


# --- for those who read --------------------------------------------------------------------------


def bodies_of(table: Table, words: EvidenceWords) -> dict[PurePosixPath, str]:
    """The text of the table's page, or of each of its parts."""
    parts = list(parted(table.rows, table.pages)) or [()]
    pages = dict.fromkeys(table.pages.values()) or {table.page: None}
    bodies = {}
    for page, part in zip(pages, parts, strict=True):
        ways = ways_html(page, parts, table.page)
        nav = ways_nav(ways, page, table.page, words)
        bodies[page] = f"{nav}{body_of(part, table.sources, words)}{ways}"
    return bodies


def body_of(part: Sequence[Told], sources: Mapping[str, Source], words: EvidenceWords) -> str:
    """Each row with an id, then the sources that rows lead to."""
    cited = dict.fromkeys(key for row in part if not is_source(row, sources) for key in row.sources)
    numbers = {key: place for place, key in enumerate(cited, 1)}
    rows = "\n".join(row_html(row, numbers, sources) for row in part)
    listed = "\n".join(
        f'<li id="s-{place}">{source_html(sources[key])}</li>' for key, place in numbers.items()
    )
    end = f"<h2>{words.sources}</h2>\n<ol>{listed}</ol>" if listed else ""
    return f'<div class="evidence-rows">\n{rows}\n</div>\n<section>{end}</section>'


def is_source(row: Told, sources: Mapping[str, Source]) -> bool:
    """Whether a row is a source itself, as those of a bibliography are."""
    return row.sources == (row.key,) and sources[row.key].text == row.head


def row_html(row: Told, numbers: Mapping[str, int], sources: Mapping[str, Source]) -> str:
    """One row; a source is linked where it stands."""
    if is_source(row, sources):
        return (
            f'<section id="{escape(anchor(row.key))}" class="evidence-row">'
            f"<h2>{source_html(sources[row.key])}</h2><p><code>{escape(row.key)}</code></p></section>"
        )
    cited = ", ".join(
        f'<a href="#s-{numbers[key]}">{escape(sources[key].label)}</a>' for key in row.sources
    )
    return (
        f'<section id="{escape(anchor(row.key))}" class="evidence-row"><h2>{escape(row.head)}</h2>'
        f"{cells_html(row.cells)}<p><code>{escape(row.key)}</code> {cited}</p></section>"
    )


def cells_html(cells: Iterable[tuple[str, str]]) -> str:
    """The values of a row under their titles."""
    pairs = "".join(f"<dt>{escape(title)}</dt><dd>{escape(text)}</dd>" for title, text in cells)
    return f"<dl>{pairs}</dl>" if pairs else ""


def source_html(source: Source) -> str:
    """A source in a line, linked where it has a safe address, and what kind of source it is."""
    kind = f" <small>{escape(source.kind)}</small>" if source.kind else ""
    text = escape(source.text)
    if not source.url:
        return f"{text}{kind}"
    return f'<a href="{escape(source.url)}" rel="external">{text}</a>{kind}'


# --- for the page's script -----------------------------------------------------------------------


def pieces_of(table: Table) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The rows in files of about `PIECE` letters, every one with the sources that it needs."""
    starts = starts_of(table)
    for number, (start, end) in enumerate(pairwise([*starts, len(table.rows)])):
        rows = table.rows[start:end]
        keys = dict.fromkeys(key for row in rows for key in row.sources)
        piece = {
            "rows": [asdict(row) for row in rows],
            "sources": {key: asdict(table.sources[key]) for key in keys},
        }
        yield table.page.with_suffix("") / f"{number}.json", as_json(piece)
    if len(set(table.pages.values())) > 1:
        yield table.page.with_suffix("") / WAYS, as_json(ways_of(table))


def ways_of(table: Table) -> dict[str, str]:
    """Where each row of a parted table stands, by its id: a page, seen from the first one."""
    return {
        anchor(key): quote(relpath(page, table.page.parent)) for key, page in table.pages.items()
    }


def starts_of(table: Table) -> list[int]:
    """The places of the rows that begin a piece."""
    starts: list[int] = []
    room = 0
    for place, row in enumerate(table.rows):
        size = sum(len(title) + len(text) for title, text in row.cells) + len(row.head)
        if not starts or size > room:
            starts.append(place)
            room = PIECE
        room -= size
    return starts


def as_json(value: object) -> bytes:
    """A value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
