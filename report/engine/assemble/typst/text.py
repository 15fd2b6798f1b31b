"""Any text as Typst: in markup, in a string, in code; nothing in it can become markup by accident."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

# What Typst's markup gives a meaning, also only at the start of a line or in a row ("...", "--", "1.").
SPECIAL = re.compile(r"""[\\#$*_`<>@\[\]~/\-+=;'"]|(?<=[\d.])\.|\.(?=\.)|:(?=//)""")
# Line ends beyond \n, and controls that no font can show.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
IN_STRING = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Content:
    """Typst markup, as a value among others in code."""

    markup: str


@dataclass(frozen=True, slots=True)
class Expression:
    """Typst code as it is, as a value among others: a length, a list of columns."""

    code: str


def markup(text: str) -> str:
    """Typst markup that reads as `text`."""
    return SPECIAL.sub(lambda found: f"\\{found[0]}", UNSEEN.sub(" ", text))


def string(text: str) -> str:
    """A Typst string literal that holds `text`; line ends and tabs stay, other controls do not."""
    kept = "".join(IN_STRING.get(char) or UNSEEN.sub(" ", char) for char in text)
    return f'"{kept}"'


def code(value: object) -> str:
    """A Python value as Typst code: text, content, numbers, `None`, sequences and mappings of these."""
    for kinds, spell in SPELLINGS:
        if isinstance(value, kinds):
            return spell(value)
    return string(str(value))


def dictionary(value: Mapping[str, object]) -> str:
    """A mapping as a Typst dictionary."""
    pairs = "".join(f"{key}: {code(part)}, " for key, part in value.items())
    return f"({pairs})" if pairs else "(:)"


def array(value: Sequence[object]) -> str:
    """A sequence as a Typst array."""
    return f"({''.join(f'{code(part)}, ' for part in value)})"


SPELLINGS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (str, string),
    (Content, lambda value: f"[{value.markup}]"),
    (Expression, lambda value: value.code),
    (bool, lambda value: "true" if value else "false"),
    (int | float, repr),
    (NoneType, lambda _: "none"),
    (Mapping, dictionary),
    (list | tuple, array),
)


def call(name: str, /, *positional: object, **named: object) -> str:
    """A function called in markup: arguments are code, content goes in brackets at the end.

    Named arguments that are None are left out; underscores in names become dashes. The semicolon
    at the end keeps the text that follows from being taken for more of the call.
    """
    bodies = [part for part in positional if isinstance(part, Content)]
    values = [code(part) for part in positional if not isinstance(part, Content)]
    pairs = [
        f"{key.replace('_', '-')}: {code(part)}" for key, part in named.items() if part is not None
    ]
    arguments = ", ".join([*values, *pairs])
    brackets = "".join(code(body) for body in bodies)
    return f"#{name}({arguments}){brackets};" if arguments or not bodies else f"#{name}{brackets};"
