"""Projects sketched by hand: documents out of Markdown and cells, nothing read from a disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from report.engine.inline import inline_code
from report.engine.model import Cell, Document, Expression, Kind, Place, Project, Prose


def code(source: str, **options: object) -> tuple[str, Mapping[str, object]]:
    """A cell of a sketched document."""
    return source, {name.replace("_", "-"): value for name, value in options.items()}


def document(name: str, *pieces: object, **meta: object) -> Document:
    """A document: a text is prose, what `code` gives is a cell. Line numbers are as if written out."""
    path, line, index = PurePosixPath(name), 1, 0
    made: list[Prose | Cell] = []
    for piece in pieces:
        if isinstance(piece, str):
            made.append(Prose(f"{piece}\n", Place(path, line)))
            line += piece.count("\n") + 1
        else:
            source, options = piece
            first = line + 1 + len(options)
            made.append(Cell(index, source, options, Place(path, line), code_line=first))
            line, index = first + source.count("\n") + 2, index + 1
    expressions = tuple(
        Expression(found, piece.place)
        for piece in made
        if isinstance(piece, Prose) and index
        for _, found in inline_code(piece.text)
    )
    return Document(path, meta, tuple(made), expressions)


def project(root: Path, *documents: Document, **config: object) -> Project:
    """A book of these documents."""
    return Project(root, Kind.BOOK, config, documents, PurePosixPath("_site"))
