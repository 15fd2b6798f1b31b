"""Sessions that ended early to findings: which line of which file, what happened, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from report.engine.model import Cell, Document, Expression, Finding, Place
from report.engine.ports import Evaluate, Session, StepFailed
from report.engine.session import is_evaluated

COLOUR = re.compile(r"\x1b\[[\d;]*m")
IN_CELL = re.compile(r"^\s*Cell\s+In\s*\[\d+\], line (\d+)", re.MULTILINE)
HEADING = re.compile(r"-+$|\w+ +Traceback \(most recent call last\)$")
OF_CELL = re.compile(r" \(<cell>, line \d+\)$")  # what a SyntaxError adds, and we say better
SHOWN = 12  # lines of a traceback that a terminal gets


def finding_of(document: Document, failure: StepFailed, session: Session) -> Finding:
    """The finding for a failed session of `document`."""
    piece = tuple(taken(document, session))[failure.step] if session.steps else None
    match failure.kind:
        case "missing":
            return missing(document, failure)
        case "timeout":
            return hung(place_of(piece, document), session)
        case "died":
            return died(place_of(piece, document), failure)
    line = line_in_cell(failure) if isinstance(piece, Cell) else None
    return raised(place_of(piece, document, line), failure, line)


def taken(document: Document, session: Session) -> Iterator[Cell | Expression | None]:
    """What stands behind each step of the session: a cell or an expression of the document."""
    cells = (cell for cell in document.cells if is_evaluated(cell, document))
    expressions = iter(document.expressions)
    for step in session.steps:
        yield next(expressions if isinstance(step, Evaluate) else cells, None)


def place_of(piece: Cell | Expression | None, document: Document, line: int | None = None) -> Place:
    """Where the failing line stands in its file; the place of a cell is its opening fence."""
    if piece is None:
        return Place(document.path)
    if line is None or not isinstance(piece, Cell) or piece.code_line is None:
        return piece.place
    return replace(piece.place, line=piece.code_line + line - 1)


def line_in_cell(failure: StepFailed) -> int | None:
    """The line of the cell that raised, counted from 1, as the traceback tells it last."""
    text = "\n".join(COLOUR.sub("", part) for part in failure.traceback)
    found = IN_CELL.findall(text)
    return int(found[0]) if found else None


def raised(place: Place, failure: StepFailed, line: int | None) -> Finding:
    """The finding for code that raised."""
    value = OF_CELL.sub("", failure.value)
    what = f"{failure.name}: {value}" if value else failure.name
    where = f" (line {line} of the cell)" if line else ""
    excuse = ", or let the cell fail with `#| error: true`" if line else ""
    return Finding(
        "cell-error",
        place,
        f"{what}{where}\n{shortened(failure)}".rstrip(),
        f"mend the code{excuse}",
    )


def shortened(failure: StepFailed) -> str:
    """The traceback without colours, rules and the message; long ones without their middle."""
    text = "\n".join(COLOUR.sub("", part) for part in failure.traceback)
    lines = [line for line in text.splitlines() if line.strip() and not HEADING.match(line)]
    lines = [line for line in lines if not line.startswith(f"{failure.name}: ")]
    if len(lines) > SHOWN:
        lines = [*lines[: SHOWN // 2], "...", *lines[-SHOWN // 2 :]]
    return "\n".join(lines)


def hung(place: Place, session: Session) -> Finding:
    """The finding for code that did not come to an end."""
    return Finding(
        "cell-timeout",
        place,
        f"the code did not end within {session.timeout:g} s",
        "make it faster, or allow more with `execute: timeout: SECONDS` in the front matter",
    )


def died(place: Place, failure: StepFailed) -> Finding:
    """The finding for a kernel that went away."""
    said = f": {failure.value}" if failure.value else ""
    return Finding(
        "kernel-died",
        place,
        f"the kernel died while it ran this{said}",
        "the code ended its own process, or memory ran out: run it alone and watch its memory",
    )


def missing(document: Document, failure: StepFailed) -> Finding:
    """The finding for a kernel that is not installed."""
    return Finding(
        "kernel-missing",
        Place(document.path, field="jupyter"),
        f"there is no Jupyter kernel named {failure.value!r}",
        "install it, or name another under `jupyter:`; `jupyter kernelspec list` shows them",
    )
