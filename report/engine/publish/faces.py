"""The `@font-face` rules of the site's fonts, read off their names: `serif-400-italic-latin.woff2`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

NAME = re.compile(
    r"(?P<family>serif|sans)-(?P<weight>\d+)(?P<italic>-italic)?-(?P<script>[a-z-]+)\.woff2"
)
FAMILIES: Mapping[str, str] = {"serif": "Source Serif 4", "sans": "Source Sans 3"}
# A browser fetches what a page's letters need.
LETTERS: Mapping[str, str] = {
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116",
    "latin-ext": (
        "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, "
        "U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C4, U+2113, "
        "U+2C60-2C7F, U+A720-A7FF"
    ),
    "latin": (
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, "
        "U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"
    ),
}


def font_faces(names: Iterable[str]) -> str:
    """The rules of the font files with these names; other files are passed over."""
    found = (NAME.fullmatch(name) for name in sorted(names))
    return "".join(face(match) for match in found if match)


def face(match: re.Match[str]) -> str:
    """One rule. A face that comes too late for the first paint waits for the next page: no text jumps."""
    style = "italic" if match["italic"] else "normal"
    return (
        f'@font-face {{ font-family: "{FAMILIES[match["family"]]}"; font-style: {style}; '
        f"font-weight: {match['weight']}; font-display: optional; "
        f'src: url("fonts/{match[0]}") format("woff2"); '
        f"unicode-range: {LETTERS[match['script']]}; }}\n"
    )
