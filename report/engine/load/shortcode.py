"""What a shortcode is: `{{< name word key=value >}}`, and `{{{< ... >}}}` for one that is only shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SHORTCODE = re.compile(
    r"\{\{\{<(?P<shown>[^{}]*?)>\}\}\}"
    r"|\{\{</\*(?P<noted>[^{}]*?)\*/>\}\}"
    r"|\{\{<\s*(?P<body>[^\s>{][^{}]*?)\s*>\}\}"
)
PART = re.compile(
    r"""(?P<key>[\w-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^"'\s]+)"""
    r"""|(?P<word>"[^"]*"|'[^']*'|\S+)"""
)


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One shortcode in a line: its name, its words, its `key=value` pairs, where it begins and ends.

    `text` is how it is written. `shown` holds the text of one that is escaped, and then there is no name.
    """

    name: str
    words: tuple[str, ...]
    pairs: Mapping[str, str]
    start: int
    end: int
    text: str
    shown: str | None = None


def shortcodes_in(text: str) -> Iterator[Shortcode]:
    """The shortcodes of a line, from left to right."""
    for match in SHORTCODE.finditer(text):
        if match["body"] is None:
            inner = match["shown"] if match["shown"] is not None else match["noted"]
            yield Shortcode("", (), {}, *match.span(), match[0], f"{{{{<{inner}>}}}}")
        else:
            yield parsed(match["body"], match)


def parsed(body: str, match: re.Match[str]) -> Shortcode:
    """The shortcode with this body."""
    parts = list(PART.finditer(body))
    words = [unquoted(part["word"]) for part in parts if part["word"] is not None]
    pairs = {part["key"]: unquoted(part["value"]) for part in parts if part["key"]}
    name = words[0] if parts[0]["word"] is not None else body
    return Shortcode(name, tuple(words[1:]), pairs, *match.span(), match[0])


def unquoted(text: str) -> str:
    """`text` without the quotation marks around it."""
    quoted = len(text) >= 2 and text[0] in "\"'" and text[-1] == text[0]
    return text[1:-1] if quoted else text


def alone(text: str) -> Shortcode | None:
    """The shortcode that fills the whole line, if one does."""
    found = list(shortcodes_in(text))
    if len(found) != 1 or found[0].shown is not None:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return None if rest.strip() else found[0]
