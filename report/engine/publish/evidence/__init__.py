"""Evidence: derived values on pages become links; pages and data that they lead to are written.

What it makes of a page is remembered under the page's values and the data; prose costs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath

from report.engine.content import Unread
from report.engine.memory import Memory
from report.engine.model import Book, Finding, Page, Place, Severity
from report.engine.ports import Store
from report.engine.publish.evidence import code, copies
from report.engine.publish.evidence.archive import Archive, Chapter, Ground, Places
from report.engine.publish.evidence.links import Linked, linked, linked_bytes, linked_from, unlinked
from report.engine.publish.evidence.sentences import sentences_of
from report.engine.publish.evidence.sheets import Sheet
from report.engine.publish.evidence.words import evidence_words
from report.engine.publish.memory import memory_in

__all__ = ["Chapter", "Evidence", "Ground", "Made", "Places", "evidence_for", "evidence_of"]

NONE: frozenset[PurePosixPath] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The book with its values linked, and what they lead to."""

    book: Book
    made: Made


@dataclass(frozen=True, slots=True)
class Made:
    """Pages and files of evidence, and warnings of values whose rows are not in the data.

    `parted` has the tables that are shown in parts, by their first page, and what tells the page of
    each row's id; `copies` what lists the sources without an archived copy.
    """

    sheets: tuple[Sheet, ...] = ()
    files: Mapping[PurePosixPath, Unread] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    parted: Mapping[PurePosixPath, Places] = field(default_factory=dict, compare=False)
    copies: copies.Copies | None = None

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, opened."""
        return tuple(sheet.page for sheet in self.sheets)


def evidence_of(book: Book, ground: Ground, store: Store) -> Evidence:
    """The evidence of all pages of a book; the book itself where none has a derived value."""
    memory = memory_in(store)
    texts = [linked_page(page, memory) for page in book.pages]
    pages = tuple(with_links(page, text.html) for page, text in zip(book.pages, texts, strict=True))
    chapters = [
        Chapter(
            page.target,
            page.title,
            page.language,
            day_of(page, ground),
            text.derivations,
            memory.once("sentences", (text.html,), partial(sentences_of, text.html)),
            text.key,
        )
        for page, text in zip(pages, texts, strict=True)
        if text.derivations
    ]
    modules = {path for page in pages for path in modules_in(page, memory)}
    made = evidence_for(chapters, ground, store, modules)
    return Evidence(replace(book, pages=tuple(noted(page, made) for page in pages)), made)


def modules_in(page: Page, memory: Memory) -> Iterator[PurePosixPath]:
    """The modules to whose pages a page links, out of memory where its text is the same."""
    rests_on = (str(page.target), page.body)
    found = memory.once(
        "modules", rests_on, lambda: list(map(str, code.linked_from(page.body, page.target)))
    )
    return map(PurePosixPath, found)


def noted(page: Page, made: Made) -> Page:
    """The page; one with a list of references leads to the sources without an archived copy."""
    words = evidence_words(page.language)
    return replace(page, body=copies.with_note(page.body, page.target, made.copies, words))


def linked_page(page: Page, memory: Memory) -> Linked:
    """The text of a page with its values linked, out of memory where the text is the same."""
    rests_on = (str(page.target), page.body)
    said = memory.once_made(
        "linked", rests_on, lambda: linked_bytes(linked(page.body, page.target))
    )
    return linked_from(said)


def with_links(page: Page, body: str) -> Page:
    """The page with its text linked, and titles and contents free of marks."""
    lines = tuple(replace(line, text=unlinked(line.text)) for line in page.contents)
    return replace(page, body=body, title_block=unlinked(page.title_block), contents=lines)


def day_of(page: Page, ground: Ground) -> str:
    """The day that a page speaks from: the one given for all, or its own `as-of`."""
    return ground.day or str(page.options.get("as-of") or "")[:10]


def evidence_for(
    chapters: Sequence[Chapter], ground: Ground, store: Store, modules: Set[PurePosixPath] = NONE
) -> Made:
    """Pages and files of evidence for chapters, out of memory where nothing has changed.

    `modules` are shown beside those whose functions computed values, if they are there.
    """
    archive = Archive(ground, store)
    sheets: list[Sheet] = []
    files: dict[PurePosixPath, Unread] = {}
    findings: list[Finding] = []
    parted: dict[PurePosixPath, Places] = {}
    for chapter in chapters:
        sheet, index, faults = archive.chapter(chapter)
        sheets.append(sheet)
        files[sheet.target.with_suffix(".json")] = index
        findings += (missing_rows(chapter, *fault) for fault in faults)
    for day, language, name in tables_used(chapters):
        table = archive.table(day, language, name)
        sheets += table.sheets
        files |= table.files
        parted |= table.parted
    shown = {path for path in modules if code.is_module(ground.root, path)}
    shown |= set(modules_used(chapters, archive.modules))
    sheets += archive.code(sorted(shown))
    lists, listed = archive.unarchived(*latest(chapters)) if chapters else ((), None)
    return Made((*sheets, *lists), files, tuple(findings), parted, listed)


def latest(chapters: Sequence[Chapter]) -> tuple[str, str]:
    """The newest day that a chapter speaks from, and the language of the first chapter."""
    return max(chapter.day for chapter in chapters), chapters[0].language


def missing_rows(chapter: Chapter, text: str, dataset: str, key: str) -> Finding:
    """The warning for a value whose origin names a row that there is not."""
    day = f" on {chapter.day}" if chapter.day else ""
    return Finding(
        "evidence",
        Place(chapter.target.with_suffix(".qmd")),
        f"the value “{text}” names the row `{key}` of `{dataset}`, which is not in the data{day}",
        "derive the value from rows that `data()` gave",
        severity=Severity.WARNING,
    )


def tables_used(chapters: Sequence[Chapter]) -> list[tuple[str, str, str]]:
    """The datasets that chapters rest on, each by day; told in the language of the first."""
    found: dict[tuple[str, str], str] = {}
    for chapter in chapters:
        for one in chapter.derivations:
            for each in one.rows:
                found.setdefault((chapter.day, each.dataset), chapter.language)
    return sorted((day, language, name) for (day, name), language in found.items())


def modules_used(chapters: Sequence[Chapter], modules: code.Modules) -> list[PurePosixPath]:
    """The modules whose functions computed values."""
    functions = {name for chapter in chapters for name in chapter.functions}
    found = (modules.code_of(name) for name in sorted(functions))
    return sorted({each.path for each in found if each})
