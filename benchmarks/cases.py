"""The cases: what is measured, of this report and of generated projects, and beside Quarto."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.measure import Cost, cost_of
from benchmarks.preview import preview_of
from benchmarks.projects import (
    append,
    book_in,
    briefs_in,
    edit_figure,
    edit_prose,
    edit_row,
    report_in,
    rows_in,
)

PAGES = (sys.executable, "-m", "report", "build", "--quiet", "--to", "html")
BUILD = (sys.executable, "-m", "report", "build", "--quiet")
KERNELS = (sys.executable, "-m", "benchmarks.kernels")
PAGE = "/chapters/weapons.html"  # of the chapter that the edits touch
COUNTS = (10, 50, 200)
ROWS = (10_000, 100_000, 1_000_000)
EDITS: dict[str, Callable[[Path], None] | None] = {
    "nothing changed": None,
    "prose of one chapter": edit_prose,
    "one row of data": edit_row,
    "style of one figure": edit_figure,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One case's cost, and how many pieces (documents, rows) it was shared by."""

    group: str
    case: str
    cost: Cost
    pieces: int = 1


def report_cases(folder: Path) -> Iterator[Measured]:
    """This report from nothing, then after one edit after another."""
    report = report_in(folder / "report")
    yield Measured("report", "cold build", build(report, report))
    for case, edit in EDITS.items():
        if edit:
            edit(report)
        yield Measured("report", case, build(report, report))
    variables = {"PYTHONPATH": str(report)}
    cost_of(PAGES, report, variables)  # pages that offer no PDFs
    edit_prose(report)
    pages = cost_of(PAGES, report, variables)
    yield Measured("report", "prose of one chapter, pages alone", pages)


def preview_cases(folder: Path) -> Iterator[Measured]:
    """From saving a file to its page in a reader's hands, while `report preview` is at work."""
    report = report_in(folder / "preview")
    with preview_of(report, report) as preview:
        for case, edit in EDITS.items():
            if edit:
                preview.cost_of(partial(edit, report), PAGE)  # what is loaded once is loaded then
                yield Measured("preview", case, preview.cost_of(partial(edit, report), PAGE))


def brief_cases(folder: Path) -> Iterator[Measured]:
    """Generated briefs, from nothing and unchanged."""
    for count in COUNTS:
        project = briefs_in(folder / f"briefs-{count}", count)
        yield Measured("briefs", f"{count} briefs", build(project), count)
        yield Measured("briefs", f"{count} briefs, nothing changed", build(project), count)


def book_cases(folder: Path) -> Iterator[Measured]:
    """Generated books, from nothing and after an edit of one chapter."""
    for count in COUNTS:
        book = book_in(folder / f"book-{count}", count)
        yield Measured("book", f"{count} chapters", build(book), count)
        append(book / "chapter-0003.qmd", "\nOne sentence more.\n")
        yield Measured("book", f"{count} chapters, prose of one", build(book), count)


def row_cases(folder: Path) -> Iterator[Measured]:
    """One chapter over more and more rows."""
    for count in ROWS:
        project = rows_in(folder / f"rows-{count}", count)
        yield Measured("rows", f"{count:,} rows", build(project), count)


def kernel_cases(folder: Path) -> Iterator[Measured]:
    """The same sessions in forked kernels and in ordinary ones."""
    for kind in ("forked", "ordinary"):
        cost = cost_of((*KERNELS, kind, str(folder)), Path(__file__).parents[1])
        yield Measured("kernels", f"8 {kind} kernels", cost, 8)


def quarto_cases(folder: Path) -> Iterator[Measured]:
    """This report by Quarto, from nothing and after a changed row, pages and all PDFs."""
    quarto = quarto_here()
    if quarto is None:
        return
    report = report_in(folder / "quarto")
    commands = ((quarto, "render"), (quarto, "render", "--profile", "briefs"))
    for case, edit in (("cold build", None), ("one row of data", edit_row)):
        if edit:
            edit(report)
        variables = {"QUARTO_PYTHON": sys.executable}
        costs = [cost_of(command, report, variables) for command in commands]
        yield Measured("Quarto", case, together(costs))


def together(costs: list[Cost]) -> Cost:
    """Costs of commands that ran one after another."""
    return Cost(
        wall=sum(cost.wall for cost in costs),
        cpu=sum(cost.cpu for cost in costs),
        peak=max(cost.peak for cost in costs),
    )


def quarto_here() -> str | None:
    """The Quarto that `$QUARTO` names or that is on the path."""
    return os.environ.get("QUARTO") or shutil.which("quarto")


def build(project: Path, program: Path | None = None) -> Cost:
    """What `report build` of a project costs; `program` is where the program lies, else here."""
    path = str(program or Path(__file__).parents[1])
    return cost_of(BUILD, project, {"PYTHONPATH": path})
