"""Blocks side by side: `layout-ncol`, `layout-nrow` and `layout` to rows of panels."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace

from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, div, every, kind
from report.engine.assemble.nouns import Float, Layout, Panel

KEYS = ("layout", "layout-ncol", "layout-nrow", "layout-align", "layout-valign")
SPACE = 3.0  # per cent of a row kept free for each gap


def asks(attr: Attr) -> bool:
    """Whether attributes ask for a layout."""
    return any(key in {"layout", "layout-ncol", "layout-nrow"} for key, _ in attr.pairs)


def div_of(node: Node) -> Nodes | None:
    """A layout where a div asks for one; the cell of a float has handed its wish to the float."""
    attr = attr_of(node)
    if not asks(attr) or has_layout(node["c"][1]):
        return None
    before, blocks = parted(node["c"][1])
    laid = arranged(blocks, attr)
    inner = replace(laid, attr=Attr() if before else attr.without(*KEYS))
    return [div(attr.without(*KEYS), [*before, inner])] if before else [inner]


def float_of(noun: Float) -> Nodes | None:
    """The float with its parts laid out, where its attributes ask for it."""
    if not asks(noun.attr) or has_layout(noun.blocks):
        return None
    before, blocks = parted(noun.blocks)
    laid = arranged(blocks, noun.attr)
    return [*before, replace(noun, blocks=[laid], attr=noun.attr.without(*KEYS))]


def has_layout(blocks: Nodes) -> bool:
    """Whether a layout lies in `blocks` already."""
    return any(every(blocks, "Layout"))


def parted(blocks: Nodes) -> tuple[Nodes, Nodes]:
    """What stands before a layout (code, warnings), and the blocks that it arranges."""
    before = [block for block in blocks if is_preamble(block)]
    return before, [panel for block in blocks if not is_preamble(block) for panel in panels(block)]


def is_preamble(block: Node) -> bool:
    """Whether a block stands before the layout of its cell."""
    return (kind(block) == "Code" and block.ran) or attr_of(block).has("cell-output-stderr")


def panels(block: Node) -> Iterator[Node]:
    """The blocks that a block fills panels with: an output of several blocks gives several."""
    inner = block["c"][1] if kind(block) == "Div" else []
    unrolls = attr_of(block).has("cell-output-display") and len(inner) > 1
    if unrolls and not any(kind(node) == "Float" for node in inner):
        yield from inner
    else:
        yield block


def arranged(blocks: Nodes, attr: Attr) -> Layout:
    """The blocks in rows, as the attributes ask."""
    headed = with_headings(blocks)
    rows = rows_of(attr, len(headed))
    queue = iter(headed)
    align = attr.get("layout-align")
    filled = tuple(tuple(panel(queue, width, align) for width in row) for row in rows)
    kept = tuple(tuple(cell for cell in row if cell is not None) for row in filled)
    return Layout(tuple(row for row in kept if row), valign=attr.get("layout-valign"))


def with_headings(blocks: Nodes) -> list[Nodes]:
    """What each panel holds: a heading goes with the block that follows it."""
    groups: list[Nodes] = []
    heading: Nodes = []
    for block in blocks:
        if kind(block) == "Header":
            heading = [block]
        else:
            groups.append([*heading, block])
            heading = []
    return [*groups, heading] if heading else groups


def panel(queue: Iterator[Nodes], width: float, align: str) -> Panel | None:
    """The next panel of a row; a negative width is an empty space."""
    if width < 0:
        return Panel([], -width)
    blocks = next(queue, None)
    if blocks is None:
        return None
    pictured = any(every(blocks, "Image", "Table"))
    return Panel(blocks, width, align or ("center" if pictured else "left"))


def rows_of(attr: Attr, count: int) -> list[list[float]]:
    """The widths of all panels in per cent, row by row."""
    asked = attr.get("layout")
    if asked:
        return [shares(row) for row in layout_rows(asked, count)]
    rows = whole(attr.get("layout-nrow"))
    columns = whole(attr.get("layout-ncol")) or (math.ceil(count / rows) if rows else 1)
    full = [1.0] * max(1, columns)
    return [shares(full) for _ in range(math.ceil(count / len(full)))]


def layout_rows(text: str, count: int) -> list[list[float]]:
    """The rows of a `layout` attribute: nested lists, or one list for rows of the same shape."""
    try:
        value = json.loads(text)
    except ValueError:
        value = [1]
    if not isinstance(value, list) or not value:
        return [[1.0]] * count
    if any(isinstance(row, list) for row in value):
        return [
            [number(item) for item in (row if isinstance(row, list) else [row])] for row in value
        ]
    row = [number(item) for item in value]
    real = sum(item > 0 for item in row) or 1
    return [row] * math.ceil(count / real)


def shares(row: list[float]) -> list[float]:
    """Widths as per cent of the row, gaps left free; more than one panel shares less than all."""
    total = sum(abs(item) for item in row) or 1.0
    room = 100.0 if len(row) == 1 else 100.0 - SPACE * (len(row) - 1) / len(row)
    return [round(math.copysign(abs(item) / total * room, item), 1) for item in row]


def number(item: object) -> float:
    """One width of a `layout`, also as "30%"."""
    try:
        return float(str(item).strip().rstrip("%"))
    except ValueError:
        return 1.0


def whole(text: str) -> int:
    """An attribute as a whole number, 0 where it is none."""
    return int(text) if text.isdigit() else 0
