"""Scores of frameworks on the seven dimensions, as a table with one row a framework."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd

from report.derived import Derived, derive

DIMENSIONS = {
    "legal_form": "Legal form",
    "trigger_clarity": "Clear trigger",
    "response_obligation": "Response duty",
    "forward_presence": "Forces present",
    "arms_supply": "Arms supply",
    "decision_speed": "Speed",
    "duration": "Duration",
}
HIGHEST = 3
UNKNOWN = "not known"  # what an edition for an early day prints where nothing is there yet


def scores(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, coding: str = "score"
) -> pd.DataFrame:
    """Score 0 to 3 by framework (rows, in the order of `frameworks`) and dimension (columns).

    `coding` is `score` (adjudicated), `coder1` or `coder2`. The index is that of `frameworks`, and
    only its rows are taken, so that a table of scores knows no more than the frameworks do.
    """
    table = behind(provisions, frameworks).pivot(
        index="framework_id", columns="dimension", values=coding
    )
    ordered = table.reindex(index=frameworks.index, columns=list(DIMENSIONS))
    return ordered.rename_axis(index=frameworks.index.name, columns="dimension").astype("Float64")


def totals(table: pd.DataFrame, without: Collection[str] = ()) -> pd.Series:
    """The plain sum of a table of scores, 0 to 21, less the dimensions in `without`.

    A convenience, not a measure: unweighted, and its parts overlap (codebook of the guarantees, 5).
    Missing where a score is missing.
    """
    return table.drop(columns=list(without)).sum(axis=1, skipna=False).rename("total")


def complete(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, without: Collection[str] = ()
) -> pd.DataFrame:
    """The frameworks that are scored on every dimension but those in `without`.

    On an early day a score can rest on pages that were not published yet; then it is missing, and a
    sum would count it as nought.
    """
    counted = behind(provisions, frameworks, without)["framework_id"].value_counts()
    return frameworks[
        frameworks.index.map(counted).fillna(0) == len(DIMENSIONS) - len(set(without))
    ]


def mean_of(
    figures: pd.Series, *rows: pd.DataFrame, by: Callable[..., object], less: float = 0.0
) -> Derived:
    """The mean of `figures`, less `less`, from `rows`; "not known" where there are none."""
    value = figures.mean() - less
    if pd.isna(value):
        return derive(None, *rows, by=by, text=UNKNOWN)
    return derive(float(value), *rows, by=by)


def behind(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, without: Collection[str] = ()
) -> pd.DataFrame:
    """The rows of `provisions` on which the scores of `frameworks` rest."""
    return provisions[
        provisions["framework_id"].isin(frameworks.index) & ~provisions["dimension"].isin(without)
    ]
