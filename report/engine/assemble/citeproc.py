"""Citations set by citeproc, apart from the text that they stand in.

Setting citations costs more than writing a page. They rest on each other and on the style, and not on
the prose between them: so they are asked for alone, in their order, and what comes of it is remembered.
Only a style that writes notes or raised marks moves the punctuation around a citation; citeproc must
then see the text itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    div,
    document,
    every,
    kind,
    para,
    rewrite,
)
from report.engine.ports import Conversion


@dataclass(frozen=True, slots=True)
class Cited:
    """What citeproc wrote: the inlines in place of each citation, in order, and the list of works."""

    citations: tuple[Nodes, ...]
    works: Node

    @property
    def is_apart(self) -> bool:
        """Whether the citations are the same wherever they stand."""
        return next(every(self.citations, "Note", "Superscript"), None) is None


def question(cites: Iterable[Node], meta: Mapping[str, Any], name: str) -> Conversion:
    """What citeproc is asked: a paragraph for each citation, and the list of works behind them."""
    blocks = [*(para([cite]) for cite in cites), div(Attr("refs"), [])]
    return Conversion(document(blocks, meta), "json", "json", ("--citeproc",), name)


def cited(answer: str) -> Cited:
    """What citeproc answered to that."""
    *paragraphs, works = json.loads(answer)["blocks"]
    return Cited(tuple(paragraph["c"] for paragraph in paragraphs), works)


def with_citations(value: Any, citations: Iterable[Nodes], works: Node) -> Any:
    """Nodes with what citeproc wrote in place of their citations, in order, and of the list of works."""
    inlines = iter(citations)
    rules = {
        "Cite": lambda _: next(inlines),
        "Div": lambda node: [works] if is_list(node) else None,
    }
    return rewrite(value, rules)


def is_list(node: Node) -> bool:
    """Whether a node is the place for the list of works."""
    return kind(node) == "Div" and attr_of(node).id == "refs"
