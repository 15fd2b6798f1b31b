"""Parameters of one build: an extra cell after the one tagged `parameters`, as papermill writes it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from report.engine.model import Cell, Document, Place, Project, Prose

HEADING = "# Injected Parameters"
TAG = "parameters"
INJECTED = "injected-parameters"


def with_parameters(project: Project, parameters: Mapping[str, object]) -> Project:
    """The project with `parameters` set in every document that runs code.

    Names are Python's; values are what YAML and JSON can say.
    """
    if not parameters:
        return project
    documents = tuple(injected(document, parameters) for document in project.documents)
    return replace(project, documents=documents)


def injected(document: Document, parameters: Mapping[str, object]) -> Document:
    """The document with the extra cell; at the top where no cell is tagged `parameters`."""
    if not document.cells:
        return document
    tagged = (number for number, piece in enumerate(document.pieces) if is_tagged(piece, TAG))
    at = next(tagged, -1) + 1
    place = document.pieces[at - 1].place if at else document.cells[0].place
    cell = parameter_cell(parameters, place)
    pieces = (*document.pieces[:at], cell, *document.pieces[at:])
    return replace(document, pieces=tuple(renumbered(pieces)))


def is_tagged(piece: Prose | Cell, tag: str) -> bool:
    """Whether the piece is a cell with this tag."""
    if not isinstance(piece, Cell):
        return False
    tags = piece.options.get("tags")
    return tag in tags if isinstance(tags, list | tuple) else tags == tag


def parameter_cell(parameters: Mapping[str, object], place: Place) -> Cell:
    """The extra cell; it stands where the cell stands whose defaults it replaces."""
    lines = (f"{name} = {literal(value)}" for name, value in parameters.items())
    return Cell(0, "\n".join([HEADING, *lines]), {"tags": [INJECTED]}, place)


def renumbered(pieces: tuple[Prose | Cell, ...]) -> Iterator[Prose | Cell]:
    """The pieces, cells counted anew from 0."""
    index = 0
    for piece in pieces:
        if isinstance(piece, Cell):
            yield replace(piece, index=index)
            index += 1
        else:
            yield piece


def literal(value: object) -> str:
    """The value as Python source: texts in double quotes, as papermill writes them."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        items = (f"{literal(key)}: {literal(entry)}" for key, entry in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value) if isinstance(value, bool | int | float | None) else literal(str(value))
