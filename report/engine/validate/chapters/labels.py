"""Labels: each once in a document, and in a book once in all chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.engine.model import Cell, Document, Finding, Kind, Place, Project
from report.engine.validate.chapters.prose import Passage, passages_of

ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
ID = re.compile(r"(?<=[{\s])#([A-Za-z][\w:.-]*)")
REFERABLE = re.compile(
    r"(?:fig|tbl|lst|eq|sec|nte|tip|wrn|imp|cau|thm|lem|cor|prp|cnj|def|exm|exr)-.+"
)


def check_labels(document: Document) -> Iterator[Finding]:
    """Findings for labels that stand twice in a document; Quarto stops only where cells repeat one."""
    first: dict[str, tuple[Place, bool]] = {}
    for label, place, of_cell in labels_in(document):
        if label not in first:
            first[label] = (place, of_cell)
            continue
        earlier, earlier_of_cell = first[label]
        yield Finding(
            "duplicate-label",
            place,
            f"the label `{label}` is used twice, first at {earlier}",
            "give one of them another label",
            excusable=not (of_cell and earlier_of_cell),
        )


def check_book_labels(project: Project) -> Iterator[Finding]:
    """Findings for labels that two chapters of a book share: a reference finds only one of them."""
    if project.kind is not Kind.BOOK:
        return
    first: dict[str, Place] = {}
    for document in project.documents:
        own = {label: place for label, place, _ in labels_in(document) if REFERABLE.match(label)}
        for label, place in own.items():
            if label in first:
                message = f"the label `{label}` is used in two chapters, first at {first[label]}"
                hint = "give one of them another label, and mend the references to it"
                yield Finding("duplicate-label", place, message, hint, excusable=True)
        first |= {label: place for label, place in own.items() if label not in first}


def labels_in(document: Document) -> Iterator[tuple[str, Place, bool]]:
    """Each label, its place, and whether it is a cell's; in order."""
    passages = passages_of(document)
    for piece in document.pieces:
        if not isinstance(piece, Cell):
            yield from ids_in(next(passages))
        elif piece.label is not None:
            yield piece.label, piece.place, True


def ids_in(prose: Passage) -> Iterator[tuple[str, Place, bool]]:
    """The `{#id}`s in a piece of prose."""
    for braces in ATTRIBUTES.finditer(prose.text):
        named = ID.search(prose.text, *braces.span())
        if named:
            yield named[1], prose.place(named.start()), False
