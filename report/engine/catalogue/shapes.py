"""Shapes of values: what an option may be, in words for people and as a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value: `words` complete "must be ...", `accepts` tells whether a value is one."""

    words: str
    accepts: Callable[[object], bool]


def is_number(value: object) -> bool:
    """Whether a value is a number; truth is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_text(value: object) -> bool:
    """Whether a value is a text, or a number that reads as one."""
    return isinstance(value, str) or is_number(value)


ANY = Shape("anything", lambda _: True)
BOOL = Shape("`true` or `false`", lambda value: isinstance(value, bool))
NUMBER = Shape("a number", is_number)
TEXT = Shape("a text", is_text)
MAPPING = Shape("a mapping", lambda value: isinstance(value, Mapping))


def words(*choices: str) -> Shape:
    """One of a few words."""
    listed = ", ".join(f"`{choice}`" for choice in choices[:-1])
    joined = f"{listed} or `{choices[-1]}`" if listed else f"`{choices[-1]}`"
    return Shape(joined, lambda value: value in choices)


def either(*shapes: Shape) -> Shape:
    """A value of any of several shapes."""
    *first, last = (shape.words for shape in shapes)
    return Shape(
        ", ".join(part.replace(" or ", ", ") for part in first) + f" or {last}",
        lambda value: any(shape.accepts(value) for shape in shapes),
    )


def list_of(shape: Shape) -> Shape:
    """A list whose members have one shape."""
    return Shape(
        f"a list (each {shape.words})",
        lambda value: isinstance(value, list) and all(shape.accepts(member) for member in value),
    )


def one_or_list(shape: Shape) -> Shape:
    """A value of one shape, or a list of such."""
    return either(shape, list_of(shape))


TEXTS = one_or_list(TEXT)
