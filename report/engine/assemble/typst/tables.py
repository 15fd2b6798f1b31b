"""Pandoc's tables as Typst: a head repeated on every page, spans, columns as wide as they need be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest

from report.engine.assemble.ast import Node, Nodes, attr_of, text_of
from report.engine.assemble.typst.nodes import anchor, blocks, body, writes
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, Expression, call, code

SHORT = 18  # letters: a column whose entries are no longer keeps its own width
LONG = 30  # rows: a longer table is set as it comes, without a look at its height
SOLID = 30  # lines: rows of a table that has none with more are not divided by the end of a page
LINE, GAP = 3.7, 3.0  # millimetres: a line of small type, and the space between two rows
SPACE = 3  # letters that fit into the space at both sides of an entry
BLANK = re.compile(r"[ \t\n]+|(?<=[-\N{EN DASH}/])")
MARKS = ".,:;!?"
HYPHENATED = 11  # letters of which a longer word need not stay on one line
NARROW = 86  # letters in a line of small type as wide as the text
WIDE = 118  # letters in a line of small type as wide as text and margin
ALIGN = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


@writes("Table")
def table(scope: Scope, node: Node) -> str:
    """A table, with its caption where it has one that nothing counts."""
    caption = blocks(scope, node["c"][1][1])
    made = grid(scope, node)
    if not caption:
        return anchor(scope, attr_of(node).id) + made
    return call(
        "float",
        Content(made),
        kind="tbl",
        caption=Content(caption),
        place="top",
        id=scope.own(attr_of(node).id) or None,
        breakable=True,
        free=not (scope.nested or is_long(node)) or None,
        estimate=Expression(f"{height_of(node)}mm"),
    )


def grid(scope: Scope, node: Node) -> str:
    """A table alone, as a call of the template's `grid-table`."""
    _, _, columns, head, bodies, foot = node["c"]
    rows = [row for part in bodies for row in (*part[2], *part[3])]
    entries = columns_of(node)
    texts = [[text_of(entry) for entry in column] for column in entries]
    return call(
        "grid-table",
        Expression(f"({''.join(f'{each}, ' for each in widths(columns, texts))})"),
        Expression(f"({''.join(f'{align(spec)}, ' for spec in columns)})"),
        fitted=Expression(f"({''.join(f'{each}, ' for each in fitted(texts))})"),
        widest=Expression(f"({''.join(f'{code(each)}, ' for each in widest(scope, entries))})"),
        header=cells(scope, head[1]),
        rows=cells(scope, rows),
        footer=cells(scope, foot[1]) if foot[1] else None,
        solid=max(lines_of(node), default=0) <= SOLID or None,
    )


def widths(columns: Sequence[Node], texts: Sequence[Sequence[str]]) -> list[str]:
    """The widths of columns: the shares that the author gave, else as their text needs.

    A share too small for its longest word grows at the cost of the others. Pandoc makes equal shares of
    a table whose source has long lines and equal rows of dashes: nobody asked for those.
    """
    shares = [spec[1]["c"] if spec[1]["t"] == "ColWidth" else 0 for spec in columns]
    if len(set(shares)) < 2:
        return ["auto" for _ in shares]
    asked = {place: share for place, share in enumerate(shares) if share > 0}
    natural = sum(max(map(len, entries), default=0) + SPACE for entries in texts)
    room = NARROW if natural <= NARROW else WIDE  # a table that wants more takes the margin too
    dealt = shared(room, asked, {place: longest_word(texts[place]) for place in asked})
    return [f"{dealt[place]:.3g}fr" if place in dealt else "auto" for place in range(len(shares))]


def widest(scope: Scope, entries: Sequence[Sequence[Nodes]]) -> list[Content]:
    """The longest entry of each column: how wide a table wants to be is measured on these."""
    return [
        body(scope, max(column, key=lambda entry: len(text_of(entry)), default=[]))
        for column in entries
    ]


def is_long(node: Node) -> bool:
    """Whether a table surely takes most of a page."""
    return sum(len(part[2]) + len(part[3]) for part in node["c"][4]) > LONG


def fitted(texts: Sequence[Sequence[str]]) -> list[str]:
    """Widths for a table that is too wide: columns of short entries as they are, the others shared.

    A column's share grows with its text, but less than in proportion, and always holds its longest
    word, as far as that is possible.
    """
    longest = [max(map(len, entries), default=0) for entries in texts]
    long = [place for place, most in enumerate(longest) if most > SHORT]
    room = WIDE - sum(most for place, most in enumerate(longest) if place not in long)
    least = {place: longest_word(texts[place]) for place in long}
    wants = {place: sum(map(len, texts[place])) ** 0.7 for place in long}
    shares = shared(max(room, 1), wants, least)
    return [f"{shares[place]:.3g}fr" if place in shares else "auto" for place in range(len(texts))]


def longest_word(texts: Iterable[str]) -> int:
    """The letters of the longest stretch that no line may divide, and the space around it.

    A long word of letters alone can be hyphenated.
    """
    words = (word.strip(MARKS) for text in texts for word in BLANK.split(text))
    sizes = (min(len(word), HYPHENATED) if word.isalpha() else len(word) for word in words)
    return max(sizes, default=1) + SPACE


def shared(room: float, wants: Mapping[int, float], least: Mapping[int, int]) -> dict[int, float]:
    """`room` dealt out in proportion to `wants`, but to each its `least`, at the cost of the others.

    Where there is not room enough for that, all are squeezed alike.
    """
    total = sum(wants.values()) or 1
    shares = {place: room * want / total for place, want in wants.items()}
    if sum(least[place] for place in wants) >= room:
        return {place: max(share, least[place]) for place, share in shares.items()}
    narrow = {place: float(least[place]) for place in wants if shares[place] < least[place]}
    others = {place: want for place, want in wants.items() if place not in narrow}
    if not narrow or not others:
        return shares
    return {**narrow, **shared(room - sum(narrow.values()), others, least)}


def height_of(node: Node) -> int:
    """About how tall a table comes out, in millimetres: enough to tell whether it fills a page."""
    return round(sum(LINE * count + GAP for count in lines_of(node)))


def lines_of(node: Node) -> list[int]:
    """About how many lines each row of a table takes, its head and foot among them."""
    texts = [[text_of(entry) for entry in column] for column in columns_of(node)]
    longest = [max(map(len, column), default=0) + SPACE for column in texts]
    widths = longest
    if sum(longest) > WIDE:
        words = {place: longest_word(column) for place, column in enumerate(texts)}
        widths = list(shared(WIDE, dict(enumerate(longest)), words).values())
    rows = zip_longest(*texts, fillvalue="")
    return [
        max(1 + len(text) // max(int(width), 1) for text, width in zip(row, widths, strict=True))
        for row in rows
    ]


def columns_of(node: Node) -> list[list[Nodes]]:
    """The entries of a table, column by column; cells that span several columns do not count."""
    _, _, columns, head, bodies, foot = node["c"]
    entries: list[list[Nodes]] = [[] for _ in columns]
    for row in chain(head[1], *(chain(part[2], part[3]) for part in bodies), foot[1]):
        place = 0
        for _, _, _, across, inside in row[1]:
            if across == 1 and place < len(entries):
                entries[place].append(inside)
            place += across
    return entries


def align(spec: Node) -> str:
    """A column's alignment."""
    return ALIGN.get(spec[0]["t"], "left")


def cells(scope: Scope, rows: Iterable[Node]) -> Expression:
    """The cells of rows, in order."""
    made = [cell(scope, each) for row in rows for each in row[1]]
    return Expression(f"({''.join(f'{each}, ' for each in made)})")


def cell(scope: Scope, node: Node) -> str:
    """One cell, as code."""
    _, aligned, down, across, inside = node
    content = body(scope, inside)
    named = {
        "align": Expression(ALIGN[aligned["t"]]) if aligned["t"] in ALIGN else None,
        "rowspan": down if down > 1 else None,
        "colspan": across if across > 1 else None,
    }
    if not any(named.values()):
        return code(content)
    return call("table.cell", content, **named).removeprefix("#").removesuffix(";")
