"""Derived values as documents carry them: attributes of a span to where the value comes from.

The contract is told in docs/provenance.md. What a report is about is none of this file's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from report.engine.digest import digest

CLASS = "derived"
TABLE_CLASS = "derived-table"
FUNCTION, ROWS, UNIT, CELLS = "data-function", "data-rows", "data-unit", "data-cells"
ALL = "*"


@dataclass(frozen=True, slots=True)
class RowSet:
    """Rows of one dataset by primary key; `whole` stands for all that the document knows of."""

    dataset: str
    keys: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Derivation:
    """One value with its origin: the text that prints it, what computed it, the rows it rests on.

    `function` is a dotted name, or empty where rows are merely shown.
    """

    text: str
    function: str
    unit: str
    rows: tuple[RowSet, ...]

    @property
    def id(self) -> str:
        """An id that is the same wherever the same value stands with the same origin."""
        sets = (part for each in self.rows for part in (each.dataset, *each.keys, str(each.whole)))
        return f"e-{digest(self.text, self.function, self.unit, *sets)[:10]}"


def derivation(text: str, attributes: Mapping[str, str]) -> Derivation | None:
    """The origin that a span's attributes tell, or None where they name no row."""
    rows = row_sets(attributes.get(ROWS, ""))
    if not rows:
        return None
    function, unit = (unquote(attributes.get(name, "")) for name in (FUNCTION, UNIT))
    return Derivation(" ".join(text.split()), function, unit, rows)


def row_sets(written: str) -> tuple[RowSet, ...]:
    """Rows out of `dataset:key key;other:*`, every part of it spelled as in addresses."""
    return tuple(
        row_set(unquote(dataset), keys.split())
        for dataset, colon, keys in (part.strip().partition(":") for part in written.split(";"))
        if dataset and colon and keys.strip()
    )


def row_set(dataset: str, keys: list[str]) -> RowSet:
    """Rows of one dataset by their keys, or all of it."""
    if keys == [ALL]:
        return RowSet(dataset, whole=True)
    return RowSet(dataset, tuple(dict.fromkeys(map(unquote, keys))))


def cells_in(written: str) -> Iterator[tuple[tuple[int, int], dict[str, str]]]:
    """What each marked cell of a table rests on: `line.column=function=unit=rows`, from 0 on.

    Gives the cell's line and column with the attributes that a span would have.
    """
    for part in filter(None, written.split("|")):
        place, function, unit, rows = (*part.split("="), "", "", "")[:4]
        line, _, column = place.partition(".")
        if line.isdigit() and column.isdigit():
            yield (int(line), int(column)), {FUNCTION: function, UNIT: unit, ROWS: rows}
