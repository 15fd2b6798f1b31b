"""Phased conquest told as chains: settlement, violation, attack, conquest, the next settlement."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.dates import with_bounds
from report.derived import Derived, derive

PHASES = {
    "prelude": "Prelude",
    "settlement": "Settlement",
    "violation": "Violation",
    "renewed_attack": "Renewed attack",
    "conquest": "Conquest",
    "follow_up": "Aftermath",
}


def chain(events: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The dated events of some precedents in one line of time.

    Columns added: `earliest`, `latest` (days that the date can mean), `middle` (for drawing).
    """
    rows = with_bounds(events[events["precedent_id"].isin(ids)])
    middle = rows["earliest"] + (rows["latest"] - rows["earliest"]) / 2
    return rows.assign(middle=middle.dt.normalize()).sort_values(
        ["earliest", "latest", "precedent_id", "event_id"]
    )


def chains(
    events: pd.DataFrame, precedents: pd.DataFrame, dyads: pd.Series, names: dict[str, str]
) -> pd.DataFrame:
    """The chains of the dyads in `names` (dyad -> name shown), years counted from the first settlement.

    Columns: those of `chain`, `dyad`, `lane` (the name), `years` (to the first settlement of the
    dyad; earlier events are left out), `step` (number of the settlement that the event belongs to).
    """
    parts = []
    for dyad, lane in names.items():
        ids = precedents.index[dyads.reindex(precedents.index).eq(dyad)]
        ordered = precedents.loc[ids].sort_values(["settled_on", "precedent_id"])
        rows = chain(events, list(ids))
        start = rows.loc[rows["phase"].eq("settlement"), "middle"].min()
        years = (rows["middle"] - start).dt.days / 365.25
        step = rows["precedent_id"].map({name: i for i, name in enumerate(ordered.index, 1)})
        parts.append(rows.assign(dyad=dyad, lane=lane, years=years, step=step)[years.ge(0)])
    return pd.concat(parts)


def phased(spells: pd.DataFrame) -> pd.DataFrame:
    """The spells that ended in phased conquest: ground taken and held, or given by the next deal."""
    return spells[spells["end_state"].eq("phased_conquest") & spells["attacked"]]


def repeat_dyads(spells: pd.DataFrame, dyads: pd.Series) -> Derived:
    """How many dyads lost ground after more than one of their settlements."""
    rows = phased(spells)
    per_dyad = dyads.reindex(rows.index).value_counts()
    again = rows[dyads.reindex(rows.index).isin(per_dyad.index[per_dyad.gt(1)])]
    return derive(int(per_dyad.gt(1).sum()), again, by=repeat_dyads)


def days_between(events: pd.DataFrame, first: str, second: str) -> Derived:
    """Days from one event to another, by their ids; an interval where a date is not a day."""
    from report.analysis.dates import lag

    rows = with_bounds(events.loc[[first, second]])
    value = lag(rows.iloc[0], rows.iloc[1])
    return derive(value, events.loc[[first, second]], by=days_between, unit="day")
