"""`records(frame)`: a frame's rows as a chart holds them, made in one go where all columns are plain.

Altair makes them of any frame, column by column with a copy each, and a chapter's figures ask for a
hundred: that was a tenth of its time.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

MOST_ROWS = 5000  # of more Altair makes none
WHOLE = frozenset({"bool", "int64", "int32"})
MASKED = frozenset({"boolean", "string", "Int64", "Int32", "Float64", "Float32"})


def records(frame: pd.DataFrame) -> list[dict[str, Any]] | None:
    """The rows just as Altair makes them; None where that is left to it."""
    names = list(frame.columns)
    if not is_plain(frame, names):
        return None
    columns = [values(frame[name]) for name in names]
    if any(column is None for column in columns):
        return None
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def is_plain(frame: pd.DataFrame, names: list[Any]) -> bool:
    """Whether a frame has columns with names of their own, rows with simple ones, and not too many."""
    return (
        0 < len(names) == len(set(names))
        and len(frame) <= MOST_ROWS
        and all(type(name) is str for name in names)
        and not isinstance(frame.index, pd.MultiIndex)
    )


def values(column: pd.Series) -> list[Any] | None:
    """A column's values, None for missing ones; nothing for a column of another kind."""
    kind = str(column.dtype)
    if kind in WHOLE:
        return column.tolist()
    if kind == "float64":
        return [value if math.isfinite(value) else None for value in column.tolist()]
    if kind in MASKED:
        missing = column.isna().to_numpy()
        found = column.astype(object).tolist()
        return [None if gone else value for value, gone in zip(found, missing, strict=True)]
    return texts(column) if kind == "object" else None


def texts(column: pd.Series) -> list[Any] | None:
    """The same for a column of any objects, if these are texts and lists, and some missing."""
    found = [None if is_missing(value) else value for value in column]
    kinds = set(map(type, found))
    return found if kinds & {str, list} and kinds <= {str, list, type(None)} else None


def is_missing(value: object) -> bool:
    """Whether a value is one of those that stand for none."""
    return value is None or value is pd.NA or (type(value) is float and math.isnan(value))
