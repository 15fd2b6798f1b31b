"""Markdown prose as far as checks need it: links, images and attributes outside code, with places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from report.engine.fences import code_spans, in_code
from report.engine.model import Document, Place, Prose

TARGET = re.compile(
    r"\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"(?:\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)(?P<attributes>\{[^{}\n]*\})?"
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
LONGEST_LABEL = 5_000  # characters of a link's text


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of prose: its text, where it begins, and the offset at which each of its lines does."""

    text: str
    start: Place
    lines: tuple[int, ...]

    def place(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        row = bisect_right(self.lines, offset) - 1
        return Place(self.start.path, (self.start.line or 1) + row, offset - self.lines[row] + 1)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or an image: its text, its target, its attributes, its place."""

    text: str
    target: str
    attributes: str
    place: Place
    image: bool


def passages_of(document: Document) -> Iterator[Passage]:
    """The document's prose, code and comments in it blanked out so that offsets stay."""
    for piece in document.pieces:
        if isinstance(piece, Prose):
            yield passage(blanked(piece.text), piece.place)


def passage(text: str, start: Place) -> Passage:
    """The passage of a text that begins at `start`."""
    lengths = (len(row) + 1 for row in text.split("\n"))
    return Passage(text, start, tuple(accumulate(lengths, initial=0))[:-1])


@lru_cache(maxsize=1024)
def blanked(text: str) -> str:
    """`text` with every character of code and comments a space; line ends stay."""
    rows = text.split("\n")
    marked = zip(rows, in_code(rows), strict=True)
    open_text = "\n".join(" " * len(row) if code else without_spans(row) for row, code in marked)
    return COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), open_text)


def without_spans(row: str) -> str:
    """A line with its code spans blanked out."""
    if "`" not in row:
        return row
    parts: list[str] = []
    position = 0
    for start, end in code_spans(row):
        parts += [row[position:start], " " * (end - start)]
        position = end
    return "".join(parts) + row[position:]


def references_in(document: Document) -> Iterator[Reference]:
    """The links and images of a document, in order; reference-style ones are not looked at."""
    for prose in passages_of(document):
        for match in TARGET.finditer(prose.text):
            start = opening(prose.text, match.start())
            if start is None:
                continue
            image = start > 0 and prose.text[start - 1] == "!"
            target = match["angled"] if match["angled"] is not None else match["plain"]
            yield Reference(
                text=prose.text[start + 1 : match.start()],
                target=target,
                attributes=match["attributes"] or "",
                place=prose.place(start - image),
                image=image,
            )


def opening(text: str, end: int) -> int | None:
    """The bracket that the one at `end` closes, or None."""
    depth = 0
    for index in range(end, max(end - LONGEST_LABEL, 0) - 1, -1):
        if text[index] == "]":
            depth += 1
        elif text[index] == "[":
            depth -= 1
            if depth == 0:
                return index
    return None
