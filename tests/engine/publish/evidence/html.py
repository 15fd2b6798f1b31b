"""Attributes as a reader of Markdown or HTML would take them."""

from __future__ import annotations

import re

ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def attributes_in(markdown: str) -> dict[str, str]:
    """The attributes of the only span in a piece of Markdown."""
    return dict(ATTRIBUTE.findall(markdown.rpartition("{.derived ")[2].removesuffix("}")))
