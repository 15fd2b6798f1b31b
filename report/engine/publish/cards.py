"""Tables of sentences: every cell says its heading, so that a telephone can show each line as a card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import chain, repeat

SENTENCE = 30  # letters from which a cell wants a line of its own on a telephone
TITLE = 60  # the same for the first cell, which has one anyway
NUMBER = 4  # letters up to which a line's first cell says nothing without its heading
ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
ROW = re.compile(r"<tr\b.*?</tr\s*>", re.DOTALL | re.IGNORECASE)
CELL = re.compile(rf"<(t[hd])\b{ATTRIBUTES}>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
OPENED = re.compile(r"<(t[hd])\b", re.IGNORECASE)
GROUP = re.compile(r"<(?:thead|tbody|tfoot)\b", re.IGNORECASE)
TAG = re.compile(rf"<{ATTRIBUTES}>")
UNEVEN = re.compile(
    r".<table\b|<tfoot\b|<t(?:able|head|body|r|h|d)\b[^>]*\s(?:rowspan|colspan|role)=",
    re.DOTALL | re.IGNORECASE,
)


def carded(table: str) -> str:
    """The HTML of a table; one of sentences with `data-cards`, its cells with `data-label`.

    Cells with long texts get `data-long`. Roles say what is a row and a cell, since a browser may forget
    it where a style sheet shows them as something else. A table of short cells, of two columns, or with
    cells that span several stays as it is.
    """
    head, *body = texts_of(table) or ((),)
    if not wants_cards(body):
        return table
    numbered = all(len(line[0]) <= NUMBER for line in body)
    lines = chain(
        [repeat(' role="columnheader"')], (said(head, line, numbered=numbered) for line in body)
    )
    rows = ROW.sub(lambda row: with_cells(row[0], next(lines)), table)
    groups = GROUP.sub(r'\g<0> role="rowgroup"', rows)
    return f'{groups[:6]} data-cards role="table"{groups[6:]}'


def texts_of(table: str) -> list[list[str]] | None:
    """The texts of a plain table, its line of headings first; None for any other table."""
    lines = [CELL.findall(row) for row in ROW.findall(table)]
    if UNEVEN.search(table) or len(lines) < 2 or any(name != "th" for name, _ in lines[0]):
        return None
    if len({len(line) for line in lines}) > 1:
        return None
    return [[text_of(cell) for _, cell in line] for line in lines]


def wants_cards(body: Sequence[Sequence[str]]) -> bool:
    """Whether the lines of a table are too much for the columns of a telephone."""
    if not body or len(body[0]) < 3:
        return False
    return any(len(line[0]) > TITLE or max(map(len, line[1:])) > SENTENCE for line in body)


def text_of(cell: str) -> str:
    """What stands in a cell, on one line."""
    return " ".join(unescape(TAG.sub("", cell)).split())


def said(head: Sequence[str], line: Sequence[str], *, numbered: bool) -> Iterator[str]:
    """The attributes of a line's cells; the first one is the card's title, unless it is a number."""
    for place, (heading, text) in enumerate(zip(head, line, strict=True)):
        titled = place == 0 and not numbered
        label = f' data-label="{escape(heading)}"' if heading and not titled else ""
        yield label + (" data-long" if place and len(text) > SENTENCE else "")


def with_cells(row: str, attributes: Iterator[str]) -> str:
    """A row that says so, its cells with what `attributes` gives for each."""

    def cell(tag: re.Match[str]) -> str:
        more = next(attributes)
        named = "" if "role=" in more else f' role="{"cell" if tag[1] == "td" else "rowheader"}"'
        return f"{tag[0]}{named}{more}"

    return f'{row[:3]} role="row"{OPENED.sub(cell, row[3:])}'
