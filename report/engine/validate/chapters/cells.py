"""Cells whose figure or table cannot be understood without seeing it, and code that never runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import repeat

from report.engine.fences import code_spans, in_code
from report.engine.inline import inline_code, nearly_inline
from report.engine.model import Cell, Document, Finding, Place, Prose
from report.engine.options import option
from report.engine.validate.chapters.prose import Passage, passage

ANNOTATION = re.compile(r"(?:#|//|--|%)\s*<\d+>\s*$")


def check_cells(document: Document) -> Iterator[Finding]:
    """Findings about captions and alternative texts of cells, and inline code without a cell."""
    for cell in document.cells:
        if shows_output(cell, document):
            yield from check_captions(cell)
    if option(document.meta, "code-annotations", default=True) not in (False, "none"):
        yield from annotations(document)
    if runs(document):
        yield from (spaced_code if document.cells else idle_code)(document)


def shows_output(cell: Cell, document: Document) -> bool:
    """Whether a cell runs and shows what it made."""
    said = {
        name: cell.options.get(name, option(document.meta, "execute", name, default=True))
        for name in ("eval", "include", "output")
    }
    return all(value is not False for value in said.values())


def check_captions(cell: Cell) -> Iterator[Finding]:
    """Findings for a figure without caption or alternative text, a table without caption."""
    label = cell.label or ""
    if label.startswith("fig-"):
        if not cell.options.get("fig-cap"):
            yield lacking(cell, "fig-cap", "a caption that says what the figure shows")
        if not cell.options.get("fig-alt"):
            yield lacking(cell, "fig-alt", "a text for those who cannot see the figure")
    if label.startswith("tbl-") and not cell.options.get("tbl-cap"):
        yield lacking(cell, "tbl-cap", "a caption that says what the table shows")


def lacking(cell: Cell, option_name: str, what: str) -> Finding:
    """The finding for a missing option; Quarto says nothing of it."""
    message = f"the cell `{cell.label}` has no {option_name}"
    return Finding(
        option_name, cell.place, message, f"add `#| {option_name}:` with {what}", excusable=True
    )


def annotations(document: Document) -> Iterator[Finding]:
    """The findings for code with annotations, which Quarto joins with the list below it."""
    for piece in document.pieces:
        row = annotated_row(piece)
        if row is not None:
            first = piece.code_line if isinstance(piece, Cell) else piece.place.line
            place = Place(piece.place.path, (first or 1) + row)
            message = "annotations of code are not supported"
            hint = "say it in the text, or set `code-annotations: none`"
            yield Finding("refused", place, message, hint)


def annotated_row(piece: Prose | Cell) -> int | None:
    """The first row of code in a piece that ends in an annotation, counted from 0."""
    rows = (piece.source if isinstance(piece, Cell) else piece.text).split("\n")
    code = repeat(True) if isinstance(piece, Cell) else in_code(rows)
    marked = (
        i
        for i, (row, is_code) in enumerate(zip(rows, code, strict=False))
        if is_code and ANNOTATION.search(row)
    )
    return next(marked, None)


def runs(document: Document) -> bool:
    """Whether the document's cells would run if it had any."""
    return document.path.suffix == ".qmd" and document.meta.get("engine") != "markdown"


def idle_code(document: Document) -> Iterator[Finding]:
    """Findings for inline code in a document without cells, which Quarto prints as it is."""
    for code, place in found_in(document, inline_code):
        message = f"the inline code `{code}` does not run: the document has no cell"
        yield Finding("idle-code", place, message, "add a cell before it", excusable=True)


def spaced_code(document: Document) -> Iterator[Finding]:
    """Findings for inline code that Quarto passes over for the space around it."""
    for code, place in found_in(document, nearly_inline):
        message = f"the inline code `{code}` does not run: it has space around it"
        hint = "write one space after {python}, none before the backtick, all on one line"
        yield Finding("idle-code", place, message, hint, excusable=True)


def found_in(
    document: Document, find: Callable[[str], Iterator[tuple[int, str]]]
) -> Iterator[tuple[str, Place]]:
    """The code that `find` finds in code spans of its own, cut where it is long, with its place."""
    for piece in document.pieces:
        if isinstance(piece, Prose):
            prose = passage(piece.text, piece.place)
            spans = {start for start, _ in single_spans(prose)}
            for offset, code in find(piece.text):
                if offset in spans:
                    yield code[:40], prose.place(offset)


def single_spans(prose: Passage) -> Iterator[tuple[int, int]]:
    """The code spans of a passage that stand in no fenced block and have one backtick."""
    rows = prose.text.split("\n")
    for start, row, code in zip(prose.lines, rows, in_code(rows), strict=True):
        if not code:
            spans = code_spans(row) if "`" in row else ()
            yield from ((start + a, start + b) for a, b in spans if row[a : a + 2] != "``")
