"""Manuscripts laid out for Pandoc: what stands where on a page, written in one go.

All that a page shows is written by one run of Pandoc, so that notes count together, and citations do in
what citeproc is asked before. The pieces that stand elsewhere on the page come first in it, each in a div
of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
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
)
from report.engine.assemble.citations import cite
from report.engine.assemble.citeproc import Cited, cited, question, with_citations
from report.engine.assemble.html_nodes import html_nodes
from report.engine.assemble.nouns import Manuscript
from report.engine.assemble.parking import lists_in_json, parked_json, put_back
from report.engine.assemble.reading import converted
from report.engine.assemble.sidenotes import with_sidenotes
from report.engine.assemble.title_blocks import title_block
from report.engine.ports import Conversion, Ports

ARGUMENTS = ("--section-divs", "--mathjax", "--wrap=none")
MARK = "<!-- end of part -->"


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


@dataclass(frozen=True, slots=True)
class Works:
    """What citeproc needs for a page: Pandoc's metadata, and the works to cite out of sight."""

    meta: Mapping[str, Any]
    beside: tuple[str, ...] = ()


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


def sheet_text(sheet: Sheet, works: Works, *, described: bool) -> SheetText:
    """What Pandoc writes of a page that cites `works`; one `described` shows what it says of itself."""
    manuscript, words = sheet.manuscript, sheet.manuscript.settings.words
    front = title_block(manuscript.front, words, described=described)
    sections = [[raw_block("html", ""), *blocks] for blocks in sheet.appendix]
    pieces = [front, manuscript.front.license, *(line.inlines for line in sheet.lines), *sections]
    refs = [] if manuscript.listed or not works.meta else [div(Attr("refs"), [])]
    beside = [cite(key) for key in works.beside]
    parts = [part for piece in [beside, *pieces, refs] for part in part_of(piece)]
    nodes = html_nodes([*parts, *sheet.body], sheet.target, words)
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
