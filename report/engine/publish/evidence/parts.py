"""Large tables in parts: which rows stand on which page, and the way from one part to the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from math import ceil
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from report.engine.publish.evidence.links import FOLDER
from report.engine.publish.evidence.words import EvidenceWords
from report.engine.told import Source, Told

LARGEST = 450_000  # letters of HTML on one page: zipped about 120 kB, beside what every page loads
WAYS = "parts.json"


def pages_of(
    page: PurePosixPath, rows: Sequence[Told], sources: Mapping[str, Source]
) -> dict[str, PurePosixPath]:
    """The page on which each row of a table stands, by its key; `page` is the first."""
    sizes = list(sizes_of(rows, sources))
    room = sum(sizes) / max(1, ceil(sum(sizes) / LARGEST))
    found, before = {}, 0
    for row, size in zip(rows, sizes, strict=True):
        found[row.key] = part_page(page, int(before / room) + 1)
        before += size
    return found


def sizes_of(rows: Sequence[Told], sources: Mapping[str, Source]) -> Iterator[int]:
    """About how many letters of HTML each row takes, and the sources that it is the first to name."""
    named: set[str] = set()
    for row in rows:
        cells = sum(len(title) + len(text) + 18 for title, text in row.cells)
        labels = sum(len(sources[key].label) + 24 for key in row.sources)
        new = (sources[key] for key in row.sources if key not in named)
        told = sum(len(one.text) + len(one.url) + len(one.kind) + 70 for one in new)
        named |= set(row.sources)
        yield len(row.head) + 2 * len(row.key) + 100 + cells + labels + told


def part_page(page: PurePosixPath, number: int) -> PurePosixPath:
    """The page of a part; the first is the table's own."""
    return page if number == 1 else page.with_suffix("") / f"{number}.html"


def table_at(page: PurePosixPath) -> str:
    """The file name of the table whose rows stand on an evidence page, or on a part of it."""
    return page.relative_to(FOLDER).parts[1].removesuffix(".html")


def parted(rows: Sequence[Told], pages: Mapping[str, PurePosixPath]) -> Iterator[Sequence[Told]]:
    """The rows of each part."""
    starts = [
        place
        for place, row in enumerate(rows)
        if place == 0 or pages[row.key] != pages[rows[place - 1].key]
    ]
    yield from (rows[start:end] for start, end in pairwise([*starts, len(rows)]))


def ways_html(here: PurePosixPath, parts: Sequence[Sequence[Told]], first: PurePosixPath) -> str:
    """Links to the parts of a table, each named by its first and its last row; none for a single one."""
    if len(parts) < 2:
        return ""
    items = "".join(
        f"<li>{way(part_page(first, number), here, part)}</li>"
        for number, part in enumerate(parts, 1)
    )
    return f'<ol class="evidence-parts">{items}</ol>'


def ways_nav(ways: str, here: PurePosixPath, first: PurePosixPath, words: EvidenceWords) -> str:
    """The same as navigation that knows where the page's script finds rows of other parts."""
    found = quote(relpath(first.with_suffix("") / WAYS, here.parent))
    told = f'aria-label="{words.parts}" data-parts="{escape(found)}"'
    return f"<nav {told}>{ways}</nav>" if ways else ""


def way(page: PurePosixPath, here: PurePosixPath, part: Sequence[Told]) -> str:
    """The link to one part."""
    keys = " – ".join(f"<code>{escape(row.key)}</code>" for row in (part[0], part[-1]))
    current = ' aria-current="page"' if page == here else ""
    return f'<a href="{escape(quote(relpath(page, here.parent)))}"{current}>{keys}</a>'
