"""What the catalogue speaks of: constructs, where they stand, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from report.engine.catalogue.shapes import ANY, Shape


class Standing(StrEnum):
    """What the engine does with a construct: honour it, refuse it with a hint, or pass over it."""

    SUPPORTED = "supported"
    REFUSED = "refused"
    IGNORED = "ignored"


class Where(StrEnum):
    """Where a construct stands."""

    PROJECT = "`project:` in `_quarto.yml`"
    BOOK = "`book:` in `_quarto.yml`"
    WEBSITE = "`website:` in `_quarto.yml`"
    TOP = "top level of `_quarto.yml`"
    DOCUMENT = "front matter, `_metadata.yml`, `_quarto.yml`, and under a format"
    EXECUTE = "`execute:`"
    CROSSREF = "`crossref:`"
    CELL = "cell option"
    FORMAT = "format"
    SHORTCODE = "shortcode"
    LANGUAGE = "cell language"
    BLOCK = "class of a div"


@dataclass(frozen=True, slots=True)
class Construct:
    """One construct of Quarto: its name, its place, its standing.

    `shape` is what its value must be, `only` the part of that which is honoured: other values are
    refused. `note` is the hint where something is refused, the reason where it is ignored, and
    else a remark.
    """

    name: str
    where: Where
    standing: Standing
    note: str = ""
    shape: Shape = ANY
    only: Shape = ANY


# In these four, `names` are texts that hold one or more names, split by spaces.


def supported(where: Where, shape: Shape, *names: str, note: str = "") -> tuple[Construct, ...]:
    """Constructs that are honoured, all of one shape."""
    return tuple(Construct(name, where, Standing.SUPPORTED, note, shape) for name in each(names))


def partly(
    where: Where, shape: Shape, only: Shape, hint: str, *names: str
) -> tuple[Construct, ...]:
    """Constructs of one shape of which only a part is honoured, all with one hint for the rest."""
    kind = Standing.SUPPORTED
    return tuple(Construct(name, where, kind, hint, shape, only) for name in each(names))


def refused(where: Where, hint: str, *names: str) -> tuple[Construct, ...]:
    """Constructs that are refused, all with one hint."""
    return tuple(Construct(name, where, Standing.REFUSED, hint) for name in each(names))


def ignored(where: Where, reason: str, *names: str) -> tuple[Construct, ...]:
    """Constructs that are passed over, all for one reason."""
    return tuple(Construct(name, where, Standing.IGNORED, reason) for name in each(names))


def each(names: Iterable[str]) -> list[str]:
    """The single names in `names`."""
    return " ".join(names).split()
