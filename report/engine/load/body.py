"""A document's body to pieces: prose with its shortcodes replaced, cells with their options read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from report.engine.catalogue import Standing, Where, find
from report.engine.load.answers import Values
from report.engine.load.check import check_cell
from report.engine.load.faults import checked, every
from report.engine.load.lines import Line
from report.engine.load.pieces import (
    Block,
    blocks_of,
    indent_of,
    option_lines,
    prose_of,
    split_cell,
)
from report.engine.load.shortcodes import resolve
from report.engine.model import Cell, Finding, Prose


@dataclass(frozen=True, slots=True)
class Body:
    """The pieces of a body, what was noticed in it, and the files that it includes."""

    pieces: tuple[Prose | Cell, ...]
    findings: tuple[Finding, ...]
    includes: tuple[PurePosixPath, ...] = ()


def read_body(lines: Sequence[Line], cells: bool, values: Values) -> Body:
    """The body in pieces; all of it prose unless the document has `cells`.

    Raises `LoadError` with the faults of every cell.
    """
    blocks = tuple(blocks_of(lines)) if cells else (Block(tuple(lines)),)
    parts = every(lambda pair: read_block(*pair, values), numbered(blocks))
    return Body(
        tuple(piece for part in parts for piece in part.pieces),
        tuple(finding for part in parts for finding in part.findings),
    )


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the number of executable cells before it."""
    count = 0
    for block in blocks:
        yield block, count
        count += block.language == "python"


def read_block(block: Block, index: int, values: Values) -> Body:
    """One block: a cell, or prose, and a cell of another language is prose."""
    if block.language == "python":
        return read_cell(block, index)
    lines, findings = resolve(block.lines, values)
    return Body(tuple(prose_of(lines)), (*findings, *foreign(block)))


@lru_cache(maxsize=4096)  # several views of a project read the same cells
def read_cell(block: Block, index: int) -> Body:
    """The cell with its options. Raises `LoadError` for options that cannot be read."""
    options, source = split_cell(block)
    cell = Cell(
        index=index,
        source="\n".join(line.text for line in source),
        options=options.mapping,
        place=block.lines[0].place(),
        language=block.language,
        code_line=source[0].number if source else None,
        header=tuple(option_lines(block)),
        indent=indent_of(block),
    )
    return Body((cell,), (*checked(check_cell, (options,)), *unread(block)))


def foreign(block: Block) -> Iterator[Finding]:
    """The finding for a cell whose language is refused."""
    construct = find(Where.LANGUAGE, block.language)
    if construct is not None and construct.standing is Standing.REFUSED:
        message = f"cells in {block.language} are not supported"
        yield Finding("refused", block.lines[0].place(), message, construct.note)


def unread(block: Block) -> Iterator[Finding]:
    """The finding for options on the fence, which Quarto reads only for R."""
    if block.attributes:
        message = f"`{block.attributes}` after the language has no effect"
        hint = "write options in the cell, for example `#| echo: false`"
        yield Finding("cell-fence", block.lines[0].place(), message, hint, excusable=True)
