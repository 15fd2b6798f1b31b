"""Weapons decisions before and after January 2025: who gives, what was halted, what became of a no."""

from __future__ import annotations

import pandas as pd

from report.analysis import dates, weapons
from report.derived import Derived, derive

GIVING = ("approved", "quantity_added")
DONORS = ("United States", "Germany", "United Kingdom", "France")
OTHERS = "others"


def promises(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps that promise something: approvals and additions, with the bounds of their dates."""
    return dates.with_bounds(steps[steps["event"].isin(GIVING)])


def of_donor(rows: pd.DataFrame, donor: str) -> pd.DataFrame:
    """The steps in which `donor` is named, alone or with others."""
    return rows[[donor in str(names).split(";") for names in rows["donor"]]]


def within(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The steps that fall surely from `start` to `end`, both included."""
    return rows[rows["earliest"].ge(start) & rows["latest"].le(end)]


def counted(rows: pd.DataFrame) -> Derived:
    """How many steps these are."""
    return derive(len(rows), rows, by=counted)


def share_of(rows: pd.DataFrame, donor: str) -> Derived:
    """The share of some steps in which `donor` is named, in per cent."""
    if rows.empty:
        return derive(None, rows, by=share_of, text="not known")
    return derive(round(100 * len(of_donor(rows, donor)) / len(rows)), rows, by=share_of, unit="%")


def by_half_year(rows: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """Promises by half-year and donor, from the half-year of `since` on; months count where sure.

    Columns: `half` ("2024 II"), `donor` (one of `DONORS` or `OTHERS`), `n`, `steps` (their keys). A
    step of several donors counts for each.
    """
    each = rows[rows["earliest"].ge(since)].assign(name=rows["donor"].str.split(";"))
    each = each.explode("name")
    half = each["earliest"].dt.year.astype(str) + each["earliest"].dt.month.gt(6).map(
        {False: " I", True: " II"}
    )
    donor = each["name"].where(each["name"].isin(DONORS), OTHERS)
    keys = each.assign(half=half, donor=donor, key=each.index).groupby(["half", "donor"])["key"]
    return keys.agg(n="size", steps=tuple).reset_index()


def by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Promises by year: `year`, a derived count for each of `DONORS`, `others`, `all`."""
    lines = []
    for year, group in rows.groupby(rows["earliest"].dt.year):
        named = {donor: of_donor(group, donor) for donor in DONORS}
        known = set().union(*(part.index for part in named.values()))
        named |= {OTHERS: group[~group.index.isin(known)]}
        counts = {name: counted(part) if len(part) else None for name, part in named.items()}
        lines.append({"year": str(year), **counts, "all": counted(group)})
    return pd.DataFrame(lines)


def first_asked(reached: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """The milestones of requests for a system that came for the first time in a span of days."""
    asked = reached[reached["event"].eq("requested")]
    return asked[asked["earliest"].ge(since) & asked["latest"].le(until)]


def chains_by_year(reached: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Chains by the year of the first request: `year`, `asked`, `approved`, `wait` (median days).

    Frames as in `report.analysis.weapons`; the wait is missing where no chain of the year was
    approved. A year's last chains have had less time to be approved than its first.
    """
    asked = reached[reached["event"].eq("requested")]
    waits = weapons.lags(reached, "requested", "approved")
    lines = []
    for year, group in asked.groupby(asked["earliest"].dt.year):
        mine = waits[waits["system_id"].isin(group["system_id"])]
        lines.append(
            {
                "year": str(year),
                "asked": weapons.count(group, decisions),
                "approved": weapons.count(mine, decisions),
                "wait": weapons.median_lag(mine, decisions) if len(mine) else None,
            }
        )
    return pd.DataFrame(lines, columns=["year", "asked", "approved", "wait"])


def fate(pairs: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """What became of the refusals that were open in `pairs`, by the later table of the same kind.

    Both are tables of `report.analysis.refusals.reversals`. Rows of `later`.
    """
    still = pairs.loc[~pairs["granted"], ["system_id", "donor"]]
    return later.merge(still, on=["system_id", "donor"], how="inner")


def steps_behind(table: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """How many rows a table with `steps` has (pairs of donor and system, milestones)."""
    return derive(len(table), weapons.rows(decisions, table), by=steps_behind)
