"""Quarto's file patterns: `*`, `**`, `?`, `[...]`, folders, and `!` for what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|[^*?\[]+|\[")


def chosen(files: Iterable[PurePosixPath], patterns: Sequence[str]) -> tuple[PurePosixPath, ...]:
    """The files that a pattern chooses and no `!` pattern leaves out, in the patterns' order.

    A pattern alone with `!` leaves out of all files. A name without wildcards also stands for all
    files in the folder of that name.
    """
    every = list(files)
    wanted = [pattern_of(p) for p in patterns if not p.startswith("!")]
    unwanted = [pattern_of(p[1:]) for p in patterns if p.startswith("!")]
    if not wanted:
        wanted = [re.compile(".*")]
    found = dict.fromkeys(f for pattern in wanted for f in every if pattern.fullmatch(str(f)))
    return tuple(f for f in found if not any(p.fullmatch(str(f)) for p in unwanted))


def pattern_of(glob: str) -> re.Pattern[str]:
    """The regular expression of one pattern; one that begins with `/` begins at the root too."""
    glob = glob.removeprefix("./").lstrip("/").rstrip("/")
    body = "".join(expression(token) for token in TOKEN.findall(glob))
    return re.compile(body + ("(/.*)?" if not re.search(r"[*?\[]", glob) else ""))


def expression(token: str) -> str:
    """The regular expression of one part of a pattern."""
    fixed = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if token in fixed:
        return fixed[token]
    if token.startswith("[") and len(token) > 2:
        inner = token[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[{'^' + inner[1:] if inner.startswith('!') else inner}]"
    return re.escape(token)
