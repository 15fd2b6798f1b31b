"""Citations of a paper and its list of works, set by citeproc: one conversion for a whole paper."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    div,
    every,
    kind,
    para,
    rewrite,
)
from report.engine.assemble.citations import Library
from report.engine.assemble.nouns import Manuscript
from report.engine.assemble.reading import converted
from report.engine.assemble.typst.formulas import API
from report.engine.ports import Conversion, Ports

Paperful = Sequence[Manuscript]  # the manuscripts of one paper


def with_citations(
    papers: Sequence[Paperful], library: Library, root: Path, ports: Ports
) -> list[tuple[list[Manuscript], Nodes]]:
    """Each paper's manuscripts with their citations set, and its list of works.

    The list stands where a manuscript has a place for it; it is given beside them where none has.
    """
    wanted = [conversion(paper, library, root) for paper in papers]
    answers = iter(converted([one for one in wanted if one], ports.pandoc, ports.store))
    made = []
    for paper, asked in zip(papers, wanted, strict=True):
        blocks = json.loads(next(answers))["blocks"] if asked else []
        made.append(cited(paper, blocks) if asked else (list(paper), []))
    return made


def conversion(paper: Paperful, library: Library, root: Path) -> Conversion | None:
    """What citeproc is asked for a paper: its citations, a paragraph each, and the list."""
    named = [one for one in paper if one.meta.get("bibliography") or one.meta.get("references")]
    if not named:
        return None
    everything = replace(
        named[0],
        blocks=[block for one in paper for block in one.blocks],
        cited=tuple(dict.fromkeys(key for one in paper for key in one.cited)),
    )
    meta = library.metadata(everything, root)
    if not meta:
        return None
    blocks = [para([cite]) for one in paper for cite in citations_in(one)]
    document = {
        "pandoc-api-version": API,
        "meta": meta,
        "blocks": [*blocks, div(Attr("refs"), [])],
    }
    text = json.dumps(document, ensure_ascii=False)
    return Conversion(text, "json", "json", ("--citeproc",), str(named[0].source))


def citations_in(manuscript: Manuscript) -> Iterator[Node]:
    """The citations of a manuscript, in order."""
    return (node for node in every([manuscript.front, manuscript.blocks]) if kind(node) == "Cite")


def cited(paper: Paperful, answer: Nodes) -> tuple[list[Manuscript], Nodes]:
    """A paper's manuscripts with what citeproc wrote in place of citations and list."""
    *paragraphs, works = answer
    written = iter([paragraph["c"] for paragraph in paragraphs])
    placed = any(is_list(node) for one in paper for node in every(one.blocks))
    rules = {
        "Cite": lambda _: next(written),
        "Div": lambda node: [works] if is_list(node) else None,
    }
    made = [rewritten(one, rules) for one in paper]
    return made, [] if placed or not works["c"][1] else [works]


def is_list(node: Node) -> bool:
    """Whether a node is the place for the list of works."""
    return kind(node) == "Div" and attr_of(node).id == "refs"


def rewritten(manuscript: Manuscript, rules: Any) -> Manuscript:
    """A manuscript with the rules applied to its front and text."""
    front, blocks = rewrite([manuscript.front, manuscript.blocks], rules)
    return replace(manuscript, front=front, blocks=blocks)
