"""Nodes and documents for the tests, in as few words as possible."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from report.engine.assemble.ast import Attr, Node, Nodes, para, words
from report.engine.assemble.nouns import Float
from report.engine.assemble.settings import Settings, settings_of
from report.engine.inline import inline_code
from report.engine.model import Cell, Document, Expression, Kind, Place, Project, Prose, Role

PAGE = PurePosixPath("war.html")


def header(level: int, text: str, name: str = "", *classes: str) -> Node:
    return {"t": "Header", "c": [level, Attr(name, classes).json, words(text)]}


def image(target: str = "map.png", name: str = "", text: str = "", **pairs: str) -> Node:
    attr = Attr(name).plus(**pairs)
    return {"t": "Image", "c": [attr.json, words(text), [target, ""]]}


def figure(name: str, caption: str = "A map", *parts: Float) -> Float:
    return Float(name, name.partition("-")[0], list(parts), words(caption))


def cite(*keys: str, mode: str = "NormalCitation", prefix: str = "") -> Node:
    citations = [
        {
            "citationId": key,
            "citationPrefix": words(prefix),
            "citationSuffix": [],
            "citationMode": {"t": mode},
            "citationNoteNum": 1,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "Cite", "c": [citations, words(" ".join(f"@{key}" for key in keys))]}


def math(tex: str) -> Node:
    return {"t": "Math", "c": [{"t": "DisplayMath"}, tex]}


def project(
    *documents: Document, kind: Kind = Kind.DEFAULT, root: Path = Path("none"), **config: object
) -> Project:
    return Project(root, kind, config, documents, PurePosixPath("_site"))


def document(
    path: str, *pieces: str | Cell, meta: dict | None = None, role: Role = Role.PAGE
) -> Document:
    """A document of prose (texts) and cells; inline code in the prose is found as loading finds it."""
    made = tuple(
        Prose(piece, Place(PurePosixPath(path), 1)) if isinstance(piece, str) else piece
        for piece in pieces
    )
    live = any(isinstance(piece, Cell) for piece in made)
    expressions = tuple(
        Expression(code, piece.place)
        for piece in made
        if isinstance(piece, Prose) and live
        for _, code in inline_code(piece.text)
    )
    return Document(PurePosixPath(path), meta or {}, made, expressions, role)


def cell(source: str = "1", index: int = 0, header: Sequence[str] = (), **options: object) -> Cell:
    """A cell; `fig_cap` stands for the option `fig-cap`."""
    named = {name.replace("_", "-"): value for name, value in options.items()}
    place = Place(PurePosixPath("war.qmd"), 1)
    return Cell(index, source, named, place, header=tuple(header))


def settings(kind: Kind = Kind.DEFAULT, form: str = "html", **meta: object) -> Settings:
    """The settings of a document; `number_sections` stands for `number-sections`."""
    named = {name.replace("_", "-"): value for name, value in meta.items()}
    one = document("war.qmd", meta=named)
    return settings_of(one, project(one, kind=kind), form)


def texts(*pairs: tuple[str, Nodes]) -> dict[tuple[str, str], Nodes]:
    """Short Markdown texts as they were read, a paragraph each."""
    return {("markdown", text): [para(nodes)] for text, nodes in pairs}
