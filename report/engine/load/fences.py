"""Which lines of Markdown are code: fenced with backticks or tildes, at any indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report.engine.load.lines import Line

FENCE = re.compile(r"[\s>]*(?P<fence>```+|~~~+)(?P<info>.*)")


def in_code(lines: Sequence[Line]) -> Iterator[bool]:
    """For each line whether it belongs to a fenced block, its fences included."""
    opened = ""
    for line in lines:
        match = FENCE.match(line.text)
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
