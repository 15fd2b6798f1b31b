"""What a wish changes about a project: parameters, the day it speaks from, formats, a file's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from report.engine.editions import edition_of
from report.engine.model import Book, Document, Project
from report.engine.options import format_options
from report.engine.parameters import with_parameters
from report.engine.wish import Wish


def granted(project: Project, wish: Wish) -> Project:
    """The project with everything that the wish asks of its documents."""
    project = with_parameters(project, wish.parameters)
    if wish.as_of:
        project = edition_of(project, wish.as_of)
    if wish.insist:
        documents = tuple(in_formats(one, wish.formats) for one in project.documents)
        project = replace(project, documents=documents)
    return project


def in_formats(document: Document, formats: frozenset[str]) -> Document:
    """The document as if it asked for just these formats."""
    asked = {name: format_options(document.meta, name) for name in sorted(formats)}
    return replace(document, meta={**document.meta, "format": asked})


def named(books: tuple[Book, ...], wish: Wish) -> tuple[Book, ...]:
    """The books, their only page or paper under the file name that the wish gives."""
    if not wish.name:
        return books
    return tuple(
        replace(
            book,
            pages=tuple(replace(page, target=PurePosixPath(wish.name)) for page in book.pages),
            papers=tuple(replace(paper, target=PurePosixPath(wish.name)) for paper in book.papers),
        )
        for book in books
    )
