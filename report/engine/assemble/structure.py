"""Pandoc's nodes to nodes and nouns, in one walk: every construct that the page or paper knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from report.engine.assemble import (
    callouts,
    conditional,
    equations,
    floats,
    layouts,
    tabsets,
    theorems,
)
from report.engine.assemble.ast import (
    PLACE_OF_ATTR,
    Node,
    Nodes,
    Texts,
    attr_of,
    every,
    kind,
    rewrite,
)
from report.engine.assemble.code import code_of
from report.engine.assemble.floats import listed
from report.engine.assemble.retelling import unmarked
from report.engine.assemble.settings import Settings
from report.engine.assemble.tables import raw_table, raw_tables, table_of

CAPTIONS = (
    "code-summary",
    "title",
    "name",
    "lst-cap",
    "fig-cap",
    "tbl-cap",
    "fig-subcap",
    "tbl-subcap",
    "lst-subcap",
)


def texts_in(nodes: Any) -> Iterator[tuple[str, str]]:
    """The short texts in attributes, and the tables in raw HTML, that are to be read as well."""
    for text in raw_tables(nodes):
        yield ("html", text)
    for node in every(nodes, *PLACE_OF_ATTR):
        for key, value in attr_of(node).pairs:
            if key in CAPTIONS or key.endswith("-cap"):
                yield from (("markdown", text) for text in listed(value) if text)


def structured(nodes: Nodes, settings: Settings, texts: Texts) -> Nodes:
    """The nodes of a document with its constructs as nouns, and what is not for this format gone."""

    def spans(node: Node) -> Nodes | None:
        kept = conditional.resolved(node, settings)
        return kept if kept is not None else unmarked(node)

    def blocks(node: Node) -> Nodes | None:
        kept = conditional.resolved(node, settings)
        return kept if kept is not None else code_of(node, settings, texts)

    def paragraphs(node: Node) -> Nodes | None:
        made = equations.block_of(node)
        return made if made is not None else floats.paragraph_of(node, settings)

    return rewrite(
        nodes,
        {
            "Div": lambda node: first(node, div_rules(settings, texts)),
            "Span": spans,
            "CodeBlock": blocks,
            "Figure": lambda node: floats.figure_of(node, settings),
            "Para": paragraphs,
            "Plain": equations.block_of,
            "Table": lambda node: table_of(node, settings),
            "RawBlock": lambda node: html_table(node, settings, texts),
        },
    )


def div_rules(settings: Settings, texts: Texts) -> tuple[Callable[[Node], Nodes | None], ...]:
    """What a div may be, in the order in which it is asked."""
    return (
        lambda node: conditional.resolved(node, settings),
        unmarked,
        lambda node: tabbed(laid_out(floats.cell_of(node, settings, texts))),
        lambda node: callouts.div_of(node, settings, texts),
        tabsets.div_of,
        lambda node: theorems.div_of(node, settings, texts),
        lambda node: laid_out(floats.div_of(node, settings, texts)),
        layouts.div_of,
    )


def first(node: Node, rules: tuple[Callable[[Node], Nodes | None], ...]) -> Nodes | None:
    """What the first rule that concerns the node makes of it."""
    for rule in rules:
        made = rule(node)
        if made is not None:
            return made
    return None


def tabbed(nodes: Nodes | None) -> Nodes | None:
    """A cell that prints tabs (`panel: tabset` with `output: asis`) as tabs."""
    tabs = tabsets.div_of(nodes[0]) if nodes and kind(nodes[0]) == "Div" else None
    return tabs or nodes


def laid_out(nodes: Nodes | None) -> Nodes | None:
    """Nodes with the floats among them arranged as they ask."""
    if nodes is None:
        return None
    arranged = rewrite(nodes, {"Float": layouts.float_of})
    return [
        part
        for node in arranged
        for part in (layouts.div_of(node) if kind(node) == "Div" else None) or [node]
    ]


def html_table(node: Node, settings: Settings, texts: Texts) -> Nodes | None:
    """A table in raw HTML as nodes."""
    blocks = raw_table(node, texts)
    if blocks is None:
        return None
    return rewrite(blocks, {"Table": lambda table: table_of(table, settings)})
