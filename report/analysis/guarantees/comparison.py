"""Ukraine's network of 2024 beside treaty alliances: profile by dimension, totals, speed, signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import pandas as pd

from report.analysis.guarantees.families import families, promising
from report.analysis.guarantees.scores import (
    DIMENSIONS,
    HIGHEST,
    UNKNOWN,
    behind,
    complete,
    mean_of,
    scores,
    totals,
)
from report.derived import Between, Derived, derive


def profile(provisions: pd.DataFrame, groups: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Mean and range of each dimension in each group of frameworks.

    Columns: `group`, `dimension`, `n` (frameworks), `mean`, `low`, `high` (scores, 0 to 3), `steps`
    (keys of the provisions that hold these scores).
    """
    parts = [
        scores(provisions, members)
        .agg(["count", "mean", "min", "max"])
        .T.assign(group=group, steps=keys_by_dimension(behind(provisions, members)))
        for group, members in groups.items()
    ]
    renamed = {"count": "n", "min": "low", "max": "high"}
    return pd.concat(parts).rename(columns=renamed).rename_axis("dimension").reset_index()


def keys_by_dimension(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """The keys of some provisions for each of `DIMENSIONS`, in their order."""
    scored = rows[rows["score"].notna()]
    return [tuple(scored.index[scored["dimension"].eq(name)]) for name in DIMENSIONS]


def mean_total(
    provisions: pd.DataFrame, members: pd.DataFrame, without: Collection[str] = ()
) -> Derived:
    """The mean of the plain sums of those `members` that are scored on all dimensions in question."""
    summed = complete(provisions, members, without)
    figures = totals(scores(provisions, summed), without)
    return mean_of(figures, behind(provisions, summed, without), by=mean_total)


def most(provisions: pd.DataFrame, without: Collection[str] = ()) -> Derived:
    """The most points that a plain sum can have: the highest score on every dimension in question."""
    count = len(set(DIMENSIONS) - set(without))
    return derive(HIGHEST * count, provisions, by=most)


def lead(
    provisions: pd.DataFrame, ahead: pd.DataFrame, other: pd.DataFrame, dimension: str
) -> Derived:
    """By how many points the mean of `ahead` exceeds that of `other` on one dimension."""
    rest = set(provisions["dimension"]) - {dimension}
    rows = behind(provisions, ahead, rest), behind(provisions, other, rest)
    less = scores(provisions, other)[dimension].mean()
    return mean_of(scores(provisions, ahead)[dimension], *rows, by=lead, less=less)


def widest(
    provisions: pd.DataFrame, ahead: pd.DataFrame, other: pd.DataFrame, count: int = 2
) -> Derived:
    """The dimensions on which the mean of `ahead` exceeds that of `other` most, widest first."""
    gaps = scores(provisions, ahead).mean() - scores(provisions, other).mean()
    names = gaps.sort_values(ascending=False, kind="stable").index[:count]
    text = " and ".join(DIMENSIONS[name].lower() for name in names)
    rest = set(DIMENSIONS) - set(names)
    rows = behind(provisions, ahead, rest), behind(provisions, other, rest)
    return derive(tuple(names), *rows, by=widest, text=text)


def gap(
    provisions: pd.DataFrame,
    ahead: pd.DataFrame,
    other: pd.DataFrame,
    without: Collection[str] = (),
) -> Derived:
    """By how many points the mean total of `ahead` exceeds that of `other`: the range.

    From the lowest to the highest difference that leaving out any one framework gives.
    """
    one, two = (complete(provisions, members, without) for members in (ahead, other))
    first, second = (totals(scores(provisions, members), without) for members in (one, two))
    spared = [first.drop(name).mean() - second.mean() for name in first.index]
    spared += [first.mean() - second.drop(name).mean() for name in second.index]
    told = [value for value in (first.mean() - second.mean(), *spared) if pd.notna(value)]
    rows = behind(provisions, one, without), behind(provisions, two, without)
    if not told:
        return derive(None, *rows, by=gap, text=UNKNOWN)
    return derive(Between(float(min(told)), float(max(told))), *rows, by=gap)


def consultation_within(frameworks: pd.DataFrame, hours: int = 24) -> Derived:
    """How many frameworks promise consultation within so many hours, as far as a page shows it."""
    return derive(
        len(prompt := frameworks[frameworks["consultation_hours"].le(hours).fillna(False)]),
        prompt,
        by=consultation_within,
    )


def speed_parts(speed: pd.DataFrame, groups: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The two things that the dimension decision speed mixes, by group of frameworks.

    Columns: `group`, `n`, `prompt` (consultation within 72 hours), `ready` (standing command and
    plans, or forces in place), `both`.
    """
    return pd.DataFrame(
        {"group": group, **parts(speed[speed["framework_id"].isin(members.index)])}
        for group, members in groups.items()
    )


def parts(speed: pd.DataFrame) -> dict[str, Derived]:
    """Counts of one group, each with the rows that make it up."""
    prompt, ready = speed["consultation_speed"].ge(2), speed["military_readiness"].ge(2)
    chosen = {
        "n": speed,
        "prompt": speed[prompt],
        "ready": speed[ready],
        "both": speed[prompt & ready],
    }
    return {name: derive(len(rows), rows, by=speed_parts) for name, rows in chosen.items()}


def by_family(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, speed: pd.DataFrame
) -> pd.DataFrame:
    """What the families of frameworks with an attack clause add up to, the highest total first.

    Columns: `family`, `n`, `total` and `unarmed` (mean sums of all dimensions, and of all but arms
    supply), `prompt` and `ready` (as in `speed_parts`), all derived.
    """
    field = promising(frameworks)
    groups = dict(list(field.groupby(families(field), sort=False)))
    told = speed_parts(speed, groups).rename(columns={"group": "family"})
    told["total"] = [mean_total(provisions, groups[name]) for name in told["family"]]
    told["unarmed"] = [
        mean_total(provisions, groups[name], ["arms_supply"]) for name in told["family"]
    ]
    return told.sort_values("total", key=lambda totals: -totals.map(lambda total: total.value))


def signed_between(frameworks: pd.DataFrame, first: dt.date, last: dt.date) -> Derived:
    """How many frameworks were signed from the day `first` to the day `last`, both included."""
    days = frameworks["signed_on"]
    within = frameworks[days.ge(pd.Timestamp(first)) & days.le(pd.Timestamp(last))]
    return derive(len(within), within, by=signed_between)
