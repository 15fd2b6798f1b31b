"""Documents of one project to manuscripts: run, read, structured, numbered, their references filled.

Everything that Pandoc must read is gathered first, over all documents and formats, so that it is
asked twice only: once for the documents, once for the short texts in their metadata and attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble import fronts
from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    every,
    kind,
    rewrite,
    span,
    text_of,
    words,
)
from report.engine.assemble.cells import executed
from report.engine.assemble.crossref import (
    Chapter,
    Index,
    Outline,
    index_of,
    outline,
    unresolved,
    with_numbers,
)
from report.engine.assemble.floats import uncaptioned
from report.engine.assemble.links import file_target, link_target
from report.engine.assemble.nouns import Front, Manuscript
from report.engine.assemble.reading import read_documents, read_texts
from report.engine.assemble.settings import Settings, settings_of
from report.engine.assemble.structure import structured, texts_in
from report.engine.assemble.tables import parsed
from report.engine.model import Asset, Document, Execution, Kind, Project, Role
from report.engine.options import format_names, option
from report.engine.ports import Ports

NBSP = "\N{NO-BREAK SPACE}"
BOOK_KEYS = ("title", "subtitle", "author", "date", "date-format", "abstract", "description", "doi")


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way: read for a format, structured, and placed in its book."""

    document: Document
    settings: Settings
    meta: Mapping[str, object]
    front: Front
    title: Nodes
    blocks: Nodes
    chapter: Chapter
    number: str
    outline: Outline

    @property
    def page(self) -> PurePosixPath:
        """The HTML page that it becomes."""
        return page_of(self.document)


@dataclass(frozen=True, slots=True)
class Drafts:
    """All documents of one format, with the figures that their cells made."""

    form: str
    drafts: tuple[Draft, ...]
    assets: tuple[Asset, ...]


def drafted(
    project: Project, executions: Iterable[Execution], ports: Ports, forms: Iterable[str]
) -> tuple[Drafts, ...]:
    """Every document that asks for one of `forms`, read and numbered, form by form."""
    runs = {execution.path: execution for execution in executions}
    wanted = [(form, d) for form in forms for d in project.documents if asks(d, form)]
    texts, assets = {}, {}
    for form, document in wanted:
        done = executed(document, runs.get(document.path), form, ports.charts)
        texts[form, document.path] = done.markdown
        assets[form, document.path] = done.assets
    asts = read_documents(texts, ports.pandoc, ports.store)
    metas = [meta_of(project, document, form) for form, document in wanted]
    shorts = read_texts(short_texts(asts.values(), metas), ports.pandoc, ports.store)
    return tuple(drafts_of(project, form, Readings(asts, shorts, assets)) for form in forms)


@dataclass(frozen=True, slots=True)
class Readings:
    """What Pandoc read, and what cells drew: by format and document."""

    asts: Mapping[tuple[str, PurePosixPath], Nodes]
    shorts: Mapping[tuple[str, str], Nodes]
    assets: Mapping[tuple[str, PurePosixPath], tuple[Asset, ...]]


def asks(document: Document, form: str) -> bool:
    """Whether a document is to be made in a format."""
    names = format_names(document.meta)
    return form in names or (form == "html" and any(name.startswith("html") for name in names))


def short_texts(
    asts: Iterable[Nodes], metas: Iterable[Mapping[str, object]]
) -> Iterable[tuple[str, str]]:
    """The texts outside the documents' bodies that are to be read."""
    found = [texts_in(blocks) for blocks in asts]
    return chain(*found, (("markdown", text) for meta in metas for text in fronts.texts_in(meta)))


def meta_of(project: Project, document: Document, form: str) -> dict[str, object]:
    """A document's metadata for a format; a book's home page speaks for the book."""
    special = mapping(option(document.meta, "format", form, format=form))
    meta = {**document.meta, **special}
    if project.kind is Kind.BOOK and is_home(document):
        book = mapping(project.config.get("book"))
        meta |= {key: book[key] for key in BOOK_KEYS if key in book}
    elif project.kind is Kind.BOOK:
        meta |= {"description": mapping(project.config.get("book")).get("description")}
    if isinstance(meta.get("title"), str):
        meta["title"], _ = titled(str(meta["title"]))
    return meta


def titled(title: str) -> tuple[str, Attr]:
    """A title and the attributes in braces at its end."""
    text, brace, rest = title.rpartition("{")
    return (text.rstrip(), parsed(rest[:-1])) if brace and rest.endswith("}") else (title, Attr())


def is_home(document: Document) -> bool:
    """Whether a document is the home page of a book."""
    return document.role is Role.HOME or document.path == PurePosixPath("index.qmd")


def drafts_of(project: Project, form: str, readings: Readings) -> Drafts:
    """The drafts of one format, chapters counted in order."""
    drafts: list[Draft] = []
    assets: list[Asset] = []
    counts = {False: 0, True: 0}
    for document in project.documents:
        key = form, document.path
        if key in readings.asts:
            draft = draft_of(project, opened(project, document, form, readings), counts)
            drafts.append(draft)
            appendix = document.role is Role.APPENDIX
            counts = {**counts, appendix: counts[appendix] + bool(draft.number)}
            folder = document.path.parent
            assets += [Asset(folder / one.path, one.content) for one in readings.assets[key]]
    return Drafts(form, tuple(drafts), tuple(assets))


def opened(project: Project, document: Document, form: str, readings: Readings) -> Opened:
    """A document's text and front as nodes and nouns."""
    settings = settings_of(document, project, form)
    front = fronts.front_of(meta_of(project, document, form), settings.words, readings.shorts)
    blocks = structured(readings.asts[form, document.path], settings, readings.shorts)
    return Opened(document, settings, front, blocks)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document read for a format and structured, before it is placed among the others."""

    document: Document
    settings: Settings
    front: Front
    blocks: Nodes


def draft_of(project: Project, opened: Opened, counts: Mapping[bool, int]) -> Draft:
    """One document in its place; `counts` says how many chapters and appendices came before."""
    document, settings = opened.document, opened.settings
    front, blocks = opened.front, opened.blocks
    chapter, label, name = Chapter(), "", front.title or first_heading(blocks)
    if project.kind is Kind.BOOK and not is_home(document):
        heading, blocks = chapter_heading(document, front, blocks)
        appendix = document.role is Role.APPENDIX
        numbered = not attr_of(heading).has("unnumbered") and not heads_part(project, document)
        number = counts[appendix] + 1 if numbered else 0
        settings = replace(settings, numbered=settings.numbered and numbered)
        name = heading["c"][2]
        title = chapter_title(name, number, appendix, settings)
        chapter = Chapter(number, appendix, attr_of(heading).id, " ".join(text_of(title).split()))
        label = chapter.label
        front = replace(front, title=identified(title, attr_of(heading)))
    elif project.kind is Kind.BOOK:
        own, attr = titled(str(document.meta.get("title", "")))
        numbered = not attr.has("unnumbered") if own else home_numbered(blocks)
        settings = replace(settings, numbered=settings.numbered and numbered)
        label = Chapter(counts[False] + 1).label if numbered else ""
        name = words(own) if own else first_heading(blocks) or name
    counted = outline(blocks, page_of(document), chapter, settings)
    meta = meta_of(project, document, settings.form)
    return Draft(document, settings, meta, front, name, blocks, chapter, label, counted)


def heads_part(project: Project, document: Document) -> bool:
    """Whether a document is the page of a part: it bears no number."""
    return any(other.part == str(document.path) for other in project.documents)


def chapter_heading(document: Document, front: Front, blocks: Nodes) -> tuple[Node, Nodes]:
    """A chapter's heading, and the body without it: the title in its metadata, or the first one."""
    if front.title:
        _, attr = titled(str(document.meta.get("title", "")))
        return {"t": "Header", "c": [1, attr.json, front.title]}, blocks
    place = next((i for i, block in enumerate(blocks) if kind(block) == "Header"), None)
    if place is None:
        return {"t": "Header", "c": [1, ["", [], []], words(document.path.stem)]}, blocks
    heading = blocks[place]
    named = replace(attr_of(heading), id=own_id(heading, document))
    kept = {"t": "Header", "c": [1, named.json, heading["c"][2]]}
    return kept, [*blocks[:place], *blocks[place + 1 :]]


def own_id(heading: Node, document: Document) -> str:
    """The id that the author gave a chapter's heading; empty where Pandoc made one up."""
    name = attr_of(heading).id
    given = any(f"#{name}" in getattr(piece, "text", "") for piece in document.pieces)
    return name if given else ""


def chapter_title(title: Nodes, number: int, appendix: bool, settings: Settings) -> Nodes:
    """A chapter's title with its number, as the page shows it."""
    label = Chapter(number, appendix).label
    if not number:
        return title
    if appendix:
        word = str(settings.crossref.get("appendix-title", settings.words["crossref-apx-prefix"]))
        delimiter = str(settings.crossref.get("appendix-delim", " —"))
        return [*words(f"{word} {label}{delimiter} "), *title]
    named = span(Attr("", ("chapter-title",)), title)
    if not settings.numbered:
        return [named]
    return [span(Attr("", ("chapter-number",)), words(label)), *words(f"{NBSP} "), named]


def identified(title: Nodes, attr: Attr) -> Nodes:
    """A title within the span that bears its id."""
    return [span(Attr(attr.id, ("quarto-section-identifier",)), title)] if attr.id else title


def first_heading(blocks: Nodes) -> Nodes:
    """The text of the first heading, for a page without a title."""
    return next((block["c"][2] for block in blocks if kind(block) == "Header"), [])


def home_numbered(blocks: Nodes) -> bool:
    """Whether the home page of a book counts its sections: not under an unnumbered heading."""
    first = next((block for block in blocks if kind(block) == "Header"), None)
    return first is None or not attr_of(first).has("unnumbered")


def page_of(document: Document) -> PurePosixPath:
    """The page of a document, from the site's root."""
    return document.path.with_suffix(".html")


def mapping(value: object) -> Mapping[str, Any]:
    """An option as a mapping."""
    return value if isinstance(value, Mapping) else {}


# --- from drafts to manuscripts ----------------------------------------------------------------


def manuscripts(project: Project, drafts: Drafts) -> tuple[Manuscript, ...]:
    """The drafts of one format with every reference and link resolved."""
    pages = {draft.document.path: draft.page for draft in drafts.drafts}
    everything = index_of(entry for draft in drafts.drafts for entry in draft.outline.entries)
    headings = {
        name: draft.page for draft in reversed(drafts.drafts) for name in draft.outline.headings
    }
    book = project.kind is Kind.BOOK
    made = []
    for draft in drafts.drafts:
        own = index_of(draft.outline.entries)
        entries = {**everything, **own} if book else own
        where = headings if book else {}
        index = Index(draft.page, draft.chapter, entries, where, draft.settings, book)
        made.append(manuscript_of(draft, index, pages))
    return tuple(made)


def manuscript_of(
    draft: Draft, index: Index, pages: Mapping[PurePosixPath, PurePosixPath]
) -> Manuscript:
    """One draft with its numbers written in and its references resolved."""
    rules = {
        **with_numbers(draft.outline.numbers, draft.settings),
        "Cite": index.replacement,
        "Link": lambda node: linked(node, draft, index, pages),
        "Image": lambda node: pictured(node, draft.document.path),
    }
    blocks, front = rewrite(draft.blocks, rules), rewrite(draft.front, {"Cite": index.replacement})
    return Manuscript(
        source=draft.document.path,
        language=draft.settings.words.language,
        front=front,
        blocks=blocks,
        title=draft.title,
        number=draft.number,
        meta=draft.meta,
        cited=tuple(cited_in([blocks, front])),
        settings=draft.settings,
        unresolved=unresolved([draft.blocks, draft.front], index),
    )


def cited_in(nodes: Any) -> Iterable[str]:
    """The keys of cited works, each once, in order."""
    cites = (node for node in every(nodes) if kind(node) == "Cite")
    return dict.fromkeys(one["citationId"] for node in cites for one in node["c"][0])


def linked(
    node: Node, draft: Draft, index: Index, pages: Mapping[PurePosixPath, PurePosixPath]
) -> Nodes | None:
    """A link that leads where its target lies on the site."""
    attr, inlines, (target, title) = node["c"]
    found = link_target(target, draft.document.path, pages)
    page = index.headings.get(target[1:]) if target.startswith("#") else None
    if page is not None and target[1:] not in draft.outline.headings:
        found = link_target(f"/{page}{target}", draft.document.path, {page: page})
    return None if found == target else [{"t": "Link", "c": [attr, inlines, [found, title]]}]


def pictured(node: Node, source: PurePosixPath) -> Nodes | None:
    """An image whose file is named relative to its page, its alternative text in place."""
    own = attr_of(node)
    if own.get("fig-alt"):
        node = uncaptioned(node)
    attr, inlines, (target, title) = node["c"]
    return [{"t": "Image", "c": [attr, inlines, [file_target(target, source), title]]}]
