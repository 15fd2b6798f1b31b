"""What the site does to a page's body: boxes and labels for tables, charts as parts of the page."""

from __future__ import annotations

import re
from collections.abc import Callable

from report.engine.publish.cards import carded

RAW = re.compile(r"(<(script|style|template|pre|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
WHOLE = re.compile(r"<table\b.*?</table\s*>", re.DOTALL | re.IGNORECASE)
TABLE = re.compile(r"<table\b|</table\s*>", re.IGNORECASE)
IMAGE = re.compile(r"""<img\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)


def arranged(body: str, image: Callable[[str], str]) -> str:
    """`body` with every table in a box of its own and every image as `image` gives it.

    `image` is handed an `img` tag as written. Scripts, styles and code are left as they are.
    """
    pieces = RAW.split(body)
    texts = (IMAGE.sub(lambda match: image(match[0]), boxed(text)) for text in pieces[0::3])
    raw = [*pieces[1::3], ""]
    return "".join(part for pair in zip(texts, raw, strict=True) for part in pair)


def boxed(text: str) -> str:
    """`text` with a box around each table, so that a wide one scrolls and the page does not."""
    labelled = WHOLE.sub(lambda table: carded(table[0]), text)
    return TABLE.sub(lambda tag: around(tag[0]), labelled)


def around(tag: str) -> str:
    """The tag of a table, with its side of the box."""
    return f"{tag}</div>" if tag.startswith("</") else f'<div class="table-box">{tag}'
