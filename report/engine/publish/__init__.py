"""Stage 6: a `Book` to an `Edition`: pages and PDFs, first as they will be, then put in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from report.engine.content import Content, FileContent, Unread, content_of
from report.engine.digest import file_digest
from report.engine.model import Book, Edition, Finding, Kind, Page, Paper, Project
from report.engine.ports import Ports, Progress
from report.engine.publish.backlinks import Archive, Text, with_backlinks
from report.engine.publish.evidence import Evidence, Ground, day_of, evidence_of
from report.engine.publish.folder import lay_beside, replace_site
from report.engine.publish.formulas import drawings_of
from report.engine.publish.glossary import terms_in, with_terms
from report.engine.publish.library import digested, library_folder, library_of
from report.engine.publish.memory import memory_in
from report.engine.publish.pages import SPECIFIED, Site, page_files
from report.engine.publish.papers import Papers, papers_of
from report.engine.publish.resources import is_download, references, resources_of
from report.engine.publish.search import (
    Documents,
    documents_of,
    is_searched,
    of_rows,
    row_files,
    search_files,
)
from report.engine.publish.sitemap import sitemap_files
from report.engine.wish import AS_OF
from report.engine.words import Words

__all__ = ["lay_out", "put_in_place"]


def lay_out(
    books: Sequence[Book],
    project: Project,
    ports: Ports,
    *,
    formats: frozenset[str],
    show: Callable[[Edition], None] = lambda _: None,
) -> Edition:
    """The site as it will be: every page of the first book, the PDFs of all, what they show.

    `books[0]` is the project itself; the others are its editions by profile, which add PDFs. `formats`
    holds `html`, `typst` or both; `show` gets the pages as soon as they are made, while what searches
    them and the PDFs are still in the making. Nothing is written. Raises `PublishError` for a PDF that
    cannot be.
    """
    offered = books if "typst" in formats else ()
    files: dict[PurePosixPath, FileContent] = {}
    found: tuple[Finding, ...] = ()
    with ThreadPoolExecutor(2) as aside:  # they only wait for Typst and Pagefind, other programs
        setting = aside.submit(papers_of, offered, project, ports)
        if "html" in formats:
            papers = tuple(paper for book in offered for paper in book.papers)
            evidence = evidence_of(books[0], ground_of(project), ports.store)
            site = site_of(evidence, papers, project, ports)
            searched = documents_of(site.book.pages if site.search else (), ports.store)
            index = aside.submit(index_files, searched, site, evidence, ports)
            files = html_files(site, evidence, project, ports)
            show(edition_of(files, project))
            look_ahead(files, project.root / project.output)
            files |= index.result()
            found = evidence.made.findings
        made = setting.result()
    tell_of(made, ports.progress)
    return edition_of({**made.files, **files}, project, (*made.findings, *found))


def look_ahead(files: Mapping[PurePosixPath, FileContent], folder: Path) -> None:
    """Take the digests that the next stages ask for, while the index is in the making elsewhere.

    They are those of the files, and of what stands in `folder` where a file is unopened.
    """
    for path, content in files.items():
        if isinstance(content, Unread):
            file_digest(folder / path)
        elif isinstance(content, Content):
            _ = content.sha256


def edition_of(
    files: Mapping[PurePosixPath, FileContent], project: Project, found: tuple[Finding, ...] = ()
) -> Edition:
    """These files as a site that is not yet in its place."""
    return Edition(
        project.root / project.output,
        tuple(sorted(files)),
        found,
        contents=files,
        whole=not beside_sources(project),
    )


def put_in_place(edition: Edition) -> Edition:
    """Write the site, all of it or none of it, and give it without its contents.

    Raises `PublishError` when that could not be done; the last good site is then as it was.
    """
    write = replace_site if edition.whole else lay_beside
    write(edition.site, edition.contents)
    return replace(edition, contents={})


def tell_of(papers: Papers, progress: Progress) -> None:
    """Tell which PDFs were made; Typst worked beside the pages, which told of themselves."""
    if papers.files:
        progress.stage("papers", len(papers.files))
    for path in papers.files:
        progress.step(str(path))


def site_of(evidence: Evidence, papers: Sequence[Paper], project: Project, ports: Ports) -> Site:
    """What pages are made of, and what every page knows of the others; `papers` are the PDFs to offer."""
    book = with_meanings(with_uses(evidence, project, ports), ports)
    folder = library_folder(project, book)
    searched = is_searched(book.pages, project)
    return Site(
        book,
        tuple(papers),
        library_of(project, book),
        {asset.path: asset.content for asset in book.assets},
        drawings_of((page.body for page in book.pages), ports.pandoc, ports.store),
        folder / "search" if searched else None,
        runtime_of(book, folder, ports),
        searched and any(map(of_rows, evidence.made.sheets)),
    )


def html_files(
    site: Site, evidence: Evidence, project: Project, ports: Ports
) -> dict[PurePosixPath, FileContent]:
    """The pages, and everything that they need beside them but the index for searching them."""
    book, assets = site.book, site.assets
    shown = {path for page in book.pages for path in references(page)}
    pages = page_files(site, ports.progress, ports.store, evidence.made.sheets)
    wanted = (path for path in assets if path in shown or is_download(path))
    return {
        **resources_of(book, project),
        **{path: known(assets[path]) for path in wanted},
        **site.library.files,
        **({site.runtime: ports.charts.runtime()} if site.runtime else {}),
        **sitemap_files(book),
        **pages,
        **evidence.made.files,
    }


def known(content: FileContent) -> FileContent:
    """A file that keeps its digest, once that was taken."""
    return content_of(content) if isinstance(content, bytes) else content


def index_files(
    documents: Documents, site: Site, evidence: Evidence, ports: Ports
) -> dict[PurePosixPath, bytes]:
    """What searches the pages, and the rows of their evidence; nothing where nobody searches."""
    if site.search is None:
        return {}
    return {
        **search_files(documents, site.search, ports.search, ports.store),
        **row_files(evidence.made.sheets, site.search / "rows", ports.search, ports.store),
    }


def with_meanings(book: Book, ports: Ports) -> Book:
    """The book with the terms of its glossary, if it has one, linked where pages first use them."""
    terms = tuple(term for page in book.pages for term in terms_in(page.target, page.body))
    if not terms:
        return book
    memory, said = memory_in(ports.store), repr(terms)

    def explained(page: Page) -> Page:
        rests_on = (said, str(page.target), page.body)
        make = partial(with_terms, page.body, page.target, terms)
        return replace(page, body=memory.once_written("terms", rests_on, make).decode())

    return replace(book, pages=tuple(explained(page) for page in book.pages))


def with_uses(evidence: Evidence, project: Project, ports: Ports) -> Book:
    """The book with back-links in its list of references; other projects list works page by page."""
    if project.kind is not Kind.BOOK:
        return evidence.book
    book, ground = evidence.book, ground_of(project)
    texts = [Text(page.target, page.title, day_of(page, ground), page.body) for page in book.pages]
    shown = frozenset(sheet.target for sheet in evidence.made.sheets)
    memory, parted = memory_in(ports.store), evidence.made.parted
    archive = Archive(project.root, project.bibliographies, shown, memory, parted)

    def body(page: Page) -> str:
        return with_backlinks(page.body, page.target, texts, archive, Words(page.language))

    return replace(book, pages=tuple(replace(page, body=body(page)) for page in book.pages))


def runtime_of(book: Book, folder: PurePosixPath, ports: Ports) -> PurePosixPath | None:
    """Where what draws charts in a browser lies, if a page has one that can be drawn there."""
    if not any(SPECIFIED in page.body for page in book.pages):
        return None
    name, _ = digested("vega.js", ports.charts.runtime())
    return folder / name


def ground_of(project: Project) -> Ground:
    """What the evidence for derived values rests on."""
    day = project.environment.get(AS_OF, "")
    return Ground(project.root, project.bibliographies, day)


def beside_sources(project: Project) -> bool:
    """Whether pages lie among other people's files, so that no folder may be replaced whole."""
    return project.kind is Kind.SINGLE or project.output == PurePosixPath(".")
