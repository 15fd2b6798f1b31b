"""Where Moscow, Washington, the Europeans and Kyiv stood on an end of the war, and how far apart.

A position is what a side said last on each of three ordered terms. `SCALES` runs from Kyiv's stated
aim (0) to Moscow's (1), in steps of the same size; a silence leaves standing what was said before.
The distance of two sides is the mean difference over the terms on which both have spoken: Gower's
distance for ordered values with gaps (Biometrics 27, 1971, https://doi.org/10.2307/2528823).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd

from report.derived import Derived, derive

SCALES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "territory": (
        ("withdrawal_by_russia",),
        ("deferred",),
        ("de_facto",),
        ("recognition",),
        ("withdrawal_by_ukraine",),
    ),
    "nato_status": (("membership",), ("deferred",), ("moratorium",), ("excluded", "neutrality")),
    "foreign_troops": (("european",), ("none",)),
}
TERMS = {"territory": "Ground", "nato_status": "NATO", "foreign_troops": "Foreign troops"}
SIDES = {"moscow": "Moscow", "washington": "Washington", "europe": "Europeans", "kyiv": "Kyiv"}
MOSCOW, WASHINGTON, EUROPE, KYIV = SIDES
AUTHORS: Mapping[str, tuple[str, ...]] = {
    "Vladimir Putin": (MOSCOW,),
    "Russian delegation": (MOSCOW,),
    "Sergei Lavrov": (MOSCOW,),
    "Volodymyr Zelensky": (KYIV,),
    "Ukrainian delegation": (KYIV,),
    "J.D. Vance": (WASHINGTON,),
    "Unnamed Trump transition advisers": (WASHINGTON,),
    "Donald Trump": (WASHINGTON,),
    "Pete Hegseth": (WASHINGTON,),
    "Keith Kellogg": (WASHINGTON,),
    "Steve Witkoff": (WASHINGTON,),
    "Steve Witkoff for the United States": (WASHINGTON,),
    "United States": (WASHINGTON,),
    "United States (Witkoff, with Russian and Ukrainian input)": (WASHINGTON,),
    "French and British officials": (EUROPE,),
    "Coalition of five to eight states, led by Macron": (EUROPE,),
    "Britain, France and Germany": (EUROPE,),
    "Leaders of ten European states with Costa and von der Leyen": (EUROPE,),
    "European and Ukrainian officials": (EUROPE, KYIV),
    "Starmer, Macron, Merz, Tusk and Zelensky": (EUROPE, KYIV),
    "Britain, Germany, France and Ukraine": (EUROPE, KYIV),
    "European states with Ukraine": (EUROPE, KYIV),
    "United States and Ukraine": (WASHINGTON, KYIV),
    # Told by Zelensky, who said that there was no consensus on the ground: his paper here.
    "Ukraine and the United States, presented by Zelensky": (KYIV,),
    "Keith Kellogg with Ukrainian and European officials": (WASHINGTON, EUROPE, KYIV),
    "Trump, Zelensky and European leaders": (WASHINGTON, EUROPE, KYIV),
    "Ukrainian, European and US officials": (WASHINGTON, EUROPE, KYIV),
}
PAIRS = tuple(combinations(SIDES, 2))


def statements(plans: pd.DataFrame, authors: Mapping[str, Sequence[str]] = AUTHORS) -> pd.DataFrame:
    """What each side said of each term, one row a statement, in order of time.

    `plans` are those of `report.analysis.proposals.plans`; one whose author is no side (a single
    European politician, a third country, negotiators of all three, Russian officials whom the
    Kremlin contradicted the same day) is left out. Columns: `key`, `side`,
    `term`, `at` (the last day that the date can mean), `value`, `position` (0 to 1).
    """
    lines = [
        {"key": key, "side": side, "term": term, "at": row["latest"], "value": row[term]}
        for key, row in plans.sort_values("latest", kind="stable").iterrows()
        for side in authors.get(row["author"], ())
        for term in SCALES
    ]
    table = pd.DataFrame(lines, columns=["key", "side", "term", "at", "value"])
    at = [position(term, value) for term, value in zip(table["term"], table["value"], strict=True)]
    return table.assign(position=pd.array(at, dtype="Float64")).dropna(subset="position")


def position(term: str, value: str) -> float | None:
    """Where a value stands on the scale of its term; None for a silence."""
    scale = SCALES[term]
    for place, values in enumerate(scale):
        if value in values:
            return place / (len(scale) - 1)
    return None


def standing(said: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """The last statement of each side on each term up to the day `on`, by (`side`, `term`)."""
    known = said[said["at"].le(on)]
    return known.groupby(["side", "term"]).tail(1).set_index(["side", "term"]).sort_index()


def apart(stand: pd.DataFrame, one: str, other: str, without: Sequence[str] = ()) -> float | None:
    """The distance of two sides in a frame of `standing`, 0 to 1; None with no term in common."""
    first, second = (
        of_side(stand, side).drop(list(without), errors="ignore") for side in (one, other)
    )
    gaps = (first - second).abs().dropna()
    return float(gaps.mean()) if len(gaps) else None


def of_side(stand: pd.DataFrame, side: str) -> pd.Series:
    """The positions of a side by term; empty for one that has not spoken."""
    chosen = stand[stand.index.get_level_values("side") == side]
    return chosen["position"].droplevel("side")


def distance(
    plans: pd.DataFrame,
    on: pd.Timestamp,
    one: str,
    other: str,
    authors: Mapping[str, Sequence[str]] = AUTHORS,
) -> Derived:
    """The distance of two sides on a day, 0 (one position) to 1; rests on their last statements."""
    stand = standing(statements(plans, authors), on)
    rows = behind(plans, stand, one, other)
    value = apart(stand, one, other)
    return derive(value, rows, by=distance, text="not known" if value is None else f"{value:.2f}")


def distance_span(plans: pd.DataFrame, on: pd.Timestamp, one: str, other: str) -> Derived:
    """The lowest and highest distance of two sides that leaving out any one term gives."""
    stand = standing(statements(plans), on)
    found = [apart(stand, one, other, [term]) for term in SCALES]
    told = [value for value in found if value is not None]
    rows = behind(plans, stand, one, other)
    if not told:
        return derive(None, rows, by=distance_span, text="not known")
    text = f"{min(told):.2f} to {max(told):.2f}"
    return derive((min(told), max(told)), rows, by=distance_span, text=text)


def behind(plans: pd.DataFrame, stand: pd.DataFrame, *sides: str) -> pd.DataFrame:
    """The plans on which the standing positions of `sides` rest."""
    wanted = stand.loc[stand.index.get_level_values("side").isin(sides), "key"]
    return plans[plans.index.isin(wanted)]


def tracks(said: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """The positions of every side on every term as steps in time, carried on to `until`.

    Columns of `statements`, and `spoken`: False for the last, carried row. `side` and `term` are
    words.
    """
    last = standing(said, until).reset_index().assign(at=until, spoken=False)
    table = pd.concat([said.assign(spoken=True), last], ignore_index=True)
    return table.assign(side=table["side"].map(SIDES), term=table["term"].map(TERMS))


def distances(said: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """The distance of each pair of sides on `since`, on every day of a statement, and on `until`.

    Columns: `at`, `one`, `other`, `pair` (words), `distance` (0 to 1; rows without one are left out),
    `steps` (keys of the plans on which the two positions rest).
    """
    between = said.loc[said["at"].gt(since) & said["at"].le(until), "at"]
    days = sorted({since, until, *between})
    stand = carried(said.assign(position=said["position"].astype(float)), "position", days)
    keys = carried(said, "key", days)
    parts = [
        pd.DataFrame(
            {
                "at": stand.index,
                "one": one,
                "other": other,
                "pair": f"{SIDES[one]} and {SIDES[other]}",
                "distance": (stand[one] - stand[other]).abs().mean(axis=1).to_numpy(),
                "steps": [tuple(row.dropna().unique()) for _, row in keys[[one, other]].iterrows()],
            }
        )
        for one, other in PAIRS
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset="distance")


def carried(said: pd.DataFrame, what: str, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """What stands in column `what` on each of `days` (rows, in order), by side and term (columns)."""
    columns = pd.MultiIndex.from_product([SIDES, SCALES])
    wide = said.groupby(["at", "side", "term"])[what].last().unstack(["side", "term"])
    return wide.reindex(columns=columns).sort_index().ffill().reindex(days, method="ffill")


def moved(said: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Each side on each term at both ends of a time: what it said last by then, and when.

    Columns: `side`, `term` (words), `value_start`, `at_start`, `value_end`, `at_end`, `shift`
    (towards Moscow's aim where positive; missing if the side had not spoken by the start).
    """
    first, last = standing(said, start), standing(said, end)
    both = last.join(first, how="left", lsuffix="_end", rsuffix="_start").reset_index()
    shift = both["position_end"] - both["position_start"]
    order = both["side"].map({side: place for place, side in enumerate(SIDES)})
    rank = both["term"].map({term: place for place, term in enumerate(TERMS)})
    both = both.assign(shift=shift, order=order, rank=rank).sort_values(["order", "rank"])
    named = both.assign(side=both["side"].map(SIDES), term=both["term"].map(TERMS))
    columns = ["side", "term", "value_start", "at_start", "value_end", "at_end", "shift"]
    return named[columns].reset_index(drop=True)


def changes(
    plans: pd.DataFrame, side: str, since: pd.Timestamp, terms: Sequence[str] = tuple(SCALES)
) -> Derived:
    """How often a side said something else on a term, after `since`, than it had said last.

    Rests on all its statements on these terms after `since`.
    """
    said = statements(plans)
    own = said[said["side"].eq(side) & said["term"].isin(list(terms))]
    moved = own.groupby("term")["position"].diff().fillna(0).ne(0)
    late = own["at"].gt(since)
    rows = plans[plans.index.isin(own.loc[late, "key"])]
    return derive(int((moved & late).sum()), rows, by=changes)


def extreme(
    plans: pd.DataFrame,
    since: pd.Timestamp,
    until: pd.Timestamp,
    pair: tuple[str, str],
    *,
    farthest: bool,
) -> Derived:
    """The largest or the smallest distance of two sides between two days."""
    said = statements(plans)
    table = distances(said, since, until)
    own = table[table["one"].eq(pair[0]) & table["other"].eq(pair[1])]
    if own.empty:
        return derive(None, plans.iloc[:0], by=extreme, text="not known")
    row = own.sort_values("distance").iloc[-1 if farthest else 0]
    rows = behind(plans, standing(said, row["at"]), *pair)
    return derive(float(row["distance"]), rows, by=extreme, text=f"{row['distance']:.2f}")
