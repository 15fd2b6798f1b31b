"""Tables on weapons decisions: medians by group, donors compared, single systems, other choices.

Frames as in `report.analysis.weapons`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from report.analysis import dates
from report.analysis.refusals import refusals_of
from report.analysis.weapons import (
    GROUPS,
    LEGS,
    MILESTONES,
    by_donor,
    chain_marks,
    count,
    interval,
    joined,
    lags,
    median_lag,
    milestones,
    of_the_invasion,
    rows,
    still_waiting,
    transfers,
)
from report.derived import Derived, derive

PARTIAL = ("training", "conditional")  # codes that a wider reading takes for approvals


def summary(reached: pd.DataFrame, by: Iterable[str] = tuple(GROUPS)) -> pd.DataFrame:
    """Medians by group and leg of the chain, all groups together first.

    Columns: `group`, `start`, `end`, `chains`, `low`, `high` (median days; missing without chains).
    """
    legs = {leg: lags(reached, *leg) for leg in LEGS}
    parts = [("All", leg, table) for leg, table in legs.items()]
    parts += [
        (name, leg, table[table["group"].eq(name)]) for name in by for leg, table in legs.items()
    ]
    return pd.DataFrame(
        [
            {"group": group, "start": start, "end": end} | median_row(table)
            for group, (start, end), table in parts
        ]
    )


def median_row(table: pd.DataFrame) -> dict[str, object]:
    """Number of chains and median of a table of `lags`, as cells."""
    if table.empty:
        return {"chains": 0, "low": None, "high": None}
    middle = dates.median(table)
    return {"chains": len(table), "low": middle.low, "high": middle.high}


def robustness(
    decisions: pd.DataFrame, systems: pd.DataFrame, codes: pd.DataFrame, on: pd.Timestamp
) -> pd.DataFrame:
    """The median from request to approval under other choices: does the finding hang on one?

    Columns: `variant` (what was changed), `chains`, `low`, `high` (days), `steps` (the keys of the rows
    it rests on).
    """
    steps = transfers(decisions, systems, codes)
    wider = transfers(decisions, systems, codes[~codes["covers"].isin(PARTIAL)])
    plain = of_the_invasion(milestones(steps))
    stated = lags(plain, "requested", "approved")
    tables = {
        "As stated": stated,
        "Only steps known to the day": waits(steps[steps["date_precision"].eq("day")]),
        "Only steps confirmed by officials": waits(steps[steps["confirmed"].eq("official")]),
        "Training and conditional offers count as approval": waits(wider),
        "Each donor by itself": waits(by_donor(steps), ("system_id", "donor")),
        "Also what was given before the invasion": lags(milestones(steps), "requested", "approved"),
        "Also those still waiting, at their wait so far": pd.concat(
            [stated, still_waiting(plain, on)]
        ),
        **{f"Without {group.lower()}": stated[stated["group"].ne(group)] for group in GROUPS},
    }
    listed = [
        {"variant": name, "steps": joined(*table["steps"])} | median_row(table)
        for name, table in tables.items()
    ]
    spared = {"variant": "Without any one system", "steps": joined(*stated["steps"])}
    return pd.DataFrame([*listed, spared | leave_one_out(stated)])


def waits(steps: pd.DataFrame, by: Sequence[str] = ("system_id",)) -> pd.DataFrame:
    """Days from request to approval in chains of the invasion."""
    return lags(of_the_invasion(milestones(steps, by), by), "requested", "approved", by)


def leave_one_out(table: pd.DataFrame) -> dict[str, object]:
    """The range of the medians of a table of `lags` when each chain is left out in turn."""
    middles = [dates.median(table.drop(index=row)) for row in table.index]
    return {
        "chains": len(table) - 1,
        "low": min(middle.low for middle in middles),
        "high": max(middle.high for middle in middles),
    }


def overview(
    reached: pd.DataFrame, steps: pd.DataFrame, decisions: pd.DataFrame, system_ids: Sequence[str]
) -> pd.DataFrame:
    """One row a system: when it reached each milestone, how often it was refused, how long it took.

    Systems of which nothing is known are passed over.

    Columns: `name`, `refused` (public refusals before the approval), one for each of `MILESTONES`
    (dates), `wait` (days from request to approval) and `all` (to first use). Cells are derived
    values, or missing where a milestone was not reached or its date not found.
    """
    decided = lags(reached, "requested", "approved").set_index("system_id")
    whole = lags(reached, "requested", "first_used").set_index("system_id")
    said = chain_marks(steps, reached)
    table = []
    for system_id in (one for one in system_ids if one in set(said["system_id"])):
        marks = said[said["system_id"].eq(system_id)]
        row = {event: cell(marks[marks["event"].eq(event)], decisions) for event in MILESTONES}
        refused = marks[marks["event"].eq("refused")]
        table.append(
            {"name": short_name(marks["name"].iloc[0]), "refused": count(refused, decisions)}
            | row
            | {"wait": days_cell(decided, system_id, decisions)}
            | {"all": days_cell(whole, system_id, decisions)}
        )
    return pd.DataFrame(table)


def short_name(name: str) -> str:
    """A system's name without what stands in brackets."""
    return name.split(" (", maxsplit=1)[0]


def cell(mark: pd.DataFrame, decisions: pd.DataFrame) -> Derived | None:
    """The date of a milestone, if there is one."""
    if mark.empty:
        return None
    days = (mark["earliest"].iloc[0], mark["latest"].iloc[0])
    return derive(days, rows(decisions, mark), by=milestones, text=dates.short_text(*days))


def days_cell(table: pd.DataFrame, system_id: str, decisions: pd.DataFrame) -> Derived | None:
    """The days of one chain of a table of `lags` indexed by system, if there are any."""
    if system_id not in table.index:
        return None
    found = table.loc[[system_id]]
    return derive(interval(found), rows(decisions, found), by=lags)


def donors(steps: pd.DataFrame, decisions: pd.DataFrame, fewest: int = 3) -> pd.DataFrame:
    """One row a donor with at least `fewest` chains from request to approval; most chains first.

    Columns: `donor`, `systems` (chains), `wait` (median days from request to approval), `refused`
    (public refusals), `supply` (median days from approval to delivery; missing below `fewest`).
    """
    by = ("system_id", "donor")
    each = by_donor(steps)
    reached = of_the_invasion(milestones(each, by), by)
    decided = lags(reached, "requested", "approved", by)
    supplies = lags(reached, "approved", "delivered", by)
    refused = each[each["event"].eq("refused")]
    sizes = decided.groupby("donor").size().sort_values(ascending=False, kind="stable")
    return pd.DataFrame(
        [
            {
                "donor": donor,
                "systems": count(own(decided, donor), decisions),
                "wait": median_lag(own(decided, donor), decisions),
                "refused": refusals_of(own(refused, donor), decisions),
                "supply": median_lag(own(supplies, donor), decisions)
                if len(own(supplies, donor)) >= fewest
                else None,
            }
            for donor in sizes.index[sizes.ge(fewest)]
        ],
        columns=["donor", "systems", "wait", "refused", "supply"],
    )


def own(table: pd.DataFrame, donor: str) -> pd.DataFrame:
    """The rows of one donor."""
    return table[table["donor"].eq(donor)]
