"""Floats, layouts, callouts, tabs and theorems as calls of the template's functions."""

from __future__ import annotations

from collections.abc import Iterable

from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, every
from report.engine.assemble.nouns import Callout, Float, Layout, Panel, Tabset, Theorem
from report.engine.assemble.typst.nodes import anchor, blocks, body, words, writes
from report.engine.assemble.typst.pictures import drawn, sized
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.tables import height_of, is_long
from report.engine.assemble.typst.text import Content, Expression, call, markup

WIDE = ("column-page", "column-screen", "column-body-outset")
MARGIN = ("column-margin", "aside")
ALIGN = {"left": "left", "right": "right", "center": "center"}
VALIGN = {"top": "top", "center": "horizon", "bottom": "bottom"}


@writes("Float")
def floating(scope: Scope, node: Float) -> str:
    """A figure, table or listing with its caption."""
    if node.part:
        return part(scope, node)
    scope = scope.inner if is_placed(node.attr) else scope
    picture = None if scope.nested else lone_picture(node.blocks)
    made = call(
        "float",
        body(scope, node.blocks),
        kind=node.kind,
        id=scope.own(node.id) or None,
        sign=sign(node),
        caption=words(scope, node.caption) if node.caption else None,
        place=node.place,
        align_to=Expression(node.align) if node.align in {"right", "center"} else None,
        breakable=can_break(node) or None,
        free=can_move(scope, node) or None,
        natural=drawn(scope, picture) if picture else None,
        estimate=estimate(scope, node.blocks),
    )
    return placed(node.attr, made)


def part(scope: Scope, node: Float) -> str:
    """A part of a figure or table."""
    return call(
        "part",
        body(scope, node.blocks),
        id=scope.own(node.id) or None,
        sign=sign(node),
        caption=words(scope, node.caption) if node.caption else None,
        place=node.place,
    )


def sign(node: Float | Callout) -> Content | None:
    """What a caption begins with: "Figure 2.1: ", or "(a) " for a part; None where nothing counts."""
    if node.number is None or not node.number.text:
        return None
    if not node.number.title:
        return Content(markup(f"({node.number.text}) "))
    return Content(
        markup(f"{node.number.title}\N{NO-BREAK SPACE}{node.number.text}{node.delimiter} ")
    )


def can_break(node: Float) -> bool:
    """Whether a float may run over the end of a page, if it is long: a table, or code."""
    return node.kind == "lst" or holds(node.blocks, "Table", "Code", "CodeBlock")


def estimate(scope: Scope, nodes: Nodes) -> Expression | None:
    """About how tall the one table in a float is, so that Typst need not set it to find out."""
    tables = list(every(nodes, "Table"))
    if scope.nested or len(tables) != 1 or holds(nodes, "Image", "Layout"):
        return None
    return Expression(f"{height_of(tables[0])}mm")


def can_move(scope: Scope, node: Float) -> bool:
    """Whether a float may be put elsewhere on the page: it stands in the text, and is not long."""
    tables = every(node.blocks, "Table")
    return not scope.nested and not any(is_long(table) for table in tables)


def lone_picture(nodes: Nodes) -> Node | None:
    """The one picture in a float, if its size is left to us; None otherwise."""
    pictures = list(every(nodes, "Image"))
    others = holds(nodes, "Table", "Layout", "Code", "CodeBlock")
    if len(pictures) != 1 or others or sized(attr_of(pictures[0])):
        return None
    return pictures[0]


def holds(nodes: Nodes, *kinds: str) -> bool:
    """Whether a node of one of the kinds lies in the nodes."""
    return any(every(nodes, *kinds))


def placed(attr: Attr, made: str) -> str:
    """Something in the margin or wider than the text, if its classes say so."""
    if not is_placed(attr):
        return made
    return call("aside" if attr.has(*MARGIN) else "wide", Content(made))


def is_placed(attr: Attr) -> bool:
    """Whether classes ask for a place other than the column of text."""
    return attr.has(*MARGIN) or any(name.startswith(WIDE) for name in attr.classes)


@writes("Layout")
def layout(scope: Scope, node: Layout) -> str:
    """Blocks side by side."""
    rows = "\n\n".join(row(scope, panels, node.valign) for panels in node.rows)
    return placed(node.attr, anchor(scope, node.attr.id) + rows)


def row(scope: Scope, panels: Iterable[Panel], valign: str) -> str:
    """One row of a layout."""
    panels = list(panels)
    columns = "".join(f"{panel.width:g}fr, " if panel.width else "1fr, " for panel in panels)
    return call(
        "panels",
        Expression(f"({columns})"),
        tuple(aligned(scope, panel) for panel in panels),
        align_to=Expression(VALIGN[valign]) if valign in VALIGN else None,
    )


def aligned(scope: Scope, panel: Panel) -> Content:
    """One field of a row."""
    inside = body(scope, panel.blocks)
    if panel.align not in {"right", "center"}:
        return inside
    return Content(call("align", Expression(panel.align), inside))


@writes("Callout")
def callout(scope: Scope, node: Callout) -> str:
    """A box that stands out, its kind in words and colour."""
    title, word = heading_of(scope, node)
    made = call(
        "callout",
        body(scope, node.blocks),
        kind=node.kind,
        title=title,
        word=word,
        id=scope.own(node.id) or None,
        simple=True if node.appearance == "minimal" else None,
    )
    return placed(node.attr, made)


def heading_of(scope: Scope, node: Callout) -> tuple[Content | None, str | None]:
    """A callout's title, and the word for its kind where the title does not say it."""
    numbered = sign(node)
    if numbered:
        return Content(numbered.markup + words(scope, node.title).markup), None
    if node.title:
        return words(scope, node.title), node.word
    return (Content(markup(node.word)), None) if node.appearance == "default" else (None, None)


@writes("Tabset")
def tabset(scope: Scope, node: Tabset) -> str:
    """Tabs one below the other, each under its label."""
    tabs = [
        anchor(scope, tab.id) + call("tab", words(scope, tab.title), body(scope, tab.blocks))
        for tab in node.tabs
    ]
    return anchor(scope, node.attr.id) + "\n\n".join(tabs)


@writes("Theorem")
def theorem(scope: Scope, node: Theorem) -> str:
    """A theorem or a proof."""
    return call(
        "theorem",
        body(scope, node.blocks),
        word=Content(markup(node.word)),
        number=node.number.text if node.number and node.number.text else None,
        name=words(scope, node.name) if node.name else None,
        id=scope.own(node.id) or None,
        proof=True if node.style == "proof" else None,
    )


@writes("Figure")
def figure(scope: Scope, node: Node) -> str:
    """A figure of Pandoc's own that no pass made a float of."""
    _, (_, caption), inside = node["c"]
    return call(
        "float",
        body(scope, inside),
        caption=Content(blocks(scope, caption)) if caption else None,
        id=scope.own(node["c"][0][0]) or None,
    )
