"""The project's documents to findings: labels, captions, pictures, links, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

from report.engine.model import Document, Finding, Project
from report.engine.validate.chapters.blocks import check_blocks
from report.engine.validate.chapters.cells import check_cells
from report.engine.validate.chapters.files import check_files
from report.engine.validate.chapters.labels import check_book_labels, check_labels
from report.engine.validate.chapters.links import check_links
from report.engine.validate.chapters.numbers import check_numbers
from report.engine.validate.chapters.pictures import check_pictures


def check_chapters(project: Project) -> tuple[Finding, ...]:
    """Everything wrong with the documents that can be seen in their text, in their order."""
    single = (
        found for document in project.documents for found in check_document(document, project)
    )
    return (*single, *check_book_labels(project), *check_files(project))


def check_document(document: Document, project: Project) -> Iterator[Finding]:
    """What is wrong with one document."""
    yield from check_labels(document)
    yield from check_cells(document)
    yield from check_pictures(document, project.root)
    yield from check_links(document, project.root)
    yield from check_blocks(document)
    yield from check_numbers(document, project)
