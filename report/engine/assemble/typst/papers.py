"""Manuscripts to papers: the Typst source of a report with cover and contents, or of each document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, kind, text_of
from report.engine.assemble.ast import words as as_words
from report.engine.assemble.citations import Library
from report.engine.assemble.nouns import Author, Front, Manuscript
from report.engine.assemble.settings import mapping
from report.engine.assemble.typst.blocks import Heading
from report.engine.assemble.typst.formulas import formulas_in, translated
from report.engine.assemble.typst.headings import levels_in, with_depths
from report.engine.assemble.typst.labels import scopes_of
from report.engine.assemble.typst.nodes import blocks, body, words, written
from report.engine.assemble.typst.pictures import pictures_in
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, call, code, markup
from report.engine.assemble.typst.works import with_citations
from report.engine.dates import date_of
from report.engine.model import Document, Kind, Paper, Project, Role
from report.engine.ports import Ports

MARK = "// from "  # begins the line that says whose text follows
SIZES = {"letter": "us-letter", "legal": "us-legal"}
NOT_NAME = re.compile(r"[^\w.-]+")


def papers(
    project: Project, manuscripts: Sequence[Manuscript], library: Library, ports: Ports
) -> tuple[Paper, ...]:
    """The papers of a project: one of a book as a whole, else one of each document.

    `manuscripts` are those read for `typst`, in the order of the project.
    """
    if not manuscripts:
        return ()
    whole = project.kind is Kind.BOOK
    groups = [list(manuscripts)] if whole else [[one] for one in manuscripts]
    made = with_citations(groups, library, project.root, ports)
    formulas = translated(
        (
            each
            for group, _ in made
            for one in group
            for each in formulas_in([one.front, one.blocks])
        ),
        ports,
    )
    desk = Desk(project, formulas, str(site_of(project).get("site-url") or ""))
    if whole:
        return (book(desk, *made[0]),)
    return tuple(article(desk, group[0], works) for group, works in made)


@dataclass(frozen=True, slots=True)
class Desk:
    """What all papers of a project share: the formulas in Typst, and where the site will lie."""

    project: Project
    formulas: Mapping[tuple[str, bool], str]
    address: str

    def scopes(self, manuscripts: Sequence[Manuscript]) -> list[Scope]:
        """What the writer knows of each manuscript of one paper."""
        return scopes_of(manuscripts, self.formulas, self.address)

    def document(self, manuscript: Manuscript) -> Document | None:
        """The document that a manuscript was, if it was one."""
        documents = self.project.documents
        return next((one for one in documents if one.path == manuscript.source), None)


def site_of(project: Project) -> Mapping[str, Any]:
    """What `_quarto.yml` says of the whole, be it a book or a website."""
    return {**mapping(project.config.get("website")), **mapping(project.config.get("book"))}


# --- one document -------------------------------------------------------------------------------


def article(desk: Desk, manuscript: Manuscript, works: Nodes) -> Paper:
    """One document as a paper of its own, its title block on the first page."""
    manuscript = with_title(manuscript)
    if works:
        heading = header(manuscript, manuscript.settings.words["section-title-references"])
        manuscript = replace(manuscript, blocks=[*manuscript.blocks, heading, *works])
    [scope] = desk.scopes([manuscript])
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
        meta=meta_of([manuscript]),
        source=manuscript.source,
    )


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


# --- a book -------------------------------------------------------------------------------------


def book(desk: Desk, manuscripts: Sequence[Manuscript], works: Nodes) -> Paper:
    """A whole report: cover, contents, parts, chapters, appendices."""
    home = manuscripts[0]
    if works:
        manuscripts = [*manuscripts, list_of(works, home)]
    scopes = desk.scopes(manuscripts)
    look = {**front_matter(scopes[0], home), "toc": home.settings.contents}
    pieces = [shown("book", look)]
    places = [part_of(desk.document(one), one) for one in manuscripts]
    chapters = zip(places, manuscripts, scopes, strict=True)
    for part, group in groupby(chapters, key=lambda chapter: chapter[0]):
        if part:
            pieces.append(call("part-page", Content(markup(part))))
        pieces += [
            chapter(scope, one, below=1 if part else 0, home=one is home) for _, one, scope in group
        ]
    return Paper(
        target=book_target(desk, home),
        title=plain_title(home),
        body=joined(pieces),
        meta=meta_of(manuscripts),
    )


def list_of(works: Nodes, home: Manuscript) -> Manuscript:
    """A chapter with the list of works, for a book that has no place for it."""
    return replace(
        home,
        source=PurePosixPath("list-of-works.qmd"),
        title=as_words(home.settings.words["section-title-references"]),
        front=Front(),
        blocks=works,
        number="",
    )


def part_of(document: Document | None, manuscript: Manuscript) -> str:
    """The title of the part that a chapter stands in; appendices are one."""
    if document is None:
        return ""
    if document.role is Role.APPENDIX:
        return manuscript.settings.words["section-title-appendices"]
    return document.part or ""


def chapter(scope: Scope, manuscript: Manuscript, *, below: int, home: bool) -> str:
    """A chapter: its heading, what its own title block says, its text.

    The `home` page's title block is the book's, and its heading may still stand in its text.
    """
    inside, front = manuscript.blocks, manuscript.front
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


def book_target(desk: Desk, home: Manuscript) -> PurePosixPath:
    """Where a book's PDF lies: under the name that it asks for, or its title with dashes."""
    named = site_of(desk.project).get("output-file")
    name = str(named or NOT_NAME.sub("-", plain_title(home)).strip("-") or "book")
    return PurePosixPath(f"{name.removesuffix('.pdf')}.pdf")


# --- what all papers have -----------------------------------------------------------------------


def joined(pieces: Sequence[str]) -> str:
    """Pieces of Typst, an empty line between them."""
    return "\n\n".join(piece for piece in pieces if piece)


def start_of(scope: Scope) -> str:
    """The anchor for links to a document as a whole, if there are any."""
    label = scope.there(scope.page, "")
    return call("anchor", label) if label else ""


def marked(scope: Scope, nodes: Nodes) -> str:
    """A document's text under a line that names the document, for messages of Typst."""
    return f"{MARK}{scope.source}\n\n{blocks(scope, nodes)}"


def shown(layout: str, look: Mapping[str, object]) -> str:
    """The line that gives the text to one of the template's layouts."""
    return f"#show: {layout}.with({code(look)})"


def plain_title(manuscript: Manuscript) -> str:
    """A document's title without markup; no PDF is without one."""
    return " ".join(text_of(manuscript.front.title).split()) or manuscript.source.stem


def meta_of(manuscripts: Sequence[Manuscript]) -> Mapping[str, object]:
    """What publishing needs to know of a paper: its images, and whether it has a date."""
    images = {path for one in manuscripts for path in images_of(one)}
    return {"images": tuple(sorted(images)), "dated": day(manuscripts[0]) is not None}


def images_of(manuscript: Manuscript) -> Iterator[str]:
    """The files that a manuscript shows, from the project's root."""
    return iter(pictures_in(Scope(manuscript.source), [manuscript.front, manuscript.blocks]))


def front_matter(scope: Scope, manuscript: Manuscript) -> dict[str, object]:
    """What stands before the text, as the template wants it."""
    front, settings = manuscript.front, manuscript.settings
    language, _, region = manuscript.language.partition("-")
    size = str(manuscript.meta.get("papersize") or "a4")
    return {
        "title": words(scope, front.title),
        "plain-title": plain_title(manuscript),
        "subtitle": words(scope, front.subtitle),
        "authors": [author(scope, each) for each in front.authors],
        "keywords": list(front.keywords),
        "description": text_of(front.description),
        "day": day(manuscript),
        "date": front.date,
        "modified": front.modified,
        "doi": front.doi,
        "license": words(scope, front.license),
        "abstract": body(scope, front.abstract),
        "paper": SIZES.get(size, size),
        "lang": language.lower(),
        "region": region.upper() if len(region) == 2 else None,
        "toc-depth": settings.contents_depth,
        "words": {
            "abstract": front.abstract_title,
            "keywords": settings.words["title-block-keywords"],
            "contents": settings.contents_title,
            "modified": settings.words["title-block-modified"],
            "license": settings.words["section-title-reuse"],
        },
    }


def author(scope: Scope, author: Author) -> Mapping[str, object]:
    """An author, as the template wants one."""
    return {
        "plain-name": text_of(author.name),
        "name": words(scope, author.name),
        "affiliations": [each.text for each in author.affiliations],
        "orcid": author.orcid,
        "email": author.email,
        "url": author.url,
    }


def day(manuscript: Manuscript) -> Mapping[str, int] | None:
    """A document's date as Typst's `datetime` wants it, if it has one."""
    value = manuscript.meta.get("date")
    found = date_of(value.get("value") if isinstance(value, Mapping) else value)
    if not isinstance(found, dt.date):
        return None
    return {"year": found.year, "month": found.month, "day": found.day}
