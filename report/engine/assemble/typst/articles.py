"""One document as a paper of its own: its title block on the first page, its works at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, kind
from report.engine.assemble.ast import words as as_words
from report.engine.assemble.evidence import traced
from report.engine.assemble.nouns import Manuscript
from report.engine.assemble.typst.evidence import Brief
from report.engine.assemble.typst.headings import levels_in, with_depths
from report.engine.assemble.typst.labels import ties_of
from report.engine.assemble.typst.matter import (
    Desk,
    day,
    front_matter,
    joined,
    marked,
    meta_of,
    plain_title,
    shown,
    site_of,
    start_of,
)
from report.engine.assemble.typst.text import Content, markup
from report.engine.model import Paper


def article(desk: Desk, manuscript: Manuscript, works: Nodes) -> Paper:
    """One document as a paper of its own, its title block on the first page."""
    manuscript = with_title(manuscript)
    listed = manuscript.listed or bool(works)
    blocks = [*traced(manuscript.blocks)[0], *evidence(desk, manuscript)]
    if works:
        heading = header(manuscript, manuscript.settings.words["section-title-references"])
        blocks += [heading, *works]
    manuscript = replace(manuscript, blocks=blocks)
    page = manuscript.source.with_suffix(".html") if listed else None
    ties = ties_of(manuscript, page)
    [scope] = desk.scopes([ties], page)
    lowest = min(levels_in(manuscript.blocks), default=2)
    text = with_depths(manuscript.blocks, below=0, ranks=2 - lowest)
    series = site_of(desk.project).get("title") if desk.project.profile else None
    look = {
        **front_matter(scope, manuscript),
        "series": Content(markup(str(series or ""))),
        "toc": manuscript.settings.contents,
    }
    return Paper(
        target=target_of(desk, manuscript),
        title=plain_title(manuscript),
        body=joined([shown("article", look), start_of(scope), marked(scope, text)]),
        meta=meta_of([ties], dated=day(manuscript) is not None),
        source=manuscript.source,
    )


def evidence(desk: Desk, manuscript: Manuscript) -> Nodes:
    """Where the paper's values are from, in the least room; nothing without values."""
    found = desk.proofs.get(manuscript.source)
    return [Brief(tuple(found), manuscript.language)] if found else []


def with_title(manuscript: Manuscript) -> Manuscript:
    """A document that has no title but begins with a heading above all others, titled by that."""
    first = next(iter(manuscript.blocks), None)
    levels = list(levels_in(manuscript.blocks))
    if manuscript.front.title or first is None or kind(first) != "Header":
        return manuscript
    if any(level <= levels[0] for level in levels[1:]):
        return manuscript
    title = [{"t": "Span", "c": [Attr(attr_of(first).id).json, first["c"][2]]}]
    front = replace(manuscript.front, title=title)
    return replace(manuscript, front=front, blocks=manuscript.blocks[1:])


def header(manuscript: Manuscript, title: str) -> Node:
    """A heading of the document's first level."""
    level = min(levels_in(manuscript.blocks), default=2)
    return {"t": "Header", "c": [level, Attr("", ("unnumbered",)).json, as_words(title)]}


def target_of(desk: Desk, manuscript: Manuscript) -> PurePosixPath:
    """Where a document's PDF lies: beside its page; for an edition, in a folder named after it."""
    named = manuscript.meta.get("output-file")
    path = manuscript.source.with_suffix(".pdf")
    if isinstance(named, str):
        path = path.with_name(f"{named.removesuffix('.pdf')}.pdf")
    return PurePosixPath(desk.project.profile or "") / path
