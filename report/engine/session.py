"""A document to the session that runs it: the same words for the plan's key and for the kernel."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from report.engine.inline import inline_code
from report.engine.model import Cell, Document, Project
from report.engine.options import option
from report.engine.ports import Evaluate, Run, Session

KERNEL = "python3"
TIMEOUT = 600.0
EXECUTE_INFO = "QUARTO_EXECUTE_INFO"
FIGURES = {"fig-width": 7.0, "fig-height": 5.0, "fig-dpi": 96, "fig-format": "retina"}
EXECUTE = {
    "eval": True,
    "echo": True,
    "output": True,
    "warning": True,
    "include": True,
    "error": False,
}


def session_of(project: Project, document: Document) -> Session:
    """Everything that a kernel is asked to do for `document`, and where and how."""
    folder = (project.root / document.path).parent
    return Session(
        name=str(document.path),
        steps=tuple(steps_of(document)),
        root=project.root,
        cwd=project.root if runs_in_root(project) else folder,
        environment=environment_of(project, document),
        files={
            EXECUTE_INFO: json.dumps(execute_info(project, document), default=str),
            "MATPLOTLIBRC": matplotlib_settings(document),
        },
        made=(project.output,),
        kernel=kernel_of(document),
        timeout=timeout_of(document),
    )


def runs(document: Document) -> bool:
    """Whether the document has cells, and does not turn all execution off (`enabled: false`)."""
    return bool(document.cells and execute_option(document, "enabled", True))


def steps_of(document: Document) -> Iterator[Run | Evaluate]:
    """The cells that are evaluated and all inline expressions, in the order of the document."""
    retold = bool(document.told_for)
    for piece in document.pieces:
        if not isinstance(piece, Cell):
            yield from (Evaluate(code, retold) for _, code in inline_code(piece.text))
        elif is_evaluated(piece, document):
            yield Run(piece.source, may_fail=retold or bool(setting("error", piece, document)))


def is_evaluated(cell: Cell, document: Document) -> bool:
    """Whether the cell's code runs: `eval`, and code in it at all."""
    return bool(setting("eval", cell, document)) and bool(cell.source.strip())


def setting(name: str, cell: Cell, document: Document) -> object:
    """An execution option of a cell: its own, else the document's, else Quarto's default."""
    return cell.options.get(name, execute_option(document, name, EXECUTE[name]))


def execute_option(document: Document, name: str, default: object) -> object:
    """An option under `execute:`, or at the top level where Quarto allows that too."""
    return option(document.meta, "execute", name, default=default)


def runs_in_root(project: Project) -> bool:
    """Whether cells run in the project's folder (`execute-dir: project`), not the document's."""
    return option(project.config, "project", "execute-dir") == "project"


def kernel_of(document: Document) -> str:
    """The kernel that `jupyter:` names, in its short or its long form."""
    named = option(document.meta, "jupyter", "kernelspec", "name")
    short = option(document.meta, "jupyter")
    return str(named or (short if isinstance(short, str) else KERNEL))


def timeout_of(document: Document) -> float | None:
    """Seconds that each step may take (`execute: timeout:`; 0 or false: no bound)."""
    stated = execute_option(document, "timeout", TIMEOUT)
    return float(stated) if isinstance(stated, int | float) and stated else None


def environment_of(project: Project, document: Document) -> dict[str, str]:
    """The variables that Quarto sets for cells, and two more: sets and times must print alike."""
    path = project.root / document.path
    sizes = {
        "QUARTO_FIG_WIDTH": figure_option(document, "fig-width"),
        "QUARTO_FIG_HEIGHT": figure_option(document, "fig-height"),
        "QUARTO_FIG_DPI": figure_option(document, "fig-dpi"),
        "QUARTO_FIG_FORMAT": figure_option(document, "fig-format"),
    }
    return {
        **project.environment,
        **{
            name: f"{value:g}" if isinstance(value, float) else str(value)
            for name, value in sizes.items()
        },
        "QUARTO_PROJECT_ROOT": str(project.root),
        "QUARTO_DOCUMENT_PATH": str(path.parent),
        "QUARTO_DOCUMENT_FILE": path.name,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "REPORT_DRAWS": "1",  # whoever shows a chart may leave the drawing to the engine
    }


def figure_option(document: Document, name: str) -> object:
    """A figure's width or height in inches, its dots per inch or its format."""
    stated = option(document.meta, name)
    return FIGURES[name] if stated is None else stated


def matplotlib_settings(document: Document) -> str:
    """Figure sizes as a `matplotlibrc`: read only if matplotlib is imported, an author's own wins."""
    width, height, dpi = (
        figure_option(document, name) for name in ("fig-width", "fig-height", "fig-dpi")
    )
    return f"figure.figsize: {width}, {height}\nfigure.dpi: {dpi}\nsavefig.dpi: figure\n"


def execute_info(project: Project, document: Document) -> dict[str, object]:
    """What Quarto tells cells of the render, in its own words; one execution serves all formats."""
    figures = {name: figure_option(document, name) for name in FIGURES}
    execute = option(document.meta, "execute")
    return {
        "document-path": str(project.root / document.path),
        "format": {
            "identifier": {
                "display-name": "HTML",
                "target-format": "html",
                "base-format": "html",
            },
            "execute": {
                **figures,
                **EXECUTE,
                **(execute if isinstance(execute, Mapping) else {}),
            },
            "pandoc": {"to": "html"},
            "metadata": {
                key: value
                for key, value in document.meta.items()
                if key not in {"format", "execute"}
            },
        },
    }
