"""Economic measures before and after: the pace, and what became of the tools that lay unused."""

from __future__ import annotations

import pandas as pd

from report.analysis import economy
from report.derived import Derived, derive

ACTORS = ("US", "EU", "UK")


def yearly(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, actor: str = "") -> Derived:
    """How many measures a year fell surely from `start` to `end` (both included), of one actor or all."""
    chosen = economy.within(economy.of(rows, actor) if actor else rows, start, end)
    days = (end - start).days + 1
    return derive(round(len(chosen) * 365.25 / days, 1), chosen, by=yearly)


def mean_gap(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> Derived:
    """The mean wait for the EU packages adopted from `start` to `end`, in days."""
    chosen = economy.within(economy.rounds(rows), start, end).dropna(subset="gap")
    if chosen.empty:
        return derive(None, chosen, by=mean_gap, text="not known")
    return derive(float(round(chosen["gap"].mean())), chosen, by=mean_gap, unit="day")


def adopted(rows: pd.DataFrame) -> pd.DataFrame:
    """The measures without mere proposals."""
    return rows[~rows["measure"].str.contains("not yet adopted")]


def uses(rows: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """Every use of every tool of `report.analysis.economy.TOOLS`, by actor.

    Columns: `tool`, `actor` (one of `ACTORS`; a measure of the G7 counts for each), `earliest`,
    `latest`, `key`, `first` (whether it is the actor's first), `late` (whether it came after
    `since`).
    """
    lines = [
        {
            "tool": tool.name,
            "actor": actor,
            "earliest": row["earliest"],
            "latest": row["latest"],
            "key": key,
            "first": place == 0,
            "late": row["earliest"] > since,
        }
        for tool in economy.TOOLS
        for actor in ACTORS
        for place, (key, row) in enumerate(
            economy.uses(economy.of_or_joint(rows, actor), tool).iterrows()
        )
    ]
    columns = ["tool", "actor", "earliest", "latest", "key", "first", "late"]
    return pd.DataFrame(lines, columns=columns)


def unused_then(rows: pd.DataFrame, since: pd.Timestamp) -> list[str]:
    """The tools that Washington had not used, alone or with the G7, by the day `since`."""
    known = economy.of_or_joint(rows[rows["latest"].le(since)], "US")
    return [tool.name for tool in economy.TOOLS if economy.uses(known, tool).empty]


def used_since(rows: pd.DataFrame, since: pd.Timestamp) -> Derived:
    """How many of those tools Washington has used since."""
    idle = unused_then(rows, since)
    table = uses(rows, since)
    found = table[table["actor"].eq("US") & table["late"] & table["tool"].isin(idle)]
    used = rows[rows.index.isin(found["key"])]
    return derive(found["tool"].nunique(), used, by=used_since)
