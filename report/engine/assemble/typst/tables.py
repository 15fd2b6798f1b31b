"""Pandoc's tables as Typst: a head that is repeated on every page, spans, widths as they were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report.engine.assemble.ast import Node, attr_of
from report.engine.assemble.typst.nodes import anchor, blocks, body, writes
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, Expression, call, code

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
        free=not scope.nested or None,
    )


def grid(scope: Scope, node: Node) -> str:
    """A table alone, as a call of the template's `grid-table`."""
    _, _, columns, head, bodies, foot = node["c"]
    rows = [row for part in bodies for row in (*part[2], *part[3])]
    return call(
        "grid-table",
        Expression(f"({''.join(f'{each}, ' for each in widths(columns))})"),
        Expression(f"({''.join(f'{align(spec)}, ' for spec in columns)})"),
        header=cells(scope, head[1]),
        rows=cells(scope, rows),
        footer=cells(scope, foot[1]) if foot[1] else None,
    )


def widths(columns: Sequence[Node]) -> list[str]:
    """The widths of columns: the shares that the author gave, else as their text needs.

    Pandoc makes equal shares of a table whose source has long lines and equal rows of dashes: nobody
    asked for those.
    """
    shares = [spec[1]["c"] if spec[1]["t"] == "ColWidth" else 0 for spec in columns]
    if len(set(shares)) < 2:
        return ["auto" for _ in shares]
    return [f"{share:g}fr" if share > 0 else "auto" for share in shares]


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
