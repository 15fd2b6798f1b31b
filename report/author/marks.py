"""The rows that a chart's marks rest on: a field `evidence` of each datum, by docs/provenance.md.

A frame tells its rows by its index (named after a dataset, as `report.data` gives it), by a column
`steps` (keys of one dataset, split by blanks or in a tuple), or by a column of another dataset's keys.
Only datasets that the chapter has read are known here; what tells of no row stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from report.author.data import known_keys
from report.derived import Rows, told

FIELD, STEPS = "evidence", "steps"


def evident(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the field `evidence` in place of `steps`, where its rows are known."""
    found = next(rows_told(frame), None)
    plain = frame.drop(columns=STEPS, errors="ignore")
    if found is None or FIELD in plain.columns:
        return plain
    dataset, keys = found
    texts = [told([Rows(dataset, each)]) if each else None for each in keys]
    return plain.assign(**{FIELD: texts})


def rows_told(frame: pd.DataFrame) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each way in which a frame tells its rows: a dataset, and keys for every row of the frame."""
    known = known_keys()
    if STEPS in frame.columns:
        yield from among([split(cell) for cell in frame[STEPS]], known)
    if frame.index.name in known:
        own = {str(frame.index.name): known[str(frame.index.name)]}
        yield from among([(str(key),) for key in frame.index], own)
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.StringDtype) or frame[name].dtype == object:
            yield from among([split(cell, whole=True) for cell in frame[name]], known)


def split(cell: Any, *, whole: bool = False) -> tuple[str, ...]:
    """The keys in a cell; a `whole` text is one key."""
    if isinstance(cell, tuple | list):
        return tuple(map(str, cell))
    if not isinstance(cell, str) or not cell:
        return ()
    return (cell,) if whole else tuple(cell.split())


def among(
    keys: list[tuple[str, ...]], known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The datasets that hold all of `keys`, which must name one row at least."""
    named = {key for each in keys for key in each}
    for dataset, there in known.items():
        if named and named <= there:
            yield dataset, keys


def rows_in(spec: Mapping[str, Any]) -> Iterator[str]:
    """What the data of a chart tell of their rows, text by text."""
    for rows in spec.get("datasets", {}).values():
        yield from (row[FIELD] for row in rows if isinstance(row, Mapping) and row.get(FIELD))
