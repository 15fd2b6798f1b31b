"""Manuscripts to HTML pages: one conversion each, taken apart into title block, body and contents.

All that a page shows is written by one run of Pandoc, so that notes count together, and citations do in
what citeproc is asked before. The pieces that stand elsewhere on the page come first in it, each in a div
of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.assemble.ast import (
    INLINE_WRAPPERS,
    Attr,
    Nodes,
    attr_of,
    div,
    document,
    every,
    kind,
    plain,
    raw_block,
    rewrite,
    text_of,
)
from report.engine.assemble.citations import Library, cite
from report.engine.assemble.citeproc import Cited, cited, question, with_citations
from report.engine.assemble.html_nodes import html_nodes
from report.engine.assemble.links import relative
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.memory import memory_in
from report.engine.assemble.nouns import Manuscript
from report.engine.assemble.parking import lists_in_json, parked_json, put_back
from report.engine.assemble.reading import converted
from report.engine.assemble.settings import Settings
from report.engine.assemble.sidenotes import with_sidenotes
from report.engine.assemble.title_blocks import title_block
from report.engine.model import Contents, Kind, Page, Project
from report.engine.ports import Conversion, Ports

ARGUMENTS = ("--section-divs", "--mathjax", "--wrap=none")
MARK = "<!-- end of part -->"
PART = re.compile(r'^<div class="part">\n?(.*?)\n?</div>$', re.DOTALL)
HEADING = re.compile(r"<(h[1-6])\b([^>]*)>")
NOTES = '<section id="footnotes"'
CITED = re.compile(r'href="#(ref-[^"]*)" role="doc-biblioref"')


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page's contents, before its text is HTML."""

    level: int
    anchor: str
    inlines: Nodes
    number: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page on its way to Pandoc: what stands where on it."""

    manuscript: Manuscript
    target: PurePosixPath
    body: Nodes
    appendix: tuple[Nodes, ...]
    lines: tuple[Line, ...]


def pages(
    project: Project, resolutions: Sequence[Resolution], library: Library, ports: Ports
) -> tuple[Page, ...]:
    """The HTML pages of a project; those that rest on the same as before come from memory."""
    memory = memory_in(ports.store)
    around = json.dumps([project.kind, site_of(project)], default=str)
    lists = (one.draft.page for one in resolutions if one.listed)
    list_page = next(lists, None) if project.kind is Kind.BOOK else None
    keys = {
        one.key: memory.key(one.key, around, str(list_page), said(one, library, project.root))
        for one in resolutions
    }
    known = {one.key: memory.recall("page", keys[one.key]) for one in resolutions}
    new = [one for one in resolutions if known[one.key] is None]
    sheets = [sheet_of(one.manuscript) for one in new]
    texts = [
        text_of_sheet(sheet, project, works_of(one, library, project.root))
        for sheet, one in zip(sheets, new, strict=True)
    ]
    for one, sheet, html in zip(new, sheets, written(texts, ports), strict=True):
        known[one.key] = page_json(page_of(sheet, html, project, list_page))
        memory.keep("page", keys[one.key], known[one.key])
    return tuple(page_from(known[one.key], one) for one in resolutions)


@dataclass(frozen=True, slots=True)
class Works:
    """What citeproc needs for a page: Pandoc's metadata, and the works to cite out of sight."""

    meta: Mapping[str, Any]
    beside: tuple[str, ...] = ()


def said(text: Resolution, library: Library, root: Path) -> str:
    """The digest of what citeproc needs for a page."""
    return library.said(text, root) if cites_works(text) else ""


def cites_works(text: Resolution) -> bool:
    """Whether a page names a bibliography or holds works."""
    return bool(text.meta.get("bibliography") or text.meta.get("references"))


def works_of(text: Resolution, library: Library, root: Path) -> Works:
    """What citeproc needs for a page; nothing where it cites no works."""
    if not cites_works(text):
        return Works({})
    return Works(library.metadata(text, root), library.beside(text, root))


def page_json(page: Page) -> list[Any]:
    """A page as JSON, but for its options."""
    lines = [[line.level, line.anchor, line.text, line.number] for line in page.contents]
    texts = [page.language, page.title, page.window_title, page.number, page.description]
    return [*texts, page.title_block, page.body, lines, page.contents_title]


def page_from(said: list[Any], one: Resolution) -> Page:
    """The page of a document from JSON."""
    *texts, lines, contents_title = said
    contents = tuple(Contents(*line) for line in lines)
    return Page(one.draft.document.path, one.draft.page, *texts, contents, contents_title, one.meta)


def sheet_of(manuscript: Manuscript) -> Sheet:
    """A manuscript with its appendix sections out of the text, and its contents listed."""
    settings = manuscript.settings
    body, appendix = parted(manuscript.blocks)
    if settings.notes == "margin":
        body = with_sidenotes(body)
    target = manuscript.source.with_suffix(".html")
    lines = tuple(nested(contents_of(body, settings.contents_depth))) if settings.contents else ()
    return Sheet(manuscript, target, body, appendix, lines)


def parted(blocks: Nodes) -> tuple[Nodes, tuple[Nodes, ...]]:
    """The text, and the sections that it puts into the appendix of the page."""
    body: Nodes = []
    sections: list[Nodes] = []
    level = 0
    for block in blocks:
        if kind(block) == "Header" and (not level or block["c"][0] <= level):
            level = block["c"][0] if attr_of(block).has("appendix") else 0
            if level:
                sections.append([])
        if level:
            sections[-1].append(block)
        else:
            body.append(block)
    return body, tuple(sections)


def contents_of(blocks: Nodes, depth: int) -> Iterator[Line]:
    """The headings that a page's contents list: those of the text itself, and of divs they begin."""
    for block in blocks:
        if kind(block) == "Header":
            level, attr = block["c"][0], attr_of(block)
            if level <= depth and not attr.has("unlisted"):
                yield Line(level, attr.id, unlinked(block["c"][2]), attr.get("number"))
        elif kind(block) == "Div" and block["c"][1] and kind(block["c"][1][0]) in {"Header", "Div"}:
            yield from contents_of(block["c"][1], depth)


def unlinked(inlines: Nodes) -> Nodes:
    """Text without notes and links, as a line of the contents wants it."""
    return rewrite(inlines, {"Note": lambda _: [], "Link": lambda node: node["c"][1]})


def nested(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines with their depth in place of their heading's level: no level is skipped."""
    above: list[int] = []
    for line in lines:
        while above and above[-1] >= line.level:
            above.pop()
        above.append(line.level)
        yield replace(line, level=len(above))


# --- to Pandoc ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SheetText:
    """All that Pandoc writes of a page in one go, and what citeproc needs for it."""

    source: PurePosixPath
    nodes: Nodes
    meta: Mapping[str, Any]
    arguments: tuple[str, ...]


def text_of_sheet(sheet: Sheet, project: Project, works: Works) -> SheetText:
    """What Pandoc writes of a page that cites `works`."""
    manuscript = sheet.manuscript
    book = project.kind is Kind.BOOK
    front = title_block(
        manuscript.front, sheet.manuscript.settings.words, described=not book or home(sheet)
    )
    sections = [[raw_block("html", ""), *blocks] for blocks in sheet.appendix]
    pieces = [front, manuscript.front.license, *(line.inlines for line in sheet.lines), *sections]
    refs = [] if manuscript.listed or not works.meta else [div(Attr("refs"), [])]
    beside = [cite(key) for key in works.beside]
    parts = [part for piece in [beside, *pieces, refs] for part in part_of(piece)]
    nodes = html_nodes([*parts, *sheet.body], sheet.target, manuscript.settings.words)
    notes = manuscript.settings.notes
    aside = (f"--reference-location={notes}",) if notes in {"block", "section"} else ()
    return SheetText(manuscript.source, nodes, works.meta, (*ARGUMENTS, *aside))


def written(texts: Sequence[SheetText], ports: Ports) -> tuple[str, ...]:
    """The HTML of pages: their citations set first, then all of them written."""
    citing = [text for text in texts if text.meta]
    questions = [
        question(every(text.nodes, "Cite"), text.meta, str(text.source)) for text in citing
    ]
    answers = iter(converted(questions, ports.pandoc, ports.store))
    wanted = [conversion(text, cited(next(answers)) if text.meta else None) for text in texts]
    short = [replace(one, text=parked_json(one.text)) for one in wanted]
    html = ports.pandoc.convert(short)
    return tuple(
        put_back(page, lists_in_json(one.text)) for page, one in zip(html, wanted, strict=True)
    )


def conversion(text: SheetText, answer: Cited | None) -> Conversion:
    """What Pandoc is asked for a page, given what citeproc answered for its citations."""
    nodes, meta, arguments = text.nodes, {}, text.arguments
    if answer and answer.is_apart:
        nodes = with_citations(nodes, answer.citations, answer.works)
    elif answer:
        meta, arguments = text.meta, (*arguments, "--citeproc")
    return Conversion(document(nodes, meta), "json", "html5", arguments, str(text.source))


def part_of(nodes: Nodes) -> Nodes:
    """A piece that stands elsewhere, to be found again in the output."""
    inline = nodes and kind(nodes[0]) in INLINES
    blocks = [plain(nodes)] if inline else nodes
    return [div(Attr("", ("part",)), blocks), raw_block("html", MARK)]


INLINES = frozenset(
    {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Math", "RawInline", "Link", "Image", "Note"}
    | {"Span", "Quoted", "Cite", "Reference", "Equation", *INLINE_WRAPPERS}
)


# --- from Pandoc -------------------------------------------------------------------------------


def page_of(sheet: Sheet, html: str, project: Project, list_page: PurePosixPath | None) -> Page:
    """The page, its pieces where they belong."""
    count = len(sheet.lines)
    *parts, body = html.split(MARK, count + len(sheet.appendix) + 4)  # raw HTML may hold the mark
    _, front, license_, *rest = [unwrapped(part) for part in parts]
    texts, sections, refs = rest[:count], rest[count:-1], rest[-1]
    body, notes = without_notes(body, sheet)
    if list_page is not None:
        body, front = (to_list(text, sheet.target, list_page) for text in (body, front))
        notes = to_list(notes, sheet.target, list_page)
        refs = ""
    manuscript = sheet.manuscript
    settings = manuscript.settings
    if project.kind is Kind.BOOK:
        appendix = "\n".join([*sections, refs, notes])
    else:
        appendix = appendix_of(sections, refs, notes, license_, settings)
    return Page(
        source=manuscript.source,
        target=sheet.target,
        language=manuscript.language,
        title=" ".join(text_of(manuscript.title).split()),
        window_title=window_title(sheet, project),
        number=manuscript.number,
        description=description_of(manuscript),
        title_block=front.strip(),
        body=f"{body.strip()}\n{appendix}".strip(),
        contents=tuple(
            Contents(line.level, line.anchor, text.strip(), line.number)
            for line, text in zip(sheet.lines, texts, strict=True)
        ),
        contents_title=settings.contents_title,
        options=manuscript.meta,
    )


def unwrapped(part: str) -> str:
    """A piece of the output without the div that marked it."""
    match = PART.match(part.strip())
    return match[1] if match else ""


def without_notes(body: str, sheet: Sheet) -> tuple[str, str]:
    """The body and its notes, which Pandoc writes behind it."""
    noted = any(every([sheet.body, sheet.appendix], "Note"))
    if not noted or sheet.manuscript.settings.notes in {"block", "section"}:
        return body, ""
    start = body.rfind(NOTES)
    return (body[:start], body[start:].strip()) if start >= 0 else (body, "")


def to_list(html: str, page: PurePosixPath, list_page: PurePosixPath) -> str:
    """HTML whose citations lead to the page with the book's list of references."""
    if page == list_page:
        return html
    return CITED.sub(rf'href="{relative(list_page, page.parent)}#\1" role="doc-biblioref"', html)


def appendix_of(
    sections: Sequence[str], refs: str, notes: str, license_: str, settings: Settings
) -> str:
    """What stands at the foot of a page: its own appendix, references, notes, licence."""
    words = settings.words
    parts = [HEADING.sub(in_appendix, section.strip(), count=1) for section in sections]
    if "csl-entry" in refs:
        parts.append(section("quarto-bibliography", words["section-title-references"], refs))
    if notes:
        opening = notes[: notes.index(">") + 1]
        title = appendix_heading(words["section-title-footnotes"])
        parts.append(f"{opening}\n{title}{notes[len(opening) :].replace('<hr />', '', 1)}")
    if license_.strip():
        text = f'<div class="quarto-appendix-contents">{license_.strip()}</div>'
        parts.append(section("quarto-reuse", words["section-title-reuse"], text))
    if not parts:
        return ""
    inner = "\n".join(parts)
    return f'<div id="quarto-appendix" class="default">\n{inner}\n</div>'


def section(name: str, title: str, contents: str) -> str:
    """One section of the appendix."""
    return f'<section id="{name}">\n{appendix_heading(title)}\n{contents.strip()}\n</section>'


def in_appendix(tag: re.Match[str]) -> str:
    """The opening tag of a heading, marked as one in the appendix."""
    kept = re.sub(r' class="[^"]*"', "", tag[2])
    return f'<{tag[1]} class="quarto-appendix-heading"{kept}>'


def appendix_heading(title: str) -> str:
    """The heading of a section of the appendix."""
    return f'<h2 class="quarto-appendix-heading">{escape(title)}</h2>'


def window_title(sheet: Sheet, project: Project) -> str:
    """The title of the window: the page's, and the site's behind it."""
    site = str(site_of(project).get("title") or "")
    own = " ".join(text_of(sheet.manuscript.front.title).split())
    own = own or sheet.manuscript.source.stem
    leads = project.kind is Kind.BOOK and home(sheet)
    return own if not site or leads or own == site else f"{own} – {site}"


def home(sheet: Sheet) -> bool:
    """Whether a page is the first of its site."""
    return sheet.target == PurePosixPath("index.html")


def site_of(project: Project) -> Mapping[str, Any]:
    """What `_quarto.yml` says of the site: under `book` or `website`."""
    value = project.config.get("book" if project.kind is Kind.BOOK else "website")
    return value if isinstance(value, Mapping) else {}


def description_of(manuscript: Manuscript) -> str:
    """What search engines are told of a page."""
    return " ".join(text_of(manuscript.front.description).split())
