"""Lists of rows, kept out of Pandoc: long, in characters that mean the same everywhere, and nothing to it.

Half of Pandoc's reading went into them, since it reads what stands in nested brackets again and again.
A short mark stands in the place of each; who gets the answer puts the lists back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count

LIST = r"(?P<list>[\w:;|=./%-]+(?: [\w:;|=./%-]+)+)"
DERIVED = re.compile(r"\{\.derived[^{}\n]*\}")  # what a derived value says of itself in Markdown
IN_MARKDOWN = re.compile(rf'(?P<name> data-(?:rows|cells)="){LIST}(?=")', re.ASCII)
IN_JSON = re.compile(rf'(?P<name>"data-(?:rows|cells)", "){LIST}(?=")', re.ASCII)
MARK = re.compile("\ue003([0-9]+)\ue003")


def parked_markdown(text: str) -> str:
    """Markdown with a mark for each list of rows, in their order."""
    mark = marking()
    return DERIVED.sub(lambda derived: IN_MARKDOWN.sub(mark, derived[0]), text)


def lists_in_markdown(text: str) -> tuple[str, ...]:
    """The lists for which `parked_markdown` puts marks."""
    said = DERIVED.findall(text)
    return tuple(found["list"] for one in said for found in IN_MARKDOWN.finditer(one))


def parked_json(text: str) -> str:
    """A document of Pandoc's as JSON, with a mark for each list of rows, in their order.

    What is written of it must not be wrapped: lines would break where they do not break otherwise.
    """
    return IN_JSON.sub(marking(), text)


def lists_in_json(text: str) -> tuple[str, ...]:
    """The lists for which `parked_json` puts marks."""
    return tuple(found["list"] for found in IN_JSON.finditer(text))


def put_back(text: str, lists: Sequence[str]) -> str:
    """What came of a parked text, with its lists in place of their marks, wherever they went."""
    return MARK.sub(lambda mark: lists[int(mark[1])], text)


def marking() -> Callable[[re.Match[str]], str]:
    """What gives one mark after another."""
    places = count()
    return lambda found: f"{found['name']}\ue003{next(places)}\ue003"
