"""Values on Quarto's pages become links; what they lead to is written beside, in our own frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from report.engine.model import Book, Finding, Link, Project, Role
from report.engine.ports import Ports
from report.engine.provenance import Derivation
from report.engine.publish.evidence import Chapter, Ground, Made, evidence_for
from report.engine.publish.evidence.code import linked_from
from report.engine.publish.evidence.copies import with_note
from report.engine.publish.evidence.links import linked
from report.engine.publish.evidence.sentences import sentences_of
from report.engine.publish.evidence.words import evidence_words
from report.engine.publish.folder import lay_beside
from report.engine.publish.library import library_of
from report.engine.publish.pages import Site, page_files
from report.engine.rendered.pages import Written
from report.engine.wish import AS_OF
from report.engine.words import Words


def with_evidence(
    pages: Sequence[Written], project: Project, ports: Ports
) -> tuple[list[Written], tuple[Finding, ...]]:
    """The pages with every derived value a link, its evidence written; warnings that came up."""
    texts = [link(page) for page in pages]
    chapters = [
        Chapter(page.target, page.title, page.language, page.day, found, sentences_of(page.html))
        for page, found in texts
        if found
    ]
    ground = Ground(project.root, project.bibliographies, project.environment.get(AS_OF, ""))
    modules = {path for page, _ in texts for path in linked_from(page.html, page.target)}
    made = evidence_for(chapters, ground, ports.store, modules)
    if made.sheets:
        lay_beside(project.root / project.output, files_of(made, pages, project, ports))
    return [noted(page, made) for page, _ in texts], made.findings


def noted(page: Written, made: Made) -> Written:
    """The page; one with a list of references leads to the sources without an archived copy."""
    words = evidence_words(page.language)
    return page.within(lambda text: with_note(text, page.target, made.copies, words))


def link(page: Written) -> tuple[Written, tuple[Derivation, ...]]:
    """A page with links to evidence, and what they lead to."""
    found: list[Derivation] = []

    def change(text: str) -> str:
        made = linked(text, page.target)
        found.extend(made.derivations)
        return made.html

    return page.within(change), tuple(found)


def files_of(
    made: Made, pages: Sequence[Written], project: Project, ports: Ports
) -> dict[PurePosixPath, object]:
    """The pages of evidence in our frame, what they load, and the data that popovers read."""
    title = str((project.config.get("book") or {}).get("title", ""))
    book = Book(title, pages=(), papers=(), assets=(), navigation=sidebar(pages, project))
    library = library_of(project, book)
    site = Site(book, (), library, {}, {})
    return {
        **library.files,
        **page_files(site, ports.progress, ports.store, made.sheets),
        **made.files,
    }


def sidebar(pages: Sequence[Written], project: Project) -> tuple[Link, ...]:
    """The links at the side: chapters, then the appendices under a title of their own."""
    roles = {one.path.with_suffix(".html"): one.role for one in project.documents}
    chapters, appendices = [], []
    for page in pages:
        group = appendices if roles.get(page.target) is Role.APPENDIX else chapters
        group.append(Link(page.title, page.target, page.number))
    if appendices:
        word = Words(pages[0].language)["section-title-appendices"]
        chapters.append(Link(word, None, children=tuple(appendices)))
    return tuple(chapters)
