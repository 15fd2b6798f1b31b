"""Inline code: where `{python} x` stands in Markdown, for those who read it and who replace it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# Quarto's own rule: one backtick, the language in braces, one space or tab, code on one line without
# a backtick in it and without space around it. Quarto leaves anything else in the text as it is.
INLINE = re.compile(r"(?<!`)`\{python\}[ \t](?P<code>[^`\s](?:[^`\n]*[^`\s])?)`")
NEARLY = re.compile(r"(?<!`)`\{python\}\s+(?P<code>[^`]*?)\s*`")


def inline_code(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the code of each inline expression in `text`, in order."""
    for match in INLINE.finditer(text):
        yield match.start(), match["code"]


def replace_inline(text: str, replacement: Callable[[str], str]) -> str:
    """`text` with each inline expression replaced by what `replacement` gives for its code."""
    return INLINE.sub(lambda match: replacement(match["code"]), text)


def nearly_inline(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the code of what looks like inline code and is not: it stays in the text."""
    strict = {match.start() for match in INLINE.finditer(text)}
    for match in NEARLY.finditer(text):
        if match.start() not in strict:
            yield match.start(), match["code"]
