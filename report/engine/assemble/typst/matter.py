"""What all papers have: a desk that they are written at, a title, front matter, marks for messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.ast import Nodes, text_of
from report.engine.assemble.evidence import Proof
from report.engine.assemble.memory import memory_in
from report.engine.assemble.nouns import Author, Manuscript
from report.engine.assemble.settings import mapping
from report.engine.assemble.typst.formulas import translated
from report.engine.assemble.typst.labels import Ties, scopes_of
from report.engine.assemble.typst.nodes import blocks, body, words
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import call, code
from report.engine.dates import date_of
from report.engine.memory import Memory
from report.engine.model import Document, Project
from report.engine.ports import Ports

MARK = "// from "  # begins the line that says whose text follows
SIZES = {"letter": "us-letter", "legal": "us-legal"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What all papers of a project share: where the site will lie, and who remembers and translates.

    `proofs` says of each document where its derived values are from, `titles` what it is called.
    """

    project: Project
    address: str
    ports: Ports
    proofs: Mapping[PurePosixPath, Sequence[Proof]] = field(default_factory=dict)
    titles: Mapping[PurePosixPath, str] = field(default_factory=dict)

    @property
    def memory(self) -> Memory:
        """What is remembered between builds."""
        return memory_in(self.ports.store)

    @property
    def language(self) -> str:
        """The project's language."""
        return str(self.project.config.get("lang", "en"))

    def scopes(self, ties: Sequence[Ties], works: PurePosixPath | None) -> list[Scope]:
        """What the writer knows of each document of one paper."""
        formulas = translated((each for one in ties for each in one.formulas), self.ports)
        return scopes_of(ties, formulas, self.address, works)

    def document(self, source: PurePosixPath) -> Document | None:
        """The document at `source`, if there is one."""
        return next((one for one in self.project.documents if one.path == source), None)


def site_of(project: Project) -> Mapping[str, Any]:
    """What `_quarto.yml` says of the whole, be it a book or a website."""
    return {**mapping(project.config.get("website")), **mapping(project.config.get("book"))}


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


def meta_of(ties: Sequence[Ties], *, dated: bool) -> Mapping[str, object]:
    """What publishing needs to know of a paper: its images, and whether it has a date."""
    images = {path for one in ties for path in one.images}
    return {"images": tuple(sorted(images)), "dated": dated}


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
