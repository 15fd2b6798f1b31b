"""BibTeX text to entries with their line numbers: fast and forgiving, for readers who must not wait.

It reads what this project's `.bib` files hold (braced or quoted values, nested braces, comments
between entries). What it cannot read it leaves out: `report check` has pybtex tell what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

HEAD = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*\{[ \t]*([^\s,{}]+)[ \t]*,", re.MULTILINE)
NAME = r"[\s,]*([A-Za-z][\w-]*)\s*=\s*"
FIELD = re.compile(NAME)
SHALLOW = r"\{([^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}"
USUAL = re.compile(NAME + SHALLOW)  # as nearly all are: read in one go
BRACE = re.compile(r"[{}]")
ESCAPED = re.compile(r"\\([&%#_$])")
ARCHIVES = frozenset({"web.archive.org"})
APART = frozenset({"comment", "preamble", "string"})


class Value(NamedTuple):
    """A field's text without its outer braces, and the line on which it begins.

    A tuple, since there are tens of thousands and kernels wait for them.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its type and field names in lower case, its key as written, its first line."""

    kind: str
    key: str
    line: int
    fields: dict[str, Value]

    def text(self, *names: str) -> str:
        """The plain text of the first of `names` that the entry has, or an empty text."""
        return next((plain(self.fields[name].text) for name in names if name in self.fields), "")


@lru_cache(maxsize=2)  # several steps of a build read the same file
def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a BibTeX file, in its order; duplicates are given as often as they stand."""
    return tuple(read(text))


def read(text: str) -> Iterator[Entry]:
    """The same, one after another."""
    begun = [head for head in HEAD.finditer(text) if head[1].lower() not in APART]
    ends = [head.start() for head in begun[1:]] + [len(text)] * bool(begun)
    line, counted = 1, 0
    for head, end in zip(begun, ends, strict=True):
        line += text.count("\n", counted, head.start())
        counted = head.start()
        yield Entry(head[1].lower(), head[2], line, fields(text, head, end, line))


def heads(text: str) -> Iterator[int]:
    """Where each entry begins: offsets in the text."""
    return (head.start() for head in HEAD.finditer(text) if head[1].lower() not in APART)


def fields(text: str, head: re.Match[str], end: int, line: int) -> dict[str, Value]:
    """The fields between an entry's head and `end`; of a field given twice the first counts."""
    found: dict[str, Value] = {}
    at, counted = head.end(), head.start()
    while field := USUAL.match(text, at, end) or FIELD.match(text, at, end):
        begun = field.start(1)
        line += text.count("\n", counted, begun)
        counted = begun
        if field.re is USUAL:
            at, value = field.end(), field[2]
        else:
            at = value_end(text, field.end(), end)
            value = unwrapped(text[field.end() : at].strip())
        found.setdefault(field[1].lower(), Value(value, line))
    return found


def unwrapped(value: str) -> str:
    """A value without the braces or quotes around it."""
    return value[1:-1] if value[:1] in '{"' else value


def value_end(text: str, start: int, end: int) -> int:
    """Where the value that begins at `start` ends: behind what closes it, or where a bare one stops."""
    if text[start : start + 1] == "{":
        return brace_end(text, start, end)
    depth, quoted = 0, text[start : start + 1] == '"'
    for at in range(start, end):
        depth += (text[at] == "{") - (text[at] == "}")
        if quoted and depth == 0 and text[at] == '"' and at > start:
            return at + 1
        if depth < 0 or (depth == 0 and not quoted and text[at] in ",\n"):
            return at
    return end


def brace_end(text: str, start: int, end: int) -> int:
    """Where the brace that opens at `start` is closed, or `end`."""
    depth = 0
    for brace in BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return end


def plain(value: str) -> str:
    """A value as people read it: protecting braces and escapes gone."""
    unescaped = ESCAPED.sub(r"\1", value) if "\\" in value else value
    return unescaped.replace("{", "").replace("}", "")


def has_copy(url: str, archiveurl: str = "") -> bool:
    """Whether a source names an archived copy, by a field of its own or as its address."""
    if archiveurl:
        return True
    may_be = any(house in url.lower() for house in ARCHIVES)  # few are: most need no taking apart
    return may_be and urlsplit(url).hostname in ARCHIVES


def first_day(date: str) -> str:
    """The first day that an ISO date can mean (YYYY-MM-DD); nothing stays nothing."""
    return date + "-01" * (3 - len(date.split("-"))) if date else ""
