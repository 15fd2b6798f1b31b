"""Shortcodes in prose and metadata replaced by what they stand for, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from report.engine.fences import code_spans, in_code
from report.engine.load.answers import ANSWERS, Values, answer_to
from report.engine.load.lines import Line
from report.engine.load.shortcode import alone, shortcodes_in
from report.engine.model import Finding, Place

LINK_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*")


def resolve(lines: Sequence[Line], values: Values) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """`lines` of prose with their shortcodes replaced, and the findings about those."""
    parts: list[Line | Finding] = []
    for line, code in zip(lines, in_code(line.text for line in lines), strict=True):
        parts += resolved_line(line, code, values) if "{{<" in line.text else [line]
    return (
        tuple(part for part in parts if isinstance(part, Line)),
        tuple(part for part in parts if isinstance(part, Finding)),
    )


def resolve_text(text: str, place: Place, values: Values) -> tuple[str, tuple[Finding, ...]]:
    """A text of the metadata with its shortcodes replaced, and the findings about those."""
    line = Line(text, place.path, place.line or 1, place.column or 1)
    parts = list(within_line(line, False, values))
    return (
        "".join(part for part in parts if isinstance(part, str)),
        tuple(part for part in parts if isinstance(part, Finding)),
    )


def resolved_line(line: Line, code: bool, values: Values) -> Iterator[Line | Finding]:
    """A line with its shortcodes replaced; one alone in its line may become several lines."""
    single = None if code else alone(line.text)
    if single is not None:
        answer = answer_to(single, line.place(single.start), values)
        texts = (answer.block or answer.text).split("\n")
        found = [answer.finding] if answer.finding else []
    else:
        parts = list(within_line(line, code, values))
        texts = ["".join(part for part in parts if isinstance(part, str))]
        found = [part for part in parts if isinstance(part, Finding)]
    yield from found
    yield from (replace(line, text=text) for text in texts)


def within_line(line: Line, code: bool, values: Values) -> Iterator[str | Finding]:
    """The parts of a line: what stands between the shortcodes, and what these become."""
    position = 0
    literal = literal_mask(line.text)
    for shortcode in shortcodes_in(line.text):
        yield from between(line, position, shortcode.start, code)
        answer = answer_to(shortcode, line.place(shortcode.start), values)
        if code or literal[shortcode.start]:
            known = shortcode.shown is not None or shortcode.name in ANSWERS
            yield answer.plain if known else line.text[shortcode.start : shortcode.end]
        else:
            yield answer.text.replace("\n", " ")
            yield from (answer.finding,) if answer.finding else ()
        position = shortcode.end
    yield from between(line, position, len(line.text), code)


def between(line: Line, start: int, end: int, code: bool) -> Iterator[str | Finding]:
    """The text between two shortcodes, and a finding where one begins that cannot be read."""
    text = line.text[start:end]
    yield text
    if "{{<" in text and not code and not any(code_spans(text)):
        yield Finding(
            "shortcode",
            line.place(start + text.index("{{<")),
            "this shortcode cannot be read: it is not closed on its line, or another is in it",
            "write it as {{< name word >}} on one line; {{{< name >}}} shows it as it is",
        )


def literal_mask(text: str) -> bytearray:
    """For each character whether it is not Markdown: in a code span or the target of a link."""
    mask = bytearray(len(text))
    for start, end in (*code_spans(text), *(m.span() for m in LINK_TARGET.finditer(text))):
        mask[start:end] = b"\1" * (end - start)
    return mask
