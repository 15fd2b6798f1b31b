"""Headings in the tree of a PDF: every depth follows the one above it, whatever levels authors wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report.engine.assemble.ast import Node, Nodes, attr_of, every, rewrite
from report.engine.assemble.typst.blocks import Heading


def with_depths(nodes: Nodes, *, below: int, ranks: int) -> Nodes:
    """The nodes with a `Heading` for each of Pandoc's headers.

    `below` is the depth of what they all stand under (0: nothing); `ranks` is added to a header's
    level for the rank that it looks like.
    """
    depths = iter(tuple(depths_of(levels_in(nodes), below)))

    def headed(node: Node) -> Nodes:
        level, _, inlines = node["c"]
        return [Heading(min(max(1, level + ranks), 6), next(depths), attr_of(node), inlines)]

    return rewrite(nodes, {"Header": headed})


def levels_in(nodes: Nodes) -> Iterator[int]:
    """The levels of all headers, in the order of the text."""
    return (node["c"][0] for node in every(nodes, "Header"))


def depths_of(levels: Iterable[int], below: int) -> Iterator[int]:
    """Depths for levels: a deeper level is one step deeper, however far it jumps."""
    path: list[int] = []
    for level in levels:
        path = [*(above for above in path if above < level), level]
        yield below + len(path)
