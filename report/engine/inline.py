"""Inline code: where `{python} x` stands in Markdown, for those who read it and who replace it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# One backtick, the language in braces, one space or tab, no backtick inside. Quarto's own rule:
# with more blanks around the code it finds no value for it and leaves it as it is.
INLINE = re.compile(r"(?<!`)`\{python\}[ \t]([^`\s](?:[^`]*[^`\s])?)`")


def inline_code(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the code of each inline expression in `text`, in order."""
    for match in INLINE.finditer(text):
        yield match.start(), match[1]


def replace_inline(text: str, replacement: Callable[[str], str]) -> str:
    """`text` with each inline expression replaced by what `replacement` gives for its code."""
    return INLINE.sub(lambda match: replacement(match[1]), text)
