"""How well rows are sourced: by how many publishers, and by pages of which kind.

Two pages are independent when their publishers differ; a page without a known publisher counts as its
own. `pages` is the frame of `report.author.bibliography`: indexed by key, with `publisher` and
`reliability` (primary, reference, press, other).
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from report.derived import Derived, derive

WEAK = "other"


def support(tables: Mapping[str, pd.DataFrame], pages: pd.DataFrame) -> pd.DataFrame:
    """One row a table: how many of its rows rest on several publishers, and on weak pages alone.

    `tables` are datasets with a column `sources`. Columns: `table` (its name), `rows`, `several`
    (two or more publishers), `share` (of them, in per cent), `weak` (weak sources alone).
    """
    return pd.DataFrame([supported(name, frame, pages) for name, frame in tables.items()])


def supported(name: str, frame: pd.DataFrame, pages: pd.DataFrame) -> dict[str, object]:
    """The row of `support` for one table."""
    several = frame[publishers(frame, pages).ge(2)]
    share = 100 * len(several) / len(frame) if len(frame) else 0
    return {
        "table": name,
        "rows": derive(len(frame), frame, by=support),
        "several": derive(len(several), several, by=support),
        "share": derive(round(share), frame, by=support, unit="%"),
        "weak": derive(len(weak := weak_alone(frame, pages)), weak, by=support),
    }


def publishers(frame: pd.DataFrame, pages: pd.DataFrame) -> pd.Series:
    """How many different publishers stand behind each row."""
    named = pages["publisher"].where(pages["publisher"].ne(""), pages.index.to_series())
    return keys(frame).map(named.str.casefold()).groupby(level=0).nunique().reindex(frame.index)


def weak_alone(frame: pd.DataFrame, pages: pd.DataFrame) -> pd.DataFrame:
    """The rows whose sources are all weak."""
    weak = keys(frame).map(pages["reliability"]).eq(WEAK).groupby(level=0).all()
    return frame[frame.index.isin(weak.index[weak])]


def keys(frame: pd.DataFrame) -> pd.Series:
    """Every bibliography key of every row, indexed by the row's key."""
    return frame["sources"].dropna().str.split(";").explode().str.strip()


def reliabilities(pages: pd.DataFrame) -> dict[str, Derived]:
    """How many pages there are of each reliability, and in all (`total`)."""
    parts = {str(kind): part for kind, part in pages.groupby("reliability")} | {"total": pages}
    return {kind: derive(len(part), part, by=reliabilities) for kind, part in parts.items()}


def size(frame: pd.DataFrame) -> Derived:
    """How many rows a dataset has."""
    return derive(len(frame), frame, by=size)


def coarse(frame: pd.DataFrame) -> Derived:
    """How many rows of a dataset have a date no finer than a month (`date_precision`)."""
    rough = frame[frame["date_precision"].ne("day")]
    return derive(len(rough), rough, by=coarse)
