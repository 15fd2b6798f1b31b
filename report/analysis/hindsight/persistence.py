"""How long a public no stood, before and since January 2025: pairs of donor and system under a refusal."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from report.analysis import weapons
from report.analysis.refusals import chains_with_refusals, noes_and_yes
from report.analysis.weapons import joined
from report.derived import Derived, derive

AGES = (180, 365)  # days since the first no at which it is asked whether it still stood
YEAR = 365.25


def refused(steps: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """One row a donor and system from its first public no to that donor's first yes, or to `on`.

    Columns: `system_id`, `donor`, `name`, `start`, `end` (first days that the two can mean, so that
    a month counts from its first day), `granted`, `steps`. Steps are those of `weapons.transfers`.
    """
    lines = []
    for chain in chains_with_refusals(steps):
        noes, yes = noes_and_yes(chain)
        if len(noes):
            first = noes.sort_values(["earliest", "latest"]).iloc[0]
            lines.append(
                {
                    **first[["system_id", "donor", "name"]].to_dict(),
                    "start": first["earliest"],
                    "end": max(yes["earliest"].iloc[0], first["earliest"]) if len(yes) else on,
                    "granted": bool(len(yes)),
                    "steps": joined(tuple(noes.index), tuple(yes.index)),
                }
            )
    columns = ["system_id", "donor", "name", "start", "end", "granted", "steps"]
    return pd.DataFrame(lines, columns=columns)


def by_period(
    spells: pd.DataFrame, decisions: pd.DataFrame, turn: pd.Timestamp, on: pd.Timestamp
) -> pd.DataFrame:
    """What became of refusals in the time before `turn` and since.

    Columns: `period` ("before" or "since"), `pairs` (under a refusal some time in it), `new` (first
    refused in it), `granted` (taken back in it), `years` (waited in it, all pairs together), and for
    each of `AGES` a column `after_180` with the share still refused so many days after the first no,
    and the number at risk then. Pairs enter late, at the age that their refusal had when the period
    began, and leave at its end (Kaplan and Meier 1958; late entry: Klein and Moeschberger 2003, ch. 4.6,
    https://doi.org/10.1007/b97377).
    """
    return pd.DataFrame(
        [
            line("before", window(spells, spells["start"].min(), turn), decisions),
            line("since", window(spells, turn, on), decisions),
        ]
    )


def window(spells: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """The refusals that stood in a span of days: `entry` and `exit` (days since the first no), `event`.

    `new` tells whether the first no fell into the span. A yes on the last day belongs to the span after.
    """
    inside = spells[spells["start"].lt(until) & spells["end"].ge(since)]
    start, end = inside["start"].clip(lower=since), inside["end"].clip(upper=until)
    return inside.assign(
        entry=(start - inside["start"]).dt.days,
        exit=(end - inside["start"]).dt.days,
        event=inside["granted"] & inside["end"].lt(until),
        new=inside["start"].ge(since),
    )


def line(period: str, rows: pd.DataFrame, decisions: pd.DataFrame) -> dict[str, object]:
    """One period's cells."""
    days = int((rows["exit"] - rows["entry"]).sum())
    behind = weapons.rows(decisions, rows)
    return {
        "period": period,
        "pairs": derive(len(rows), behind, by=by_period),
        "new": derive(int(rows["new"].sum()), behind, by=by_period),
        "granted": derive(int(rows["event"].sum()), behind, by=by_period),
        "years": derive(round(days / YEAR, 1), behind, by=by_period),
        **{f"after_{age}": still(rows, behind, age) for age in AGES},
    }


def still(rows: pd.DataFrame, behind: pd.DataFrame, age: int) -> Derived:
    """The share still refused at an age, and how many are known at that age."""
    left = 1.0
    for risk, events in at_risk(rows, age):
        left *= 1 - events / risk
    known = int((rows["entry"].lt(age) & rows["exit"].ge(age)).sum())
    if not known:
        return derive(None, behind, by=still, text="none known")
    return derive(left, behind, by=still, text=f"{100 * left:.0f}% ({known})")


def at_risk(rows: pd.DataFrame, age: int) -> Iterator[tuple[int, int]]:
    """How many stood and how many fell, at each age up to `age` at which one fell."""
    for day in sorted(rows.loc[rows["event"] & rows["exit"].le(age), "exit"].unique()):
        risk = rows["entry"].le(day) & rows["exit"].ge(day)
        yield int(risk.sum()), int((rows["event"] & rows["exit"].eq(day)).sum())
