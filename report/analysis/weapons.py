"""Decisions on weapons for Ukraine: from the first request to the first use, with lags in days.

Frames: `decisions` (dataset weapons_decisions, one dated step a row), `systems` (weapon_systems) and
`codes` (decision_codes: how steps are read that are about something else than giving a system). All
are taken as they stood on the chapter's day, so nothing here knows of a later one.

Requests are the first ones seen, so every lag that starts at a request is a lower bound. A step
known to the month is an interval, and so is every figure that rests on one.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis import dates
from report.derived import Between, Derived, derive

MILESTONES = ("requested", "approved", "delivered", "first_used")
LEGS = (("requested", "approved"), ("approved", "delivered"), ("delivered", "first_used"))
INVASION = pd.Timestamp("2022-02-24")
COLLECTIVE = frozenset({"coalition", "NATO members", "European Union"})
GROUPS = {
    "Missiles and rockets": (
        "ballistic_missile",
        "cruise_missile",
        "rocket_artillery",
        "anti_ship_missile",
        "anti_radiation_missile",
        "glide_bomb",
    ),
    "Guns and munitions": (
        "artillery",
        "cluster_munition",
        "mine",
        "loitering_munition",
        "man_portable",
    ),
    "Armour": (
        "main_battle_tank",
        "infantry_fighting_vehicle",
        "armoured_personnel_carrier",
        "wheeled_gun",
    ),
    "Air defence": ("air_defence",),
    "Aircraft": ("combat_aircraft", "helicopter"),
}
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}


def transfers(decisions: pd.DataFrame, systems: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The steps about giving a weapon system, in order of time.

    Leaves out what `systems.kind` or `codes.covers` says is something else: rules of use, supply
    rules and financing lines; training, spare parts, re-export, restrictions. Rows and columns of
    `decisions`, and `name`, `group` (a key of `GROUPS`), `earliest`, `latest`.
    """
    weapons = systems[systems["kind"].eq("system")].set_index("system_id")
    steps = decisions[
        decisions["system_id"].isin(weapons.index)
        & ~decisions["event_id"].isin(codes["event_id"])
        & ~decisions["event"].isin(["restriction_set", "restriction_eased"])
    ]
    steps = dates.with_bounds(steps).assign(
        name=steps["system_id"].map(weapons["name"]),
        group=steps["system_id"].map(weapons["system_class"]).map(GROUP_OF),
    )
    return steps.sort_values(["earliest", "latest", "event_id"])


def by_donor(steps: pd.DataFrame) -> pd.DataFrame:
    """`steps` with one row for each donor; the same step may then stand several times.

    A request to all (`COLLECTIVE`) goes to every donor that has a step of its own for the system;
    other steps of a collective are left out. What a donor adds to a system that another had
    approved (`quantity_added`) is its own approval, if it has no other.
    """
    each = steps.assign(donor=steps["donor"].str.split(";")).explode("donor")
    single = each[~each["donor"].isin(COLLECTIVE)]
    to_all = each[each["donor"].isin(COLLECTIVE) & each["event"].eq("requested")]
    donors = single.groupby("system_id")["donor"].unique()
    spread = to_all.assign(donor=to_all["system_id"].map(donors)).explode("donor")
    together = pd.concat([single, spread.dropna(subset="donor")])
    return own_approvals(together).sort_values(["earliest", "latest", "event_id", "donor"])


def own_approvals(steps: pd.DataFrame) -> pd.DataFrame:
    """`steps` by donor, `quantity_added` read as `approved` where nothing of it came before."""
    pair = steps["system_id"] + "/" + steps["donor"]
    delivered = steps["latest"].where(steps["event"].eq("delivered")).groupby(pair).transform("min")
    adds = (
        steps["event"].eq("quantity_added")
        & ~pair.isin(pair[steps["event"].eq("approved")])
        & ~delivered.lt(steps["earliest"])
    )
    return steps.assign(event=steps["event"].mask(adds, "approved"))


def milestones(steps: pd.DataFrame, by: Sequence[str] = ("system_id",)) -> pd.DataFrame:
    """When each chain reached each of `MILESTONES` for the first time.

    One row for each chain (a value of `by`) and milestone: `earliest` and `latest` day, `steps` (the
    keys of the rows that say so), `name`, `group`. A request after the first approval is none for
    this purpose: it asks for more.
    """
    steps = steps[steps["event"].isin(MILESTONES)]
    keys = [*by, "event"]
    chains = steps.groupby(keys, sort=False)
    table = chains.agg({"earliest": "min", "latest": "min", "name": "first", "group": "first"})
    table = table.assign(steps=bounding(steps, keys).reindex(table.index)).reset_index()
    return table[~asks_for_more(table, list(by))].reset_index(drop=True)


def bounding(steps: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The keys of the steps that bound the first of their kind, by chain and event.

    The first of several is no earlier than the earliest of all, and no later than the soonest of the
    latest days; the step that gives one bound need not give the other.
    """
    chains = steps.groupby(keys, sort=False)
    bounds = steps[
        steps["earliest"].eq(chains["earliest"].transform("min"))
        | steps["latest"].eq(chains["latest"].transform("min"))
    ]
    named = bounds.assign(step=bounds.index).groupby(keys, sort=False)["step"]
    return named.agg(lambda found: tuple(dict.fromkeys(found)))


def asks_for_more(table: pd.DataFrame, by: list[str]) -> pd.Series:
    """Which first requests came only after the chain's first approval or delivery."""
    given = table[table["event"].isin(["approved", "delivered"])]
    soonest = given.groupby(by, observed=True)["latest"].min().rename("soonest").reset_index()
    known = table[by].merge(soonest, on=by, how="left")["soonest"]
    return table["event"].eq("requested") & table["earliest"].gt(known).fillna(False)


def of_the_invasion(reached: pd.DataFrame, by: Sequence[str] = ("system_id",)) -> pd.DataFrame:
    """The chains whose first approval or delivery, if any, came with or after the invasion.

    Leaves out what was given before 24 February 2022: another war, other presidents.
    """
    given = reached[reached["event"].isin(["approved", "delivered"])]
    before = given.loc[given["latest"].lt(INVASION), list(by)].drop_duplicates()
    marked = reached.merge(before.assign(before=True), on=list(by), how="left")
    return reached[marked["before"].isna().to_numpy()]


def lags(
    reached: pd.DataFrame, start: str, end: str, by: Sequence[str] = ("system_id",)
) -> pd.DataFrame:
    """Days from one milestone to another, one row a chain that reached both.

    Columns: those of `by`, `name`, `group`, `low` and `high` (days), `start` and `end` (first
    possible day of each), `steps` (the rows it rests on). Sorted by `low`, then `high`.
    """
    keys = list(by)
    pair = reached[reached["event"].eq(start)].merge(
        reached[reached["event"].eq(end)], on=keys, suffixes=("_start", "_end")
    )
    ends = [
        pair[[f"earliest_{end}", f"latest_{end}"]].set_axis(["earliest", "latest"], axis=1)
        for end in ("start", "end")
    ]
    table = pair[keys].assign(
        name=pair["name_start"],
        group=pair["group_start"],
        **dates.lags(*ends),
        start=pair["earliest_start"],
        end=pair["earliest_end"],
        steps=[*map(joined, pair["steps_start"], pair["steps_end"])],
    )
    return table.sort_values(["low", "high", *keys]).reset_index(drop=True)


def joined(*steps: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of several steps in one tuple, each once."""
    return tuple(dict.fromkeys(key for keys in steps for key in keys))


def all_lags(reached: pd.DataFrame) -> pd.DataFrame:
    """The lags of every leg in `LEGS`, one below the other, with columns `from` and `to` more."""
    tables = [lags(reached, a, b).assign(**{"from": a, "to": b}) for a, b in LEGS]
    return pd.concat(tables, ignore_index=True)


def still_waiting(
    reached: pd.DataFrame, on: pd.Timestamp, by: Sequence[str] = ("system_id",)
) -> pd.DataFrame:
    """Chains that were asked for and neither approved nor delivered by the day `on`.

    Columns: those of `by`, `name`, `group`, `low` and `high` (days waited so far), `start`, `steps`.
    """
    keys = list(by)
    given = reached.loc[reached["event"].isin(["approved", "delivered"]), keys].drop_duplicates()
    asked = reached[reached["event"].eq("requested")].merge(
        given.assign(given=True), on=keys, how="left"
    )
    waiting = asked[asked["given"].isna()]
    today = waiting.assign(earliest=on, latest=on)
    table = waiting[[*keys, "name", "group", "steps"]].assign(
        **dates.lags(waiting, today), start=waiting["earliest"]
    )
    return table.sort_values(["low", "high", *keys], ascending=False).reset_index(drop=True)


def waits_for_decision(reached: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """Every chain that began with a request: how long it waited for an approval, or waits still.

    Columns: `system_id`, `name`, `group`, `start`, `end` (first possible day of request and approval,
    or the day `on`), `last` (of the last milestone), `low`, `high` (days), `open`, `steps`. Sorted
    by `GROUPS`, then by days.
    """
    decided = lags(reached, "requested", "approved").assign(open=False)
    waiting = still_waiting(reached, on).assign(open=True, end=on)
    table = pd.concat([decided, waiting], ignore_index=True)
    last = reached.groupby("system_id")["earliest"].max()
    order = table["group"].map({group: place for place, group in enumerate(GROUPS)})
    table = table.assign(last=table["system_id"].map(last), order=order)
    table["last"] = table["last"].where(~table["open"], on)
    return table.sort_values(["order", "low", "high"]).drop(columns="order").reset_index(drop=True)


def chain_marks(steps: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
    """What a drawing of chains shows: milestones, and the refusals that came before an approval.

    Columns: `system_id`, `name`, `group`, `event`, `earliest`, `latest`, `steps`.
    """
    columns = ["system_id", "name", "group", "event", "earliest", "latest", "steps"]
    approved = reached[reached["event"].eq("approved")].set_index("system_id")["latest"]
    refused = steps[steps["event"].eq("refused")]
    before = ~refused["earliest"].gt(refused["system_id"].map(approved))
    refused = refused[before].assign(steps=[(key,) for key in refused.index[before]])
    return pd.concat([reached[columns], refused[columns]], ignore_index=True)


def decision_share(reached: pd.DataFrame) -> pd.DataFrame:
    """Which part of the time from first request to first use had passed by the first approval.

    One row a system that reached all three: `system_id`, `name`, `group`, `low` and `high` (0 to 1),
    `steps`. Sorted by `low`, then `high`.
    """
    ends = {
        event: reached[reached["event"].eq(event)].set_index("system_id")
        for event in ("requested", "approved", "first_used")
    }
    common = ends["requested"].index
    for frame in ends.values():
        common = common.intersection(frame.index)
    asked, approved, used = (frame.loc[common] for frame in ends.values())
    table = dates.share(asked, approved, used).assign(
        name=asked["name"],
        group=asked["group"],
        steps=[*map(joined, asked["steps"], approved["steps"], used["steps"])],
    )
    return table.rename_axis("system_id").reset_index().sort_values(["low", "high"])


def block(reached: pd.DataFrame, group: str, days: int = 28) -> pd.DataFrame:
    """The most crowded `days` days of first approvals in a group: the milestones that fell in them.

    Only approvals known to the day count. Of several windows with as many the first is taken. Rows
    and columns of `milestones`, sorted by day.
    """
    approved = reached[
        reached["event"].eq("approved")
        & reached["group"].eq(group)
        & reached["earliest"].eq(reached["latest"])
    ].sort_values(["earliest", "system_id"])
    width = pd.Timedelta(days=days - 1)
    windows = [
        approved[approved["earliest"].between(start, start + width)]
        for start in approved["earliest"].unique()
    ]
    return max(windows, key=len, default=approved)


def median_lag(table: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """The median of a table of `lags`, in days; an interval where months are in it."""
    return derive(dates.median(table), rows(decisions, table), by=median_lag, unit="day")


def longest_lag(table: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """The longest of a table of `lags`, in days."""
    last = table.sort_values(["high", "low"]).tail(1)
    return derive(interval(last), rows(decisions, last), by=longest_lag, unit="day")


def shortest_lag(table: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """The shortest of a table of `lags`, in days."""
    first_row = table.sort_values(["low", "high"]).head(1)
    return derive(interval(first_row), rows(decisions, first_row), by=shortest_lag, unit="day")


def lag_of(table: pd.DataFrame, decisions: pd.DataFrame, **chain: str) -> Derived:
    """The lag of one chain of a table, in days: `lag_of(table, decisions, system_id="himars")`.

    Raises `KeyError` if the table does not have exactly one such chain.
    """
    found = table
    for column, value in chain.items():
        found = found[found[column].eq(value)]
    if len(found) != 1:
        raise KeyError(f"{len(found)} chains for {chain}, where one was expected")
    return derive(interval(found), rows(decisions, found), by=lag_of, unit="day")


def count(table: pd.DataFrame, decisions: pd.DataFrame, unit: str = "") -> Derived:
    """How many chains a table has."""
    return derive(len(table), rows(decisions, table), by=count, unit=unit)


def interval(row: pd.DataFrame) -> Between:
    """The only row of a table as an interval of days."""
    return Between(float(row["low"].iloc[0]), float(row["high"].iloc[0]))


def rows(decisions: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `decisions` that the `steps` of a table name, in the order of `decisions`."""
    wanted = {key for keys in table["steps"] for key in keys}
    return decisions[decisions.index.isin(wanted)]


def span(table: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """The number of days from the first to the last day in a table of milestones, both counted."""
    length = (table["latest"].max() - table["earliest"].min()).days + 1
    return derive(length, rows(decisions, table), by=span, unit="day")


def majority_before(shares: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """In how many chains of `decision_share` surely more than half of the time went by undecided."""
    more = shares[shares["low"].gt(0.5)]
    return derive(len(more), rows(decisions, more), by=majority_before)
