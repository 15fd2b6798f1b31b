"""Pieces of Pandoc's Markdown that hold any text whole: fences, attributes, escaped words."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~^$@:.-])")
TICKS = re.compile(r"^\s*(`+)", re.MULTILINE)
GAP = "\ue003"  # stands where a value could not be computed for the day that is told of
INLINE_TICKS = re.compile(r"`+")


def escaped(text: str) -> str:
    """Markdown that reads as `text`; straight quotes are left to be curled, as in prose."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split("\n"))).replace("&", "&amp;")


def attribute(key: str, value: str) -> str:
    """One `key="value"` of an attribute list, whatever the value holds."""
    one_line = " ".join(value.split("\n"))
    safe = one_line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'{key}="{safe}"'


def enclosed(text: str, opening: str = "") -> str:
    """Text in a fence that nothing in it can close; `opening` goes behind the first ticks."""
    fence = fence_for(text)
    return f"{fence}{opening}\n{text.rstrip(chr(10))}\n{fence}\n"


def raw(form: str, text: str) -> str:
    """Text that goes into one format's output as it is."""
    return enclosed(text, f"{{={form}}}")


def raw_span(form: str, text: str) -> str:
    """The same within a line."""
    longest = max((len(run) for run in INLINE_TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{ticks}{pad}{' '.join(text.split(chr(10)))}{pad}{ticks}{{={form}}}"


def fence_for(text: str, least: int = 3) -> str:
    """A row of backticks longer than any that begins a line of `text`."""
    longest = max((len(run) for run in TICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)
