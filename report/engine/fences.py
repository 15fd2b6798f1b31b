"""Which parts of Markdown are code: fenced blocks at any indentation, and spans in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])??\1(?!`)")
FENCE = re.compile(r"[\s>]*(?P<fence>```+|~~~+)(?P<info>.*)")


def in_code(lines: Iterable[str]) -> Iterator[bool]:
    """For each line whether it belongs to a fenced block, its fences included."""
    opened = ""
    for line in lines:
        match = FENCE.match(line) if "```" in line or "~~~" in line else None
        if opened:
            yield True
            if match and closes(match, opened):
                opened = ""
        else:
            opened = match["fence"] if match and opens(match) else ""
            yield bool(opened)


def opens(match: re.Match[str]) -> bool:
    """Whether a line opens a block: backticks after a backtick fence make it inline code."""
    return match["fence"][0] == "~" or "`" not in match["info"]


def closes(match: re.Match[str], opened: str) -> bool:
    """Whether a fence closes the block that `opened` began."""
    fence = match["fence"]
    return fence[0] == opened[0] and len(fence) >= len(opened) and not match["info"].strip()


def code_spans(line: str) -> Iterator[tuple[int, int]]:
    """Where the code spans of a line begin and end, their backticks included."""
    return (match.span() for match in SPAN.finditer(line))
