"""Manuscripts to HTML pages: what Pandoc wrote, taken apart into title block, body and contents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.assemble.ast import every, text_of
from report.engine.assemble.citations import Library
from report.engine.assemble.links import relative
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.memory import memory_in
from report.engine.assemble.nouns import Manuscript
from report.engine.assemble.settings import Settings
from report.engine.assemble.sheets import MARK, Sheet, Works, sheet_of, sheet_text, written
from report.engine.model import Contents, Kind, Page, Project
from report.engine.ports import Ports

PART = re.compile(r'^<div class="part">\n?(.*?)\n?</div>$', re.DOTALL)
HEADING = re.compile(r"<(h[1-6])\b([^>]*)>")
NOTES = '<section id="footnotes"'
CITED = re.compile(r'href="#(ref-[^"]*)" role="doc-biblioref"')


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
    for one, page in zip(new, made(new, project, library, list_page, ports), strict=True):
        known[one.key] = page_json(page)
        memory.keep("page", keys[one.key], known[one.key])
    return tuple(page_from(known[one.key], one) for one in resolutions)


def made(
    new: Sequence[Resolution],
    project: Project,
    library: Library,
    list_page: PurePosixPath | None,
    ports: Ports,
) -> Iterator[Page]:
    """The pages of documents, all written in one go; `list_page` holds the book's list of works."""
    sheets = [sheet_of(one.manuscript) for one in new]
    plain = project.kind is not Kind.BOOK
    texts = [
        sheet_text(sheet, works_of(one, library, project.root), described=plain or home(sheet))
        for sheet, one in zip(sheets, new, strict=True)
    ]
    for sheet, html in zip(sheets, written(texts, ports), strict=True):
        yield page_of(sheet, html, project, list_page)


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
