"""Manuscripts to papers: the Typst source of a report with cover and contents, or of one document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from report.engine.assemble.ast import Attr, Nodes, kind, text_of
from report.engine.assemble.nouns import Author, Front, Manuscript
from report.engine.assemble.typst.blocks import Heading
from report.engine.assemble.typst.formulas import Formula, formulas_in, translated
from report.engine.assemble.typst.headings import levels_in, with_depths
from report.engine.assemble.typst.labels import labels_of
from report.engine.assemble.typst.nodes import blocks, body, words, written
from report.engine.assemble.typst.pictures import pictures_in
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, call, code
from report.engine.model import Paper, Role
from report.engine.ports import Pandoc

MARK = "// from "  # begins the line that says whose text follows
SIZES = {"letter": "us-letter", "legal": "us-legal"}


@dataclass(frozen=True, slots=True)
class Terms:
    """The words that a paper says by itself, in its language."""

    abstract: str = "Abstract"
    keywords: str = "Keywords"
    contents: str = "Contents"
    modified: str = "Modified"
    references: str = "References"
    appendices: str = "Appendices"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A manuscript at its place in a book: `part` is the title of the part that it stands in."""

    manuscript: Manuscript
    role: Role = Role.CHAPTER
    part: Nodes = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the papers of a project share: their own words, formulas, and where the site will lie.

    `series` is the title of the report that single documents are part of.
    """

    terms: Terms = field(default_factory=Terms)
    formulas: Mapping[Formula, str] = field(default_factory=dict)
    address: str = ""
    series: Nodes = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a book says of itself as a whole: its title block, language and options."""

    front: Front
    language: str
    meta: Mapping[str, object]


def formulas_of(manuscripts: Sequence[Manuscript], pandoc: Pandoc) -> Mapping[Formula, str]:
    """The Typst of every formula in the manuscripts, from one conversion."""
    found = (each for one in manuscripts for each in formulas_in([one.blocks, one.front]))
    return translated(found, pandoc)


def article(manuscript: Manuscript, setting: Setting, target: PurePosixPath) -> Paper:
    """One document as a paper of its own, its title block on the first page."""
    [scope] = scopes([manuscript], setting)
    lowest = min(levels_in(manuscript.blocks), default=2)
    text = with_depths(headed(manuscript.blocks, setting.terms), below=0, ranks=2 - lowest)
    cover = Cover(manuscript.front, manuscript.language, manuscript.meta)
    look = {
        **front_matter(scope, cover, setting.terms),
        "series": words(scope, setting.series),
        "number": manuscript.number,
    }
    start = scope.there(scope.page, "")
    return Paper(
        target=target,
        title=text_of(manuscript.front.title),
        body="\n\n".join(
            [shown("article", look), call("anchor", start) if start else "", marked(scope, text)]
        ),
        meta={"images": images([manuscript]), "dated": day(cover.meta.get("date")) is not None},
        source=manuscript.source,
    )


def book(
    cover: Cover, chapters: Sequence[Chapter], setting: Setting, target: PurePosixPath
) -> Paper:
    """A whole report: cover, contents, parts, chapters, appendices."""
    manuscripts = [chapter.manuscript for chapter in chapters]
    texts = scopes(manuscripts, setting)
    look = front_matter(Scope(PurePosixPath("index.qmd")), cover, setting.terms)
    pieces = [shown("book", {**look, "toc": cover.meta.get("toc") is not False})]
    part = ""
    for chapter, scope in zip(chapters, texts, strict=True):
        title = part_of(scope, chapter, setting.terms)
        if title and title != part:
            pieces.append(call("part-page", Content(title)))
        part = title
        pieces.append(chapter_text(scope, chapter, below=1 if title else 0))
    return Paper(
        target=target,
        title=text_of(cover.front.title),
        body="\n\n".join(pieces),
        meta={"images": images(manuscripts), "dated": day(cover.meta.get("date")) is not None},
    )


def scopes(manuscripts: Sequence[Manuscript], setting: Setting) -> list[Scope]:
    """What the writer knows of each manuscript of one paper."""
    labels = labels_of(manuscripts, setting.address)
    return [Scope(one.source, labels, setting.formulas, setting.address) for one in manuscripts]


def images(manuscripts: Sequence[Manuscript]) -> tuple[str, ...]:
    """The files of all images that the manuscripts show, from the project's root, sorted."""
    found = (pictures_in(Scope(one.source), [one.blocks, one.front]) for one in manuscripts)
    return tuple(sorted({path for paths in found for path in paths}))


def part_of(scope: Scope, chapter: Chapter, terms: Terms) -> str:
    """The title of the part that a chapter stands in, as markup; appendices are one."""
    if chapter.role is Role.APPENDIX:
        return code(terms.appendices)[1:-1]
    return words(scope, chapter.part).markup


def chapter_text(scope: Scope, chapter: Chapter, *, below: int) -> str:
    """A chapter: its heading, what its own title block says, its text."""
    one = chapter.manuscript
    attr = Attr("", (), (("number", one.number),) if one.number else ())
    title = written(scope, Heading(1, below + 1, attr, one.front.title))
    start = scope.there(scope.page, "")
    opening = call(
        "chapter-opening",
        subtitle=words(scope, one.front.subtitle) if one.front.subtitle else None,
        abstract=body(scope, one.front.abstract) if one.front.abstract else None,
    )
    text = with_depths(one.blocks, below=below + 1, ranks=0)
    return "\n\n".join(
        [title, call("anchor", start) if start else "", opening, marked(scope, text)]
    )


def headed(nodes: Nodes, terms: Terms) -> Nodes:
    """The nodes, with a heading over a list of references that has none."""
    for index, node in enumerate(nodes):
        if kind(node) == "Div" and node["c"][0][0] == "refs":
            before = nodes[index - 1] if index else None
            if before is None or kind(before) != "Header":
                lowest = min(levels_in(nodes), default=2)
                title = {"t": "Str", "c": terms.references}
                header = {"t": "Header", "c": [lowest, ["", ["unnumbered"], []], [title]]}
                return [*nodes[:index], header, *nodes[index:]]
    return nodes


def marked(scope: Scope, nodes: Nodes) -> str:
    """A document's text under a line that names the document, for messages of Typst."""
    return f"{MARK}{scope.source}\n\n{blocks(scope, nodes)}"


def shown(layout: str, look: Mapping[str, object]) -> str:
    """The line that gives the text to one of the template's layouts."""
    return f"#show: {layout}.with({code(look)})"


def front_matter(scope: Scope, cover: Cover, terms: Terms) -> dict[str, object]:
    """What stands before the text, as the template wants it."""
    front, meta = cover.front, cover.meta
    language, _, region = cover.language.partition("-")
    depth = meta.get("toc-depth")
    return {
        "title": words(scope, front.title),
        "plain-title": text_of(front.title),
        "subtitle": words(scope, front.subtitle),
        "authors": [author(scope, each) for each in front.authors],
        "keywords": list(front.keywords),
        "description": text_of(front.description),
        "day": day(meta.get("date")),
        "date": front.date,
        "modified": front.modified,
        "doi": front.doi,
        "abstract": body(scope, front.abstract),
        "paper": SIZES.get(str(meta.get("papersize")), str(meta.get("papersize") or "a4")),
        "lang": language.lower(),
        "region": region.upper() if len(region) == 2 else None,
        "toc": meta.get("toc") is True,
        "toc-depth": depth if isinstance(depth, int) else 3,
        "words": {
            "abstract": text_of(front.abstract_title) or terms.abstract,
            "keywords": terms.keywords,
            "contents": str(meta.get("toc-title") or terms.contents),
            "modified": terms.modified,
        },
    }


def author(scope: Scope, author: Author) -> Mapping[str, object]:
    """An author, as the template wants one."""
    return {
        "plain-name": text_of(author.name),
        "name": words(scope, author.name),
        "affiliations": [each.text for each in author.affiliations],
        "orcid": author.orcid.rpartition("/")[2],
        "email": author.email,
        "url": author.url,
    }


def day(value: object) -> Mapping[str, int] | None:
    """A date as Typst's `datetime` wants it, if the metadata has one in ISO form."""
    try:
        found = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    return {"year": found.year, "month": found.month, "day": found.day}
