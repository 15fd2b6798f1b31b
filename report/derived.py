"""Derived values: every number that the report states, with the rows that it was computed from.

The word is W3C PROV's (https://www.w3.org/TR/prov-dm/#term-Derivation). An analysis makes one with
`derive`; a chapter prints it inline with `{python} value`; the rows lead on to the sources.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    import pandas as pd

KNOWN = "known"  # in a frame's `attrs`: its dataset, and how many rows the chapter knows of it
MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~^$@\"'.-])")


@dataclass(frozen=True, slots=True, order=True)
class Between:
    """A number known only to lie between two others, both included: a lag with a month in it."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(
                f"an interval's low end {self.low} lies above its high end {self.high}"
            )

    @property
    def middle(self) -> float:
        """Half way: for sorting and drawing, never for stating."""
        return (self.low + self.high) / 2

    @property
    def exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one dataset, by primary key, in the order in which the analysis used them.

    `whole` says that these are all rows that the chapter knows of.
    """

    dataset: str
    keys: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """One value of the report: what it is, how it is printed, and where it comes from.

    `unit` is singular ("day", "EUR", "%") or empty; `function` is the dotted name of the analysis
    that computed it; `rows` are the rows it rests on, `sources` the bibliography keys behind them.
    """

    value: object
    text: str
    unit: str
    function: str
    rows: tuple[Rows, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        """The text for Quarto's and Jupyter's Markdown, with where it comes from (docs/provenance.md)."""
        if not any(each.keys for each in self.rows):
            return escaped(self.text)
        unit = f' data-unit="{safe(self.unit)}"' if self.unit else ""
        named = f'data-function="{safe(self.function)}" data-rows="{told(self.rows)}"'
        return f"[{escaped(self.text)}]{{.derived {named}{unit}}}"


def derive(
    value: object,
    *frames: pd.DataFrame,
    by: Callable[..., object],
    unit: str = "",
    text: str | None = None,
) -> Derived:
    """A derived value from the rows of `frames`.

    Each frame is one that `report.data` gave, or a selection of its rows: its index holds primary
    keys and is named after the dataset; a column `sources` holds bibliography keys, split by `;`.
    `by` is the analysis function that computed it. `text` replaces the usual spelling of the value.
    Raises `ValueError` for a frame whose index does not name its dataset.
    """
    return Derived(
        value=value,
        text=spelled(value, unit) if text is None else text,
        unit=unit,
        function=f"{by.__module__}.{by.__qualname__}",
        rows=tuple(rows_of(frame) for frame in frames),
        sources=tuple(sorted({key for frame in frames for key in source_keys(frame)})),
    )


def rows_of(frame: pd.DataFrame) -> Rows:
    """The rows that `frame` holds, by dataset and primary key."""
    if not frame.index.name:
        raise ValueError(
            "the frame's index does not name its dataset: keep the index of report.data"
        )
    keys = tuple(dict.fromkeys(map(str, frame.index)))
    whole = len(keys) > 1 and frame.attrs.get(KNOWN) == (frame.index.name, len(keys))
    return Rows(str(frame.index.name), keys, whole)


def told(rows: Iterable[Rows]) -> str:
    """Rows as an attribute holds them: `dataset:key key;other:*`, a star for all that are known.

    Whatever could mean something to Markdown, HTML or this form is written as in addresses (`%3B`).
    """
    return ";".join(
        f"{safe(each.dataset)}:{'*' if each.whole else ' '.join(map(safe, each.keys))}"
        for each in merged(rows)
    )


def rows_from(texts: Iterable[str]) -> Iterable[Rows]:
    """Rows out of texts that `told` made of keys."""
    for text in dict.fromkeys(texts):
        for part in text.split(";"):
            dataset, _, keys = part.partition(":")
            yield Rows(unquote(dataset), tuple(map(unquote, keys.split())))


def merged(rows: Iterable[Rows]) -> list[Rows]:
    """Rows with each dataset once, in the order of their first mention; none without a row."""
    found: dict[str, Rows] = {}
    for each in rows:
        known = found.get(each.dataset, Rows(each.dataset, ()))
        keys = tuple(dict.fromkeys((*known.keys, *each.keys)))
        found[each.dataset] = Rows(each.dataset, keys, known.whole or each.whole)
    return [each for each in found.values() if each.keys]


def safe(text: str) -> str:
    """Text that no markup can take for a part of itself."""
    return quote(text, safe="/").replace("~", "%7E")


def source_keys(frame: pd.DataFrame) -> Iterable[str]:
    """Every bibliography key in the frame's `sources` column, as often as it stands there."""
    if "sources" not in frame.columns:
        return
    for cell in frame["sources"].dropna():
        yield from keys_in(str(cell))


def keys_in(cell: str) -> tuple[str, ...]:
    """The bibliography keys in one cell of a column `sources`, in order."""
    return tuple(key for part in cell.split(";") if (key := part.strip()))


def spelled(value: object, unit: str = "") -> str:
    """A value as prose prints it: "187 days", "12 to 42 days", "17 November 2024", "4.5%"."""
    if isinstance(value, Between) and not value.exact:
        return f"{number(value.low)} to {with_unit(value.high, unit)}"
    if isinstance(value, Between):
        return with_unit(value.low, unit)
    if isinstance(value, dt.date):
        return f"{value.day}\N{NO-BREAK SPACE}{value:%B} {value.year}"
    if isinstance(value, str):
        return value
    return with_unit(value, unit)


def with_unit(value: object, unit: str) -> str:
    """A number and its unit, joined by a space that does not break; the plural where it is due."""
    figure = number(value)
    if not unit:
        return figure
    if unit == "%":
        return f"{figure}%"
    plural = "" if figure == "1" or unit.isupper() else "s"
    return f"{figure}\N{NO-BREAK SPACE}{unit}{plural}"


def number(value: object) -> str:
    """A number in digits: whole ones with commas from a thousand on, others to one decimal."""
    figure = float(value)  # type: ignore[arg-type]
    if figure == round(figure):
        return f"{figure:,.0f}".replace("-", "\N{MINUS SIGN}")
    return f"{figure:,.1f}".replace("-", "\N{MINUS SIGN}")


def escaped(text: str) -> str:
    """Markdown that reads as `text`, whatever it holds: data must not turn into markup."""
    return MARKUP.sub(r"\\\1", text).replace("\n", " ")
