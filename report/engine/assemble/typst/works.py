"""Citations of a paper and its list of works, set by citeproc: one conversion for a whole paper.

What citeproc is asked, and what comes of it, is known without the documents' text: their citations
are remembered by themselves. So a document of the paper that has not changed is not even read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.assemble.ast import Node, Nodes, every
from report.engine.assemble.citations import Library
from report.engine.assemble.citeproc import Cited, cited, question, with_citations
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.memory import memory_in
from report.engine.assemble.nouns import Manuscript
from report.engine.assemble.reading import converted
from report.engine.assemble.settings import Settings
from report.engine.memory import Memory
from report.engine.ports import Conversion, Ports

Paperful = Sequence[Resolution]  # the documents of one paper


@dataclass(frozen=True)
class Piece:
    """A document of a paper, its citations set; the manuscript is made when it is asked for.

    `key` is the digest of everything that it rests on, `listed` tells that it holds the list of works.
    """

    source: PurePosixPath
    settings: Settings
    key: str
    listed: bool
    make: Callable[[], Manuscript]

    @cached_property
    def manuscript(self) -> Manuscript:
        """The document's nodes."""
        return self.make()


def with_works(
    papers: Sequence[Paperful], library: Library, root: Path, ports: Ports
) -> list[tuple[list[Piece], Nodes]]:
    """Each paper's documents with their citations set, and its list of works.

    The list stands where a document has a place for it; it is given beside them where none has.
    """
    memory = memory_in(ports.store)
    cites = {text.key: cites_of(text, memory) for paper in papers for text in paper}
    wanted = [conversion(paper, cites, library, root) for paper in papers]
    answers = iter(converted([one for one in wanted if one], ports.pandoc, ports.store))
    made = []
    for paper, asked in zip(papers, wanted, strict=True):
        answer = cited(next(answers)) if asked else None
        made.append(pieces(paper, cites, answer, memory))
    return made


def cites_of(text: Resolution, memory: Memory) -> Nodes:
    """The citations of a document, in order."""
    return memory.once("cites", (text.key,), lambda: list(citations_in(text.manuscript)))


def citations_in(manuscript: Manuscript) -> Iterator[Node]:
    """The citations of a manuscript, in order."""
    return every([manuscript.front, manuscript.blocks], "Cite")


def conversion(
    paper: Paperful, cites: dict[str, Nodes], library: Library, root: Path
) -> Conversion | None:
    """What citeproc is asked for a paper."""
    named = [one for one in paper if one.meta.get("bibliography") or one.meta.get("references")]
    meta = library.metadata(Together(named[0], paper), root) if named else {}
    if not meta:
        return None
    every_cite = (cite for one in paper for cite in cites[one.key])
    return question(every_cite, meta, str(named[0].draft.document.path))


@dataclass(frozen=True, slots=True)
class Together:
    """The documents of a paper as one text that cites works, as the first of them would have it."""

    first: Resolution
    paper: Paperful

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of the works that the paper cites, each once, in order."""
        return tuple(dict.fromkeys(key for one in self.paper for key in one.cited))

    @property
    def listed(self) -> bool:
        """Whether the first document holds the list of works."""
        return self.first.listed

    @property
    def language(self) -> str:
        """The language of the first document."""
        return self.first.language

    @property
    def meta(self) -> Any:
        """The metadata of the first document."""
        return self.first.meta


def pieces(
    paper: Paperful, cites: dict[str, Nodes], answer: Cited | None, memory: Memory
) -> tuple[list[Piece], Nodes]:
    """A paper's documents with what citeproc wrote in place of citations and list."""
    if answer is None:
        return [piece(text, None, None, memory) for text in paper], []
    written, works = iter(answer.citations), answer.works
    made = [
        piece(text, list(islice(written, len(cites[text.key]))), works, memory) for text in paper
    ]
    placed = any(text.listed for text in paper)
    return made, [] if placed or not works["c"][1] else [works]


def piece(text: Resolution, written: Nodes | None, works: Node | None, memory: Memory) -> Piece:
    """One document, to be rewritten with what citeproc wrote when it is wanted."""
    listed = text.listed
    key = memory.key("piece", text.key, json.dumps([written, works if listed else None]))

    def make() -> Manuscript:
        manuscript = text.manuscript
        if written is None:
            return manuscript
        front, blocks = with_citations([manuscript.front, manuscript.blocks], written, works)
        return replace(manuscript, front=front, blocks=blocks)

    return Piece(text.draft.document.path, text.draft.settings, key, listed, make)
