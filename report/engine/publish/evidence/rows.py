"""Datasets as known on a day: a page with every row in words, and the same in small JSON files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from html import escape
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import quote

from report.engine.known import Dataset
from report.engine.publish.evidence.links import FOLDER
from report.engine.publish.evidence.words import EvidenceWords
from report.engine.told import Source, Teller, Told

PIECE = 12_000  # letters of rows in one JSON file, their sources not counted
UNDATED = "rows"  # the folder of a project that speaks of no day


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset as it was known on a day: where its page lies, its rows told, its sources."""

    name: str
    title: str
    page: PurePosixPath
    rows: tuple[Told, ...]
    sources: Mapping[str, Source]


def table_of(dataset: Dataset, teller: Teller) -> Table:
    """A dataset told."""
    rows = tuple(teller.told(dataset, record) for record in dataset.records.values())
    keys = dict.fromkeys(key for row in rows for key in row.sources)
    sources = {key: teller.source(key) for key in keys}
    page = FOLDER / (teller.shelf.day or UNDATED) / f"{file_name(dataset.name)}.html"
    return Table(dataset.name, dataset.title, page, rows, sources)


def file_name(name: str) -> str:
    """A dataset's name as a file's."""
    return quote(name, safe="").replace("%", "~")


def anchor(key: str) -> str:
    """The id of a row on its dataset's page: different for different keys, whatever they hold."""
    return f"r-{quote(key, safe='').replace('~', '%7E').replace('%', '~')}"


# --- for those who read --------------------------------------------------------------------------


def body_of(table: Table, words: EvidenceWords) -> str:
    """The page's text: each row with an id, then the sources that rows lead to."""
    numbers = {key: place for place, key in enumerate(table.sources, 1)}
    rows = "\n".join(row_html(row, numbers, table.sources) for row in table.rows)
    listed = "\n".join(
        f'<li id="s-{place}">{source_html(table.sources[key])}</li>'
        for key, place in numbers.items()
    )
    sources = f"<h2>{words.sources}</h2>\n<ol>{listed}</ol>" if listed else ""
    return f'<div class="evidence-rows">\n{rows}\n</div>\n<section>{sources}</section>'


def row_html(row: Told, numbers: Mapping[str, int], sources: Mapping[str, Source]) -> str:
    """One row."""
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
