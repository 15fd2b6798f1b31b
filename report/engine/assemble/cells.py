"""A document and what its kernel gave, to the executed Markdown that Quarto's Jupyter engine makes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report.engine.assemble.cell_text import Frame, Shown, cell_markdown, figures_of
from report.engine.assemble.markdown import GAP, escaped, raw_span
from report.engine.assemble.modules import Modules
from report.engine.assemble.outputs import HTML, MARKDOWN, PLAIN, shown, text
from report.engine.inline import replace_inline
from report.engine.model import Asset, Cell, CellResult, Document, Execution, Output, Prose
from report.engine.options import option
from report.engine.ports import Charts

DATE = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")


@dataclass(frozen=True, slots=True)
class CellTexts:
    """What the cells of a document show: the Markdown of each, in their order, and their figures.

    An asset's path is relative to the document's folder.
    """

    texts: tuple[str, ...]
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Executed:
    """A document's Markdown with everything its cells gave, and the figures among that."""

    markdown: str
    assets: tuple[Asset, ...] = ()


def executed(
    document: Document,
    execution: Execution | None,
    form: str,
    charts: Charts,
    modules: Modules | None = None,
) -> Executed:
    """The executed Markdown of a document for one format (`html` or `typst`).

    `modules` are given where the site has pages for the project's code.
    """
    made = cell_texts(document, execution, frame_of(document, form, charts, modules))
    return woven(document, execution, form, made)


def cell_texts(document: Document, execution: Execution | None, frame: Frame) -> CellTexts:
    """What the cells of a document show: nothing of it rests on the prose between them."""
    texts: list[str] = []
    assets: list[Asset] = []
    for cell in document.cells:
        result = result_of(cell, execution)
        if document.told_for and any(output.kind == "error" for output in result.outputs):
            result = CellResult(())
        made = Shown(cell, tuple(shown_of(cell, result, frame)), result, frame)
        texts.append(indented(cell_markdown(made), cell.indent))
        assets.extend(figures_of(made))
    return CellTexts(tuple(texts), tuple(assets))


def woven(document: Document, execution: Execution | None, form: str, cells: CellTexts) -> Executed:
    """The prose of a document, values written in, with its cells between."""
    gap = GAP if document.told_for else ""
    values = values_of(iter(execution.expressions if execution else ()), gap)
    live = bool(document.expressions) and execution is not None
    texts = iter(cells.texts)
    parts = [
        prose_markdown(piece, values, form, live) if isinstance(piece, Prose) else next(texts)
        for piece in document.pieces
    ]
    return Executed("\n".join(parts), cells.assets)


def frame_of(document: Document, form: str, charts: Charts, modules: Modules | None) -> Frame:
    """What the cells of a document share."""
    defaults = option(document.meta, "execute", format=form, default={})
    known = defaults if isinstance(defaults, Mapping) else {}
    language = str(document.meta.get("lang") or "en")
    return Frame(document.path, form, known, charts, modules, language)


def prose_markdown(
    prose: Prose, values: Iterator[Mapping[str, object]], form: str, live: bool
) -> str:
    """Prose with its inline code replaced by values, taken from `values` in order."""
    if not live:
        return prose.text
    return replace_inline(prose.text, lambda _: value_markdown(next(values, {}), form))


def values_of(bundles: Iterator[Mapping[str, object]], gap: str) -> Iterator[Mapping[str, object]]:
    """The values of inline expressions, `gap` in place of those that could not be computed."""
    for bundle in bundles:
        yield bundle or {MARKDOWN: gap}


def value_markdown(bundle: Mapping[str, object], form: str) -> str:
    """The value of an inline expression in Markdown: markup only if it says that it is markup."""
    order = (HTML, MARKDOWN, PLAIN) if form == "html" else (MARKDOWN, PLAIN)
    mime = next((mime for mime in order if mime in bundle), "")
    value = text(bundle.get(mime))
    if mime == HTML:
        return raw_span("html", value)
    return value if mime == MARKDOWN else escaped(spoken(value))


def spoken(value: str) -> str:
    """A Python repr as prose says it: strings without quotes, dates in ISO form."""
    if value[:1] in {"'", '"'}:
        try:
            return str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            return value
    return DATE.sub(lambda day: "{:0>4}-{:0>2}-{:0>2}".format(*day.groups()), value)


def result_of(cell: Cell, execution: Execution | None) -> CellResult:
    """What a cell gave; nothing when it did not run."""
    results = execution.results if execution else ()
    return results[cell.index] if cell.index < len(results) else CellResult(())


def shown_of(cell: Cell, result: CellResult, frame: Frame) -> list[Output]:
    """The outputs of a cell that may be shown at all."""
    return shown(result.outputs, frame.form, bool(frame.wants(cell, "warning")), frame.charts)


def indented(markdown: str, indent: str) -> str:
    """Markdown moved to the right, for a cell within a list item."""
    return "\n".join(f"{indent}{line}" if line else "" for line in markdown.split("\n"))
