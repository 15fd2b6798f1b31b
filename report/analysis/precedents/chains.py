"""Phased conquest told as chains: settlement, violation, attack, conquest, the next settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from report.analysis.dates import lag, with_bounds
from report.analysis.precedents.spells import DAYS_A_YEAR
from report.derived import Derived, derive

PHASES = {
    "prelude": "Prelude",
    "settlement": "Settlement",
    "violation": "Violation",
    "renewed_attack": "Renewed attack",
    "conquest": "Conquest",
    "follow_up": "Aftermath",
}

BESIDE = ("prelude", "follow_up")  # told in a chain, but no part of how long it lasts
DYADS = {
    "afghanistan": "Afghanistan",
    "czechoslovakia": "Czechoslovakia",
    "egypt_israel": "Egypt and Israel",
    "finland_ussr": "Finland",
    "georgia_russia": "Georgia",
    "germany_west": "Belgium and France",
    "indochina": "Vietnam and Laos",
    "karabakh": "Karabakh",
    "lebanon_israel": "Lebanon",
    "ukraine_russia": "Ukraine",
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


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """A chain for reading: `when` (a date as fine as it is known) and `step` (the phase in words)."""
    forms = {"day": "{d.day} {d:%B} {d.year}", "month": "{d:%B} {d.year}", "year": "{d.year}"}
    pairs = zip(rows["date"], rows["date_precision"], strict=True)
    when = [forms[precision].format(d=date) for date, precision in pairs]
    return rows.assign(when=when, step=rows["phase"].map(PHASES))


def chains(
    events: pd.DataFrame, precedents: pd.DataFrame, lanes: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """The chains of some lanes (name shown -> ids of precedents), each from its first settlement on.

    Columns: those of `chain`, `lane`, `years` since the first settlement of the lane (earlier
    events are left out) and `until`, the years to the end of the lane's last spell.
    """
    parts = []
    for lane, wanted in lanes.items():
        ids = [name for name in wanted if name in precedents.index]
        rows = chain(events, ids)
        start = rows.loc[rows["phase"].eq("settlement"), "middle"].min()
        years = (rows["middle"] - start).dt.days / DAYS_A_YEAR
        whole = (precedents.loc[ids, "observed_until"].max() - start).days / DAYS_A_YEAR
        parts.append(
            rows.assign(lane=lane, years=years, until=max(whole, years.max()))[years.ge(0)]
        )
    return pd.concat(parts)


def lost_twice(spells: pd.DataFrame, dyads: pd.Series) -> dict[str, list[str]]:
    """Dyads that lost ground after more than one settlement: name -> ids of all their settlements.

    The name tells the dyad and the year of its first settlement; the quickest conquest comes first.
    """
    per_dyad = dyads.reindex(phased(spells).index).value_counts()
    again = per_dyad.index[per_dyad.gt(1)]
    rows = spells.assign(dyad=dyads.reindex(spells.index)).sort_values("settled_on")
    first = phased(rows).groupby("dyad")["years"].min().loc[list(again)].sort_values()
    lanes = {}
    for dyad in first.index:
        own = rows[rows["dyad"].eq(dyad)]
        name = DYADS.get(dyad, dyad.replace("_", " "))
        lanes[f"{name} {own['settled_on'].iloc[0].year}"] = list(own.index)
    return lanes


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
    chosen = events.loc[[name for name in (first, second) if name in events.index]]
    if len(chosen) < 2:
        return derive(None, chosen, by=days_between, text="not known")
    rows = with_bounds(chosen)
    return derive(lag(rows.iloc[0], rows.iloc[1]), chosen, by=days_between, unit="day")
