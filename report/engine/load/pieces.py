"""A document's lines to front matter, prose and cells, by Quarto's own rules for fences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from report.engine.errors import LoadError
from report.engine.inline import inline_code
from report.engine.load.lines import Line
from report.engine.load.yaml import Yaml, read_yaml
from report.engine.model import Expression, Finding, Place, Prose

CELL = re.compile(
    r"(?P<indent>\s*)(?P<ticks>```+)\s*\{(?P<language>[A-Za-z][\w.]*)(?P<attributes>[ ,].*)?\}\s*"
)
FENCE = re.compile(r"(?P<ticks>```+)[^`]*")
END = re.compile(r"\s*(?P<ticks>```+)\s*")
OPTION = re.compile(r"#\s*\|\s?")
FRONT_MATTER_END = re.compile(r"(---|\.\.\.)\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines: prose, or one cell with its fences, its language and what follows that."""

    lines: tuple[Line, ...]
    language: str = ""
    attributes: str = ""


def front_matter(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The YAML between `---` lines at the very top (without them), and the rest."""
    if not lines or lines[0].text.rstrip() != "---":
        return (), lines
    for index, line in enumerate(lines[1:], 1):
        if FRONT_MATTER_END.fullmatch(line.text):
            return lines[1:index], lines[index + 1 :]
    raise LoadError(
        Finding(
            "front-matter",
            lines[0].place(),
            "the YAML front matter is never closed",
            "put a line of three dashes under it",
        )
    )


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines as prose and cells. Raises `LoadError` for a cell that is never closed."""
    prose: list[Line] = []
    position = 0
    while position < len(lines):
        opening = CELL.fullmatch(lines[position].text)
        fence = opening or FENCE.fullmatch(lines[position].text)
        end = closing(lines, position, fence["ticks"]) if fence else position
        if not opening:
            prose += lines[position : end + 1]
        else:
            if end == len(lines):
                raise LoadError(unclosed(lines[position]))
            if prose:
                yield Block(tuple(prose))
            prose = []
            attributes = (opening["attributes"] or "").strip(" ,")
            yield Block(tuple(lines[position : end + 1]), opening["language"], attributes)
        position = end + 1
    if prose:
        yield Block(tuple(prose))


def closing(lines: Sequence[Line], start: int, ticks: str) -> int:
    """The index of the line that closes the fence opened at `start`; past the end if none does."""
    for index in range(start + 1, len(lines)):
        end = END.fullmatch(lines[index].text)
        if end and end["ticks"] == ticks:
            return index
    return len(lines)


def unclosed(line: Line) -> Finding:
    """The finding for a cell without an end."""
    return Finding(
        "open-cell",
        line.place(),
        "the code cell that begins here is never closed",
        "close it with a line of as many backticks",
    )


def prose_of(lines: Sequence[Line]) -> Iterator[Prose]:
    """Prose pieces, one for each stretch of lines that stand together in one file."""
    stretches = groupby(enumerate(lines), key=lambda pair: (pair[1].path, pair[1].number - pair[0]))
    for _, stretch in stretches:
        run = [line for _, line in stretch]
        yield Prose("".join(f"{line.text}\n" for line in run), run[0].place())


def split_cell(block: Block) -> tuple[Yaml, list[Line]]:
    """A cell's options and its code. Raises `LoadError` for options that are no YAML entries."""
    opening, *body = block.lines[:-1]
    indent = len(opening.text) - len(opening.text.lstrip())
    options, source = split_options([dedented(line, indent) for line in body])
    return read_options(options, opening), source


def option_lines(block: Block) -> Iterator[str]:
    """A cell's `#|` lines as they were written."""
    for line in block.lines[1:-1]:
        text = line.text.removeprefix(indent_of(block))
        if not OPTION.match(text):
            return
        yield text


def indent_of(block: Block) -> str:
    """The blanks before a cell's opening fence."""
    opening = block.lines[0].text
    return opening[: len(opening) - len(opening.lstrip())]


def dedented(line: Line, indent: int) -> Line:
    """The line without the indentation of its fence, as far as it has it."""
    depth = min(indent, len(line.text) - len(line.text.lstrip()))
    return Line(line.text[depth:], line.path, line.number, line.column + depth)


def split_options(code: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The `#|` lines at the top, without their mark, and the code below."""
    options: list[Line] = []
    for line in code:
        mark = OPTION.match(line.text)
        if not mark:
            break
        cut = mark.end()
        options.append(Line(line.text[cut:], line.path, line.number, line.column + cut))
    return options, list(code[len(options) :])


def read_options(lines: Sequence[Line], opening: Line) -> Yaml:
    """The options as YAML. Raises `LoadError` where they are not `key: value` entries."""
    yaml = read_yaml(lines, opening.path)
    if yaml.value is not None and not isinstance(yaml.value, Mapping):
        raise LoadError(
            Finding(
                "cell-option",
                yaml.place(),
                "cell options must be YAML of the form `key: value`",
                "write for example `#| echo: false`",
            )
        )
    return yaml


def expressions_of(prose: Prose) -> Iterator[Expression]:
    """The inline expressions of a piece, each with its place."""
    line, start, position = prose.place.line or 1, 0, 0
    for offset, code in inline_code(prose.text):
        line += prose.text.count("\n", position, offset)
        start = max(start, prose.text.rfind("\n", position, offset) + 1)
        position = offset
        yield Expression(code, Place(prose.place.path, line, offset - start + 1))
