"""Footnotes beside the text: each behind the block that bears its mark, as a note in the margin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from report.engine.assemble.ast import Attr, Node, Nodes, div, kind, raw_inline, rewrite

NBSP = "\N{NO-BREAK SPACE}"


def with_sidenotes(blocks: Nodes) -> Nodes:
    """The blocks of a page with their notes in the margin."""
    return list(placed(blocks, count(1)))


def placed(blocks: Nodes, numbers: Iterator[int]) -> Iterator[Node]:
    """Each block, followed by the notes in it; the blocks of a plain div are taken one by one."""
    for block in blocks:
        if kind(block) == "Div":
            attr, inner = block["c"]
            yield {"t": "Div", "c": [attr, list(placed(inner, numbers))]}
        else:
            notes: Nodes = []
            yield from rewrite(
                [block], {"Note": lambda note, found=notes: [mark(note, found, numbers)]}
            )
            yield from notes


def mark(note: Node, notes: Nodes, numbers: Iterator[int]) -> Node:
    """The mark of a note; the note itself is added to `notes`."""
    number = next(numbers)
    notes.append(div(Attr(f"fn{number}", ("column-margin",)), numbered(note["c"], number)))
    return raw_inline(
        "html",
        f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" role="doc-noteref">'
        f"<sup>{number}</sup></a>",
    )


def numbered(blocks: Nodes, number: int) -> Nodes:
    """A note that begins with its number."""
    sign = [{"t": "Superscript", "c": [{"t": "Str", "c": str(number)}]}, {"t": "Str", "c": NBSP}]
    if blocks and kind(blocks[0]) in {"Para", "Plain"}:
        first = {"t": blocks[0]["t"], "c": [*sign, *blocks[0]["c"]]}
        return [first, *blocks[1:]]
    return [{"t": "Para", "c": sign}, *blocks]
