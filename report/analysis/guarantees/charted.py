"""Scores as a long table for the score maps: one row a cell, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from report.analysis.guarantees.families import FAMILIES, NETWORK, families, promising
from report.analysis.guarantees.names import SHORT, short
from report.analysis.guarantees.ranking import BEST, TYPICAL, bundled, rank_ranges
from report.analysis.guarantees.scores import DIMENSIONS, scores, totals
from report.analysis.guarantees.trials import LATER_FACTS, TRIED, trials


def score_map(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """Scores of all signed frameworks with an attack clause, Ukraine's network as two rows.

    Columns: `key` (framework id), `framework` (short name), `group` (family), `dimension` (its
    words), `score`, `total` (sum of the row, if all is scored), `steps` (keys of the provisions
    behind the score, as `resting` has them). Ukraine's network first, then family by family; the
    highest totals first.
    """
    table = bundled(provisions, frameworks)
    family = families(frameworks).reindex(table.index).fillna(NETWORK)
    order = (NETWORK, *(name for name in FAMILIES if name != NETWORK))
    steps = resting(table, provisions, frameworks)
    return cells(table, family, order, short(frameworks), steps)


def trial_map(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """Scores of the frameworks that were tested, by outcome; columns as in `score_map`.

    Without the dimensions in `LATER_FACTS`: they tell of today, not of the day of the test.
    """
    told = trials(frameworks)
    tested = told[told["outcome"].isin(TRIED)]
    table = scores(provisions, tested).drop(columns=list(LATER_FACTS))
    steps = resting(table, provisions, frameworks)
    return cells(table, tested["outcome"], TRIED, short(frameworks), steps)


def chosen_map(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, groups: dict[str, Sequence[str]]
) -> pd.DataFrame:
    """Scores of chosen ids, group by group (`ua_typical` and `ua_best_clauses` among them).

    Columns as in `score_map`; ids that the frame lacks on its day are left out.
    """
    single = scores(provisions, frameworks)
    table = pd.concat([single, bundled(provisions, frameworks).filter([TYPICAL, BEST], axis=0)])
    owner = {key: group for group, keys in groups.items() for key in keys if key in table.index}
    chosen = table.loc[list(owner)]
    steps = resting(chosen, provisions, frameworks)
    return cells(chosen, pd.Series(owner), tuple(groups), short(frameworks), steps)


def ranked(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """`rank_ranges` with what a figure adds.

    Columns added: `framework` (short name), `mine` (a row of Ukraine's network), `steps` (keys of the
    provisions that the row's own scores are).
    """
    ranges = rank_ranges(provisions, frameworks)
    words = {**short(frameworks).to_dict(), **SHORT}
    table = bundled(provisions, frameworks)
    found = resting(table, provisions, frameworks)
    return ranges.assign(
        framework=ranges.index.map(words),
        mine=ranges.index.isin([TYPICAL, BEST]),
        steps=[
            tuple(key for dimension in table.columns for key in found[name, dimension])
            for name in ranges.index
        ],
    )


def worded(profiles: pd.DataFrame) -> pd.DataFrame:
    """A `profile` with `words` for each dimension."""
    return profiles.assign(words=profiles["dimension"].map(DIMENSIONS))


def resting(
    table: pd.DataFrame, provisions: pd.DataFrame, frameworks: pd.DataFrame
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The keys of the provisions behind each cell of a table of scores, by its row and dimension.

    A row of Ukraine's network rests on all of its agreements, those whose own score is nearest first.
    """
    field = promising(frameworks)
    network = tuple(field.index[families(field).eq(NETWORK)])
    told = provisions.dropna(subset=["score"])
    pairs = zip(told["framework_id"], told["dimension"], strict=True)
    scored = dict(zip(pairs, zip(told.index, told["score"], strict=True), strict=True))
    return {
        (name, dimension): nearest(
            (
                scored[text, dimension]
                for text in (network if name in (TYPICAL, BEST) else (name,))
                if (text, dimension) in scored
            ),
            value,
        )
        for dimension in table.columns
        for name, value in table[dimension].items()
    }


def nearest(found: Iterable[tuple[str, float]], value: float) -> tuple[str, ...]:
    """Keys out of pairs of a key and its score, those nearest to `value` first."""
    return tuple(key for key, _ in sorted(found, key=lambda each: abs(each[1] - value)))


def cells(
    table: pd.DataFrame,
    group: pd.Series,
    order: Sequence[str],
    names: pd.Series,
    steps: Mapping[tuple[str, str], tuple[str, ...]],
) -> pd.DataFrame:
    """A table of scores as long rows, by group in their `order` and then by total."""
    rows = pd.DataFrame({"group": group.map({name: i for i, name in enumerate(order)})})
    rows["total"] = totals(table)
    ordered = rows.sort_values(["group", "total"], ascending=[True, False], kind="stable").index
    words = {**names.to_dict(), **SHORT}
    long = table.loc[ordered].rename_axis("key").reset_index().melt("key", var_name="dimension")
    return pd.DataFrame(
        {
            "key": long["key"],
            "framework": long["key"].map(words),
            "group": long["key"].map(group),
            "dimension": long["dimension"].map(DIMENSIONS),
            "score": long["value"].astype("Float64"),
            "total": long["key"].map(rows["total"]),
            "steps": [steps[cell] for cell in zip(long["key"], long["dimension"], strict=True)],
        }
    )
