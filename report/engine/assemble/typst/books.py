"""A whole report as one paper: cover, contents, parts, chapters, appendices.

The Typst of each chapter is remembered under everything that it rests on, so that an edit of one
chapter writes that one alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.ast import Attr, Nodes, attr_of, kind
from report.engine.assemble.ast import words as as_words
from report.engine.assemble.evidence import traced
from report.engine.assemble.nouns import Front, Manuscript
from report.engine.assemble.typst.blocks import Heading
from report.engine.assemble.typst.evidence import entries, title
from report.engine.assemble.typst.headings import with_depths
from report.engine.assemble.typst.labels import Ties, ties_of
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
from report.engine.assemble.typst.nodes import body, words, written
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, call, markup
from report.engine.assemble.typst.works import Piece
from report.engine.digest import digest
from report.engine.model import Paper, Role

NOT_NAME = re.compile(r"[^\w.-]+")


def book(desk: Desk, pieces: Sequence[Piece], works: Nodes) -> Paper:
    """A whole report: cover, contents, parts, chapters, appendices."""
    if works:
        pieces = [*pieces, list_of(works, pieces[0])]
    home = pieces[0]
    page = next((one.source.with_suffix(".html") for one in pieces if one.listed), None)
    ties = [remembered_ties(desk, one, page) for one in pieces]
    scopes = desk.scopes(ties, page)
    title, dated, opening = remembered_opening(desk, home, scopes[0])
    parts = [opening]
    chapters = zip([part_of(desk, one) for one in pieces], pieces, scopes, strict=True)
    for part, group in groupby(chapters, key=lambda chapter: chapter[0]):
        if part:
            parts.append(call("part-page", Content(markup(part))))
        below = 1 if part else 0
        parts += [
            remembered_chapter(desk, one, scope, below=below, home=one is home)
            for _, one, scope in group
        ]
    parts += evidence(desk, pieces, scopes)
    return Paper(
        target=book_target(desk, title),
        title=title,
        body=joined(parts),
        meta=meta_of(ties, dated=dated),
    )


def evidence(desk: Desk, pieces: Sequence[Piece], scopes: Sequence[Scope]) -> Iterator[str]:
    """The appendix that says where values are from, chapter by chapter; none without values."""
    proven = [one for one in zip(pieces, scopes, strict=True) if desk.proofs.get(one[0].source)]
    language = pieces[0].settings.words.language
    if proven:
        unnumbered = Attr("", ("unnumbered",))
        yield written(scopes[0], Heading(1, 1, unnumbered, as_words(title(language))))
        listed = joined([of_chapter(desk, *one, language) for one in proven])
        yield call("proofs", Content(f"\n{listed}\n"))


def of_chapter(desk: Desk, piece: Piece, scope: Scope, language: str) -> str:
    """The entries of a chapter under its title."""
    heading = Heading(5, 2, Attr("", ("unlisted",)), as_words(desk.titles[piece.source]))
    return joined([written(scope, heading), entries(scope, desk.proofs[piece.source], language)])


def remembered_ties(desk: Desk, piece: Piece, works: PurePosixPath | None) -> Ties:
    """What ties a document to the paper around it."""
    said = desk.memory.once(
        "ties", (piece.key, str(works)), lambda: ties_json(ties_of(piece.manuscript, works))
    )
    return ties_from(piece.source, said)


def remembered_opening(desk: Desk, home: Piece, scope: Scope) -> tuple[str, bool, str]:
    """A book's title, whether it has a date, and the line that gives its text to the template."""

    def made() -> list[object]:
        manuscript = home.manuscript
        look = {**front_matter(scope, manuscript), "toc": manuscript.settings.contents}
        return [plain_title(manuscript), day(manuscript) is not None, shown("book", look)]

    title, dated, opening = desk.memory.once("opening", (home.key, said_of(desk, scope)), made)
    return title, dated, opening


def remembered_chapter(desk: Desk, piece: Piece, scope: Scope, *, below: int, home: bool) -> str:
    """The Typst of a chapter."""
    return desk.memory.once(
        "chapter",
        (piece.key, said_of(desk, scope), f"{below} {home}"),
        lambda: chapter(scope, piece.manuscript, below=below, home=home),
    )


def said_of(desk: Desk, scope: Scope) -> str:
    """All that what is written in a scope rests on besides the document."""
    config = json.dumps([desk.project.profile, desk.project.config], default=str)
    return digest(config, scope.address, str(scope.works), *sorted(scope.labels))


def ties_json(ties: Ties) -> list[Any]:
    """Ties as JSON, but for their source."""
    return [ties.labels, ties.aims, ties.formulas, ties.images]


def ties_from(source: PurePosixPath, said: list[Any]) -> Ties:
    """Ties from JSON."""
    labels, aims, formulas, images = said
    pairs = tuple((tex, displayed) for tex, displayed in formulas)
    return Ties(source, tuple(labels), tuple(map(tuple, aims)), pairs, tuple(images))


def list_of(works: Nodes, home: Piece) -> Piece:
    """A chapter with the list of works, for a book that has no place for it."""
    source = PurePosixPath("list-of-works.qmd")

    def make() -> Manuscript:
        return replace(
            home.manuscript,
            source=source,
            title=as_words(home.settings.words["section-title-references"]),
            front=Front(),
            blocks=works,
            number="",
        )

    key = digest("works", home.key, json.dumps(works))
    return Piece(source, home.settings, key, listed=True, make=make)


def part_of(desk: Desk, piece: Piece) -> str:
    """The title of the part that a chapter stands in; appendices are one."""
    document = desk.document(piece.source)
    if document is None:
        return ""
    if document.role is Role.APPENDIX:
        return piece.settings.words["section-title-appendices"]
    return document.part or ""


def chapter(scope: Scope, manuscript: Manuscript, *, below: int, home: bool) -> str:
    """A chapter: its heading, what its own title block says, its text.

    The `home` page's title block is the book's, and its heading may still stand in its text.
    """
    inside, front = traced(manuscript.blocks)[0], manuscript.front
    headed = home and bool(inside) and kind(inside[0]) == "Header"
    number = manuscript.number if manuscript.settings.numbered else ""
    attr = attr_of(inside[0]) if headed else Attr("", (), (("number", number),) if number else ())
    opening = call(
        "chapter-opening",
        subtitle=words(scope, front.subtitle) if front.subtitle and not home else None,
        abstract=body(scope, front.abstract) if front.abstract and not home else None,
    )
    text = with_depths(inside[1:] if headed else inside, below=below + 1, ranks=0)
    heading = written(scope, Heading(1, below + 1, attr, manuscript.title))
    return joined([heading, start_of(scope), opening, marked(scope, text)])


def book_target(desk: Desk, title: str) -> PurePosixPath:
    """Where a book's PDF lies: under the name that it asks for, or its title with dashes."""
    named = site_of(desk.project).get("output-file")
    name = str(named or NOT_NAME.sub("-", title).strip("-") or "book")
    return PurePosixPath(f"{name.removesuffix('.pdf')}.pdf")
