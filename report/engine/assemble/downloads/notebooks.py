"""A document and what its cells gave to a Jupyter notebook (nbformat 4.5), and its code to a script.

Both begin with a cell that finds the unpacked download of code and data that they lie in, so that they
run there. What charts look like stands beside their specification, for viewers without Vega.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from report.engine.assemble.cells import value_markdown
from report.engine.assemble.outputs import HTML, SVG, vega_of
from report.engine.inline import replace_inline
from report.engine.model import Cell, CellResult, Document, Execution, Output, Project, Prose
from report.engine.ports import Charts
from report.engine.session import kernel_of, runs_in_root
from report.engine.widths import wide_of
from report.engine.wish import AS_OF

ORIGIN = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\{\.derived [^}]*\}")  # of a derived value, in Markdown
START = """\
# Put this file into the unpacked download of code and data; there it runs.
import os
import sys
from pathlib import Path

_here = Path(globals().get("__file__", "notebook")).resolve().parent
_root = next((one for one in (_here, *_here.parents) if (one / "_quarto.yml").is_file()), None)
if _root is None:
    raise RuntimeError("this needs the download of code and data around it: unpack that first")
os.chdir(_root{folder})
sys.path.insert(0, str(_root))
os.environ["QUARTO_PROJECT_ROOT"] = str(_root){day}"""


def notebook(
    document: Document, execution: Execution, project: Project, charts: Charts
) -> dict[str, Any]:
    """The notebook of a document, as nbformat's JSON."""
    cells = [title_cell(document), code_cell(start(document, project), CellResult(()), charts)]
    values = iter(execution.expressions)
    for piece in document.pieces:
        if isinstance(piece, Prose):
            cells += prose_cells(piece, values if document.expressions else iter(()))
        elif piece.index < len(execution.results):
            cells.append(code_cell(written(piece), execution.results[piece.index], charts))
    return {
        "cells": [{**cell, "id": f"cell-{place}"} for place, cell in enumerate(cells) if cell],
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": kernel_of(document),
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def notebook_text(made: Mapping[str, Any]) -> str:
    """A notebook as the text of its file: a line for each cell, so that two can be compared."""
    cells = ",\n".join(map(as_json, made["cells"]))
    rest = as_json({key: value for key, value in made.items() if key != "cells"})
    return f'{{"cells": [\n{cells}\n], {rest[1:]}\n'


def as_json(value: Any) -> str:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def script(document: Document, project: Project) -> str:
    """The code of a document as a program, in the words of nbconvert."""
    from nbconvert.exporters import PythonExporter
    from nbformat.v4 import new_code_cell, new_notebook

    sources = [start(document, project), *(written(cell) for cell in document.cells)]
    cells = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    text, _ = PythonExporter().from_notebook_node(new_notebook(cells=cells))
    return text


def start(document: Document, project: Project) -> str:
    """The code that every notebook and script begins with."""
    parts = () if runs_in_root(project) else document.path.parent.parts
    day = project.environment.get(AS_OF) or str(document.meta.get("as-of") or "")[:10]
    return START.format(
        folder="".join(f" / {part!r}" for part in parts),
        day=f'\nos.environ["{AS_OF}"] = {day!r}' if day else "",
    )


def written(cell: Cell) -> str:
    """A cell's code with its options, as the author wrote both."""
    return "\n".join([*cell.header, cell.source.strip("\n")])


def title_cell(document: Document) -> dict[str, Any]:
    """The title of a document and what it is about; nothing where its text begins with a title."""
    told = [document.meta.get(key) for key in ("title", "description")]
    if not told[0]:
        return {}
    return markdown_cell(
        "\n\n".join(f"# {told[0]}" if not at else str(t) for at, t in enumerate(told) if t)
    )


def prose_cells(prose: Prose, values: Iterator[Mapping[str, object]]) -> list[dict[str, Any]]:
    """Prose with its values filled in, without what only our site reads of them."""
    text = replace_inline(prose.text, lambda _: value_markdown(next(values, {}), "typst"))
    text = ORIGIN.sub(r"\1", text).strip("\n")
    return [markdown_cell(text)] if text.strip() else []


def markdown_cell(text: str) -> dict[str, Any]:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": lines(text)}


def code_cell(source: str, result: CellResult, charts: Charts) -> dict[str, Any]:
    """A cell of code with what it gave."""
    return {
        "cell_type": "code",
        "execution_count": result.execution_count,
        "metadata": {},
        "outputs": [output_json(one, result, charts) for one in result.outputs],
        "source": lines(source),
    }


def lines(text: str) -> list[str]:
    """A text as nbformat keeps it: line by line, so that notebooks can be compared."""
    return text.splitlines(keepends=True)


def output_json(output: Output, result: CellResult, charts: Charts) -> dict[str, Any]:
    """One output in nbformat's words."""
    if output.kind == "stream":
        return {"output_type": "stream", "name": output.name, "text": lines(output.text)}
    if output.kind == "error":
        trace = output.data.get("traceback")
        told = {"ename": output.name, "evalue": output.text, "traceback": trace or []}
        return {"output_type": "error", **told}
    shown = {"data": dict(with_picture(output, charts)), "metadata": dict(output.metadata)}
    counted = {"execution_count": result.execution_count}
    more = counted if output.kind == "execute_result" else {}
    return {"output_type": output.kind, **shown, **more}


def with_picture(output: Output, charts: Charts) -> Iterator[tuple[str, object]]:
    """What an output shows, by MIME type; a chart also as its picture, and not as a page with scripts."""
    spec = vega_of(output.data)
    yield from (
        (mime, value) for mime, value in output.data.items() if spec is None or mime != HTML
    )
    if spec is not None and SVG not in output.data:
        yield SVG, charts.svg(wide_of(spec))
