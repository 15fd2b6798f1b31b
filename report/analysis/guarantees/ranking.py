"""How firm the ranking of frameworks is: one dimension less, scores shifted, other weights and codings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.analysis.guarantees.families import NETWORK, families, promising
from report.analysis.guarantees.scores import HIGHEST, UNKNOWN, behind, scores
from report.derived import Between, Derived, derive

TYPICAL = "ua_typical"
BEST = "ua_best_clauses"
DRAWS = 1_000
SEED = 20241119


def bundled(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, coding: str = "score"
) -> pd.DataFrame:
    """Scores of every signed framework with an attack clause, Ukraine's network as two rows.

    `ua_typical` takes the median of its agreements on each dimension, `ua_best_clauses` the highest
    score that any of them has: what a partner promises, and what the best of all would add up to.
    Frameworks that lack a score on the frame's day are left out.
    """
    field = promising(frameworks)
    table = scores(provisions, field, coding)
    inside = families(field).eq(NETWORK)
    if not inside.any():
        return table.dropna()
    both = pd.DataFrame({TYPICAL: table[inside].median(), BEST: table[inside].max()}).T
    whole = pd.concat([table[~inside], both]).astype("Float64").dropna()
    return whole.rename_axis(table.index.name)


def standing(table: pd.DataFrame) -> pd.Series:
    """The rank of each row by plain sum, 1 the strongest; equals share the mean of their ranks."""
    return table.sum(axis=1).rank(ascending=False, method="average").rename("rank")


def rank_ranges(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """The ranks that each framework takes under every check.

    Columns: `rank` (plain sum of the adjudicated scores), then for each check its lowest and
    highest rank, `<check>.low` and `<check>.high`: `dropped` (each dimension left out in turn),
    `shifted` (each score of the framework one up or down), `weighted` (random weights, the middle
    90 per cent of draws), `without` (each other framework left out), `coded` (either coder's
    scores); `low` and `high` over all of them. One-at-a-time and random weights follow the handbook
    on composite indicators (OECD and JRC 2008, https://doi.org/10.1787/9789264043466-en, step 7).
    """
    table = bundled(provisions, frameworks)
    checks = {
        "dropped": dropped(table),
        "shifted": shifted(table),
        "weighted": weighted(table),
        "without": without_one(table),
        "coded": coded(provisions, frameworks, table),
    }
    ranges = pd.concat({name: ends(ranks) for name, ranks in checks.items()}, axis=1)
    ranges.columns = [".".join(pair) for pair in ranges.columns]
    rank = standing(table)
    low = ranges.filter(like=".low").min(axis=1).clip(upper=rank)
    high = ranges.filter(like=".high").max(axis=1).clip(lower=rank)
    return pd.concat([rank, ranges, low.rename("low"), high.rename("high")], axis=1).sort_values(
        ["rank", "low", "high"], kind="stable"
    )


def rank_of(
    ranges: pd.DataFrame, provisions: pd.DataFrame, frameworks: pd.DataFrame, key: str
) -> Derived:
    """The rank of one row of `rank_ranges` by plain sum."""
    rows = behind(provisions, promising(frameworks))
    if key not in ranges.index:
        return derive(None, rows, by=rank_of, text=UNKNOWN)
    return derive(float(ranges.loc[key, "rank"]), rows, by=rank_of)


def ranked_count(
    ranges: pd.DataFrame, provisions: pd.DataFrame, frameworks: pd.DataFrame
) -> Derived:
    """How many rows are ranked, Ukraine's network counting as two."""
    return derive(len(ranges), behind(provisions, promising(frameworks)), by=ranked_count)


def rank_span(
    ranges: pd.DataFrame,
    provisions: pd.DataFrame,
    frameworks: pd.DataFrame,
    key: str,
    check: str = "",
) -> Derived:
    """The lowest and highest rank of one row of `rank_ranges`, over one check or all."""
    rows = behind(provisions, promising(frameworks))
    if key not in ranges.index:
        return derive(None, rows, by=rank_span, text=UNKNOWN)
    low, high = (f"{check}.{end}" if check else end for end in ("low", "high"))
    value = Between(float(ranges.loc[key, low]), float(ranges.loc[key, high]))
    return derive(value, rows, by=rank_span)


def dropped(table: pd.DataFrame) -> pd.DataFrame:
    """Ranks (rows as in `table`) with each dimension left out in turn (columns)."""
    return pd.DataFrame({name: standing(table.drop(columns=name)) for name in table.columns})


def shifted(table: pd.DataFrame) -> pd.DataFrame:
    """Ranks with one score of the row itself moved one up or one down, within 0 to 3."""
    sums = table.sum(axis=1).to_numpy(dtype=float)
    own = table.to_numpy(dtype=float)
    moved = {}
    for step in (-1, 1):
        changed = sums[:, None] + np.clip(own + step, 0, HIGHEST) - own
        for column, name in enumerate(table.columns):
            moved[f"{name}{step:+d}"] = rank_among(changed[:, column], sums)
    return pd.DataFrame(moved, index=table.index)


def rank_among(own: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Mean rank of each own[i] among the sums of all other rows."""
    others = ~np.eye(len(sums), dtype=bool)
    above = ((sums[None, :] > own[:, None]) & others).sum(axis=1)
    level = ((sums[None, :] == own[:, None]) & others).sum(axis=1)
    return 1 + above + level / 2


def weighted(table: pd.DataFrame, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Ranks under random weights, uniform over all that add up to one (flat Dirichlet); seeded."""
    weights = np.random.default_rng(seed).dirichlet(np.ones(table.shape[1]), size=draws)
    sums = pd.DataFrame(table.to_numpy(dtype=float) @ weights.T, index=table.index).round(9)
    return sums.rank(ascending=False, method="average")


def without_one(table: pd.DataFrame) -> pd.DataFrame:
    """Ranks with each other row left out in turn; missing where the row itself is out."""
    return pd.DataFrame({name: standing(table.drop(index=name)) for name in table.index}).reindex(
        table.index
    )


def coded(provisions: pd.DataFrame, frameworks: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Ranks by either coder's own scores; rows that one coder alone scored are missing there."""
    codings = {name: bundled(provisions, frameworks, name) for name in ("coder1", "coder2")}
    return pd.DataFrame(
        {name: standing(scored) for name, scored in codings.items()}, index=table.index
    )


def ends(ranks: pd.DataFrame) -> pd.DataFrame:
    """The lowest and highest rank of each row; of many draws the middle 90 per cent."""
    if ranks.shape[1] < DRAWS:
        return pd.DataFrame({"low": ranks.min(axis=1), "high": ranks.max(axis=1)})
    return pd.DataFrame({"low": ranks.quantile(0.05, axis=1), "high": ranks.quantile(0.95, axis=1)})


def outranks(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, first: str, second: str
) -> Derived:
    """The share of random weightings, in per cent, under which `first` ranks above `second`.

    Both are rows of `bundled`: ids of frameworks, `ua_typical` or `ua_best_clauses`.
    """
    field = promising(frameworks)
    bundle = field[families(field).eq(NETWORK)]
    members = pd.concat([field[field.index.isin([first, second])], bundle])
    rows = behind(provisions, members)
    table = bundled(provisions, frameworks)
    if not {first, second} <= set(table.index):
        return derive(None, rows, by=outranks, text=UNKNOWN)
    ranks = weighted(table.loc[[first, second]])
    share = 100 * float((ranks.loc[first] < ranks.loc[second]).mean())
    return derive(round(share), rows, by=outranks, unit="%")
