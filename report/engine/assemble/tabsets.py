"""Tabs: divs of class `panel-tabset`, one tab for each heading of the level found first."""

from __future__ import annotations

from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, kind
from report.engine.assemble.nouns import Tab, Tabset


def div_of(node: Node) -> Nodes | None:
    """The tabset that a div is; what stands before its first heading is no part of it."""
    attr = attr_of(node)
    blocks = node["c"][1]
    first = next((block for block in blocks if kind(block) == "Header"), None)
    if not attr.has("panel-tabset") or first is None:
        return None
    level = first["c"][0]
    starts = [
        place
        for place, block in enumerate(blocks)
        if kind(block) == "Header" and block["c"][0] == level
    ]
    ends = [*starts[1:], len(blocks)]
    tabs = tuple(
        tab_of(blocks[start], blocks[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    )
    return [Tabset(tabs, rest_of(attr), attr.get("group"))]


def tab_of(heading: Node, blocks: Nodes) -> Tab:
    """One tab: its heading, and the blocks up to the next."""
    level, _, inlines = heading["c"]
    return Tab(inlines, blocks, attr_of(heading).id, level)


def rest_of(attr: Attr) -> Attr:
    """The attributes that stay on the tabset."""
    return attr.without("panel-tabset", "group")
