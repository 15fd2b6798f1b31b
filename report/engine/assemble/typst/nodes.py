"""Nodes to Typst by kind: each module here writes some kinds and says so with `writes`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from report.engine.assemble.ast import Node, kind
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, call

Writer: TypeAlias = Callable[[Scope, Node], str]
WRITERS: dict[str, Writer] = {}


def writes(*kinds: str) -> Callable[[Writer], Writer]:
    """Marks the function that writes nodes of these kinds."""

    def registered(writer: Writer) -> Writer:
        WRITERS.update(dict.fromkeys(kinds, writer))
        return writer

    return registered


def written(scope: Scope, node: Node) -> str:
    """One node as markup; a kind that print has no use for gives nothing."""
    writer = WRITERS.get(kind(node))
    return writer(scope, node) if writer else ""


def inlines(scope: Scope, nodes: Iterable[Node]) -> str:
    """Inline nodes as one run of markup."""
    return "".join(written(scope, node) for node in nodes)


def blocks(scope: Scope, nodes: Iterable[Node]) -> str:
    """Block nodes as markup, an empty line between them."""
    return "\n\n".join(text for node in nodes if (text := written(scope, node)))


def words(scope: Scope, nodes: Iterable[Node]) -> Content:
    """Inline nodes as an argument."""
    return Content(inlines(scope, nodes))


def body(scope: Scope, nodes: Iterable[Node]) -> Content:
    """Block nodes as an argument: within a box, a list, a note."""
    return Content(blocks(scope.inner, nodes))


def anchor(scope: Scope, name: str) -> str:
    """A place that links can go to; nothing where no link does."""
    label = scope.own(name)
    return call("anchor", label) if label else ""
