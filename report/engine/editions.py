"""Editions for another day: which documents belong to one, and which of them are retold for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from report.engine.model import (
    Cell,
    Document,
    Execution,
    Finding,
    Output,
    Project,
    Role,
    Severity,
)
from report.engine.wish import AS_OF

OWN_DAY, FIRST_DAY = "as-of", "not-before"


def edition_of(project: Project, day: str) -> Project:
    """The project as it would have stood on `day` (ISO 8601).

    A document whose `not-before` is later is left out, and so is one that speaks from a later day
    than the project does; a home page always stays. What a person wrote holds for the day that a
    document states as its own (`as-of`); for any other day it is retold (`Document.told_for`).
    """
    usual = day_in(project.config, OWN_DAY)
    kept = tuple(one for one in project.documents if belongs(one, day, usual))
    return replace(
        project,
        documents=tuple(replace(one, told_for=retold_for(one, day)) for one in kept),
        left_out=tuple(one.path for one in project.documents if one not in kept),
        environment={**project.environment, AS_OF: day},
    )


def belongs(document: Document, day: str, usual: str) -> bool:
    """Whether the document is part of an edition for `day`; `usual` is the project's own day."""
    own = day_in(document.meta, OWN_DAY)
    apart = own if own != usual else ""
    first = max(apart, day_in(document.meta, FIRST_DAY))
    return document.role is Role.HOME or first <= day


def retold_for(document: Document, day: str) -> str:
    """The day for which the document must be retold; empty where it speaks from that day itself."""
    return "" if day_in(document.meta, OWN_DAY) in ("", day) else day


def day_in(meta: object, key: str) -> str:
    """A day in metadata, as ISO text; empty where there is none."""
    return str((meta.get(key) if hasattr(meta, "get") else None) or "")[:10]


def untold(project: Project, executions: Iterable[Execution]) -> Iterator[Finding]:
    """The cells that an edition leaves out, since they could not be computed for its day.

    Cells that show nothing are told of only where others miss what they should have made.
    """
    done = {execution.path: execution for execution in executions}
    for document in project.documents:
        if document.told_for and document.path in done:
            failed = tuple(failures(document, done[document.path]))
            if any(cell.options.get("include", True) for cell, _ in failed):
                yield from (not_told(document, *pair) for pair in failed)


def failures(document: Document, execution: Execution) -> Iterator[tuple[Cell, Output]]:
    """The cells that raised, and what."""
    for cell in document.cells:
        for output in execution.results[cell.index].outputs:
            if output.kind == "error":
                yield cell, output


def not_told(document: Document, cell: Cell, error: Output) -> Finding:
    """The finding for a cell that could not be computed for the edition's day."""
    return Finding(
        "left-out",
        cell.place,
        f"left out of the edition for {document.told_for}: {error.name}: {error.text}",
        "nothing to do, unless the cell should give something for that day",
        Severity.WARNING,
    )
