"""Stage 6: a `Book` to an `Edition`: pages and PDFs, built beside the last good site, then swapped in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from report.engine.model import Book, Edition, Kind, Paper, Project
from report.engine.ports import Ports
from report.engine.publish.folder import Content, lay_beside, replace_site
from report.engine.publish.formulas import drawings_of
from report.engine.publish.library import library_of
from report.engine.publish.pages import Site, page_files
from report.engine.publish.papers import Papers, papers_of
from report.engine.publish.resources import references, resources_of
from report.engine.publish.sitemap import sitemap_files

__all__ = ["publish"]


def publish(
    books: Sequence[Book], project: Project, ports: Ports, *, formats: frozenset[str]
) -> Edition:
    """Write the site: every page of the first book, the PDFs of all, and the files that they show.

    `books[0]` is the project itself; the others are its editions by profile, which add PDFs. `formats`
    holds `html`, `typst` or both. Raises `PublishError` when nothing could be written; the last good
    site is then as it was.
    """
    files: dict[PurePosixPath, Content] = {}
    made = papers_of(books, project, ports) if "typst" in formats else Papers({})
    files |= made.files
    if "html" in formats:
        papers = tuple(paper for book in books for paper in book.papers if paper.target in files)
        files |= html_files(books[0], papers, project, ports)
    site = project.root / project.output
    write = lay_beside if in_place(project) else replace_site
    write(site, files)
    return Edition(site, tuple(sorted(files)), made.findings)


def html_files(
    book: Book, papers: Sequence[Paper], project: Project, ports: Ports
) -> dict[PurePosixPath, Content]:
    """The pages, and everything that they need beside them; `papers` are the PDFs to offer."""
    library = library_of(project, book)
    assets = {asset.path: asset.content for asset in book.assets}
    drawings = drawings_of((page.body for page in book.pages), ports.pandoc, ports.store)
    site = Site(book, tuple(papers), library, assets, drawings)
    shown = {path for page in book.pages for path in references(page)}
    return {
        **resources_of(book, project),
        **{path: assets[path] for path in assets if path in shown},
        **library.files,
        **sitemap_files(book),
        **page_files(site, ports.progress),
    }


def in_place(project: Project) -> bool:
    """Whether pages lie among other people's files, so that no folder may be replaced whole."""
    return project.kind is Kind.SINGLE or project.output == PurePosixPath(".")
