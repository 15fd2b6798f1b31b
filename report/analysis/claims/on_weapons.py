"""Predicates on claims about weapons and their limits, over decisions and timeline."""

from __future__ import annotations

import pandas as pd

from report.analysis import dates, refusals, weapons
from report.analysis.claims.verdict import (
    Computed,
    Frames,
    in_part,
    of_parts,
    two_sided,
    wholly,
    yet,
)
from report.derived import derive

US = "United States"
VOTE = "ev_2024_11_05_election"
GIVING = ("approved", "delivered", "quantity_added", "restriction_eased")
ALLIED_MISSILES = ("storm_shadow", "scalp_eg")
LATE = 90  # days from request to approval from which a decision counts as late here


def last_weeks(frames: Frames) -> Computed:
    """Claim 1: American steps for Ukraine since the vote."""
    found = since_the_vote(frames)
    value = derive(len(found), found, by=last_weeks)
    return wholly(len(found) > 0, value, "on record as American steps for Ukraine since the vote")


def since_the_vote(frames: Frames) -> pd.DataFrame:
    """American approvals, deliveries and easings after the day of the vote."""
    steps = frames["weapons_decisions"]
    after = steps["date"].gt(frames["timeline"].loc[VOTE, "date"])
    return steps[after & steps["donor"].eq(US) & steps["event"].isin(GIVING)]


def authorised(frames: Frames) -> Computed:
    """Claim 2: the easing of the limit on ATACMS, with Kursk named."""
    row = frames["weapons_decisions"].loc[["atacmslr_ease_2024_11"]]
    kursk = row["scope"].str.contains("Kursk").iloc[0]
    return wholly(bool(kursk), dates.when(row), "is the day of the easing; its scope names Kursk")


def limited_before(frames: Frames) -> Computed:
    """Claim 4: the limit to Ukrainian ground, and use in Crimea under it."""
    steps = frames["weapons_decisions"]
    limit, used = steps.loc[["atacmslr_set_2024_04"]], steps.loc[["atacmslr_use_2024_04"]]
    shown = (
        limit["scope"].str.contains("inside Ukrainian").iloc[0],
        used["scope"].str.contains("Crimea").iloc[0],
    )
    value = dates.between(steps, "atacmslr_set_2024_04", "atacmslr_ease_2024_11")
    return of_parts(tuple(map(bool, shown)), value, "under a stated limit, with use in Crimea")


def struck_russia(frames: Frames) -> Computed:
    """Claim 5: the first strike inside Russia."""
    row = frames["weapons_decisions"].loc[["atacmslr_ru_2024_11"]]
    return wholly(True, dates.when(row), "is the day of the first use inside Russia")


def allies_follow(frames: Frames) -> Computed:
    """Claim 8: British or French easings after the American one."""
    steps = frames["weapons_decisions"]
    eased = steps.loc["atacmslr_ease_2024_11", "date"]
    later = steps[steps["system_id"].isin(ALLIED_MISSILES) & steps["date"].gt(eased)]
    later = later[later["event"].isin(["restriction_eased", "first_used"])]
    value = derive(len(later), later, by=allies_follow)
    return yet(len(later) > 0, value, "British or French steps since the American one")


def came_late(frames: Frames) -> Computed:
    """Claim 9: from the request of May 2024 to the permission, against the rule on short range."""
    steps = frames["weapons_decisions"]
    value = dates.between(steps, "usrule_req_2024_05", "atacmslr_ease_2024_11")
    short = dates.between(steps, "usrule_req_2024_05", "usrule_ease_2024_05")
    words = f"from request to permission; the rule on short range took {short.text}"
    return in_part(value.value.low > short.value.high, value, words)


def often_late(frames: Frames) -> Computed:
    """Claim 10: the median wait for an American approval."""
    table = american_waits(frames)
    value = weapons.median_lag(table, frames["weapons_decisions"])
    return wholly(value.value.low >= LATE, value, f"median wait in {len(table)} American chains")


def american_waits(frames: Frames) -> pd.DataFrame:
    """Days from first request to first American approval, one row a system."""
    by = ("system_id", "donor")
    steps = weapons.by_donor(given(frames))
    reached = weapons.of_the_invasion(weapons.milestones(steps, by), by)
    return weapons.lags(reached[reached["donor"].eq(US)], "requested", "approved", by)


def given(frames: Frames) -> pd.DataFrame:
    """The steps about giving a weapon system."""
    return weapons.transfers(
        frames["weapons_decisions"], frames["weapon_systems"], frames["decision_codes"]
    )


def rallied(frames: Frames) -> Computed:
    """Claim 16: American approvals, and other states that approved systems."""
    steps = frames["weapons_decisions"]
    approved = steps[steps["event"].eq("approved")]
    others = approved[~approved["donor"].isin([US, "coalition"])]
    value = derive(others["donor"].str.split(";").explode().nunique(), others, by=rallied)
    shown = (approved["donor"].eq(US).any(), value.value >= 10)
    return of_parts(tuple(map(bool, shown)), value, "other states with approvals of their own")


def often_slow(frames: Frames) -> Computed:
    """Claim 18: American waits of 90 days or more."""
    table = american_waits(frames)
    slow = table[table["low"].ge(LATE)]
    value = weapons.count(slow, frames["weapons_decisions"])
    words = f"of {len(table)} American chains waited {LATE} days or more"
    return in_part(2 * len(slow) >= len(table), value, words)


def mixed_messages(frames: Frames) -> Computed:
    """Claim 19: how often American signals on ATACMS in Russia changed in the last months."""
    steps = frames["weapons_decisions"]
    chain = steps[steps["system_id"].eq("atacms_lr") & steps["date"].ge("2024-08-01")]
    chain = chain[chain["event"].isin(["refused", "under_review", "restriction_eased"])]
    words = chain.sort_values("date")["event"]
    turns = int((words != words.shift(fill_value=words.iloc[0])).sum())
    value = derive(turns, chain, by=mixed_messages)
    return in_part(turns > 1, value, "turns between no, perhaps and yes since August 2024")


def same_cycle(frames: Frames) -> Computed:
    """Claim 20: refusals that came before the American yes to F-16s, Abrams and HIMARS."""
    table = refusals.reversals(given(frames), pd.Timestamp.max)
    named = table["system_id"].isin(["f16", "m1_abrams", "himars"])
    found = table[named & table["donor"].eq(US) & table["granted"]]
    value = weapons.count(found, frames["weapons_decisions"])
    return wholly(len(found) == 3, value, "of the three systems named were refused before the yes")


def koreans_in_kursk(frames: Frames) -> Computed:
    """Claim 22: events that place North Korean troops in Russia, Kursk the last of them."""
    events = frames["timeline"]
    found = events[events["event"].str.contains("North Korean")]
    kursk = found["event"].str.contains("Kursk").any()
    return wholly(bool(kursk), derive(len(found), found, by=koreans_in_kursk), "dated reports")


def no_single_weapon(frames: Frames) -> Computed:
    """Claim 25: an official's statement on record."""
    row = frames["timeline"].loc[["ev_2024_09_06_ramstein"]]
    said = row["event"].str.contains("no single").iloc[0]
    return wholly(bool(said), dates.when(row), "is the day of Austin’s statement")


def standstill(frames: Frames) -> Computed:
    """Claim 67: the rule on range stood still; events did not."""
    steps, events = frames["weapons_decisions"], frames["timeline"]
    value = dates.between(steps, "atacmslr_set_2024_05", "atacmslr_ease_2024_11")
    moved = events.index.isin(["ev_2024_08_06_kursk", "ev_2024_11_18_kursk_dprk"]).any()
    words = "without a change of the rule on range; Kursk and North Korean troops fell in them"
    return two_sided(value.value.low > 90, bool(moved), value, words)


def seventeenth(frames: Frames) -> Computed:
    """Claim 70: the report of the permission and the attack on the grid, on one day."""
    rows = frames["timeline"].loc[["ev_2024_11_17_atacms", "ev_2024_11_17_grid"]]
    value = derive(rows["date"].iloc[0].date(), rows, by=seventeenth)
    return wholly(
        rows["date"].nunique() == 1, value, "is the day of both the attack and the reports"
    )


def long_sought(frames: Frames) -> Computed:
    """Claim 71: days from Kyiv's first dated request on range to the permission."""
    value = dates.between(
        frames["weapons_decisions"], "usrule_req_2024_05", "atacmslr_ease_2024_11"
    )
    return wholly(value.value.low > LATE, value, "from the first request in the table")
