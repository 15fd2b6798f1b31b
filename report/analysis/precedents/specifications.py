"""The same comparison made in every defensible way: a range of estimates, never one p-value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from report.analysis.precedents.evidence import Evidence, by_class, by_coder, by_dates
from report.analysis.precedents.spells import DAYS_A_YEAR, settlements, spells
from report.analysis.precedents.survival import p_text, quiet_shares, two_group_ps
from report.derived import Between, Derived, derive

HORIZON = 10
DRAWS = 400
SEED = 19380930

# The codebook's run `no_internal`: deals inside one state (second edition, Unit and population).
INTERNAL = (
    "doha_2020",
    "erdut_1995",
    "geneva_afghan_1988",
    "khasavyurt_1996",
    "kosovo_1998",
    "laos_1973",
)
# The codebook's rows kept with doubt (Strata).
DOUBTFUL = ("berlin_1949", "finland_1948", "switzerland_1815")
TRUCES = ("armistice", "ceasefire")
# What set-ups select and change by: a frame without the long texts is quick to cut.
USED = (
    "attacked",
    "end_state",
    "guarantee_class",
    "guarantee_type",
    "observed_until",
    "precedent_id",
    "renewed_kind",
    "settled_on",
    "settlement_type",
    "sources",
    "years",
)
LARGE = ("full_invasion", "takeover", "annexation")


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two groups of spells to compare: how a spell is known to belong to the first, or the second."""

    name: str
    first: Callable[[pd.DataFrame], pd.Series]
    second: Callable[[pd.DataFrame], pd.Series]


STRONG_WEAK = Contrast(
    "strong against weak",
    lambda rows: rows["guarantee_class"].eq("strong"),
    lambda rows: rows["guarantee_class"].eq("weak"),
)
TROOPS_REST = Contrast(
    "foreign troops against all others",
    lambda rows: rows["guarantee_type"].eq("foreign_combat_troops"),
    lambda rows: rows["guarantee_type"].ne("foreign_combat_troops"),
)
MIDDLE_WEAK = Contrast(
    "observers and peacekeepers against weak",
    lambda rows: rows["guarantee_class"].eq("middle"),
    lambda rows: rows["guarantee_class"].eq("weak"),
)


@dataclass(frozen=True, slots=True)
class Specification:
    """One defensible way to set up the comparison.

    `kind` says what of the set-up it changes. `recode` reads the precedents otherwise before spells
    are made of them; `change` takes the spells of the main stratum and selects or alters them.
    """

    name: str
    kind: str
    change: Callable[[Evidence, pd.DataFrame], pd.DataFrame] = lambda _, rows: rows
    recode: Callable[[Evidence], pd.DataFrame] | None = None


def chosen(keep: Callable[[Evidence, pd.DataFrame], pd.Series]) -> Callable:
    """Only the spells that `keep` marks."""
    return lambda evidence, rows: rows[truth(keep(evidence, rows))]


def counting(kept: Callable[[Evidence, pd.DataFrame], pd.Series]) -> Callable:
    """Only some attacks count; the others end the observation on their day."""
    return lambda evidence, rows: rows.assign(
        attacked=rows["attacked"] & truth(kept(evidence, rows))
    )


def truth(marks: pd.Series) -> pd.Series:
    """Marks as plain booleans, a missing one being no."""
    return marks.fillna(False).astype(bool)


def listed(evidence: Evidence, rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of the inclusion lists, aligned with the spells."""
    return evidence.clusters[column].reindex(rows.index)


def outside(rows: pd.DataFrame, ids: tuple[str, ...]) -> pd.Series:
    """Which rows are not among `ids`."""
    return pd.Series(~rows.index.isin(ids), index=rows.index)


def first_in_dyad(evidence: Evidence, rows: pd.DataFrame) -> pd.Series:
    """Which spells are the first of their dyad."""
    in_time = rows.sort_values(["settled_on", "precedent_id"])
    return (~listed(evidence, in_time, "dyad_cluster").duplicated()).reindex(rows.index)


def struck_by_target(evidence: Evidence, rows: pd.DataFrame) -> pd.Series:
    """Where the side at risk struck first, by the alternative codings."""
    return evidence.alternatives["target_struck_first"].reindex(rows.index).eq("yes")


def replaced_attacked(_: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Every spell that another settlement ended counts as attacked on that day: the worst case."""
    return rows.assign(attacked=rows["attacked"] | truth(rows["end_state"].eq("replaced")))


def replaced_quiet(_: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Every spell that another settlement ended counts as quiet to the last day: the best case."""
    whole = (rows["observed_until"].max() - rows["settled_on"]).dt.days / DAYS_A_YEAR
    ended = truth(rows["end_state"].eq("replaced")) & ~rows["attacked"]
    return rows.assign(years=rows["years"].mask(ended, whole))


def year(rows: pd.DataFrame) -> pd.Series:
    """The year of the settlement."""
    return rows["settled_on"].dt.year


SPECIFICATIONS = (
    Specification("As adjudicated", "main"),
    Specification("First coder", "coding", recode=lambda e: by_coder(e, "coder1")),
    Specification("Second coder", "coding", recode=lambda e: by_coder(e, "coder2")),
    Specification("All other classes", "coding", recode=by_class),
    Specification("Wider scope", "coding", recode=lambda e: by_class(e, direction=1)),
    Specification("Narrower scope", "coding", recode=lambda e: by_class(e, direction=-1)),
    Specification("Earlier attack dates", "dates", recode=lambda e: by_dates(e, "alt_early")),
    Specification("Later attack dates", "dates", recode=lambda e: by_dates(e, "alt_late")),
    Specification(
        "Large attacks only", "threshold", counting(lambda _, r: r["renewed_kind"].isin(LARGE))
    ),
    Specification(
        "Lasting conquest only",
        "threshold",
        counting(lambda _, r: r["end_state"].eq("phased_conquest")),
    ),
    Specification(
        "Not where target struck",
        "threshold",
        counting(lambda e, r: ~struck_by_target(e, r)),
    ),
    Specification(
        "With guarantee-only rows",
        "inclusion",
        recode=lambda e: e.precedents.assign(stratum="settlement"),
    ),
    Specification("Without internal deals", "inclusion", chosen(lambda _, r: outside(r, INTERNAL))),
    Specification("Without doubtful rows", "inclusion", chosen(lambda _, r: outside(r, DOUBTFUL))),
    Specification(
        "On the first list", "inclusion", chosen(lambda e, r: listed(e, r, "named_in_brief"))
    ),
    Specification(
        "Not on the first list", "inclusion", chosen(lambda e, r: ~listed(e, r, "named_in_brief"))
    ),
    Specification(
        "Inter-state wars only", "inclusion", chosen(lambda e, r: listed(e, r, "cow_war").notna())
    ),
    Specification(
        "Without neutralisations", "inclusion", chosen(lambda e, r: ~listed(e, r, "neutralisation"))
    ),
    Specification("First spell of each dyad", "inclusion", chosen(first_in_dyad)),
    Specification(
        "Truces only", "inclusion", chosen(lambda _, r: r["settlement_type"].isin(TRUCES))
    ),
    Specification("Settled since 1945", "inclusion", chosen(lambda _, r: year(r).ge(1945))),
    Specification(
        "Settled 1945 to 1989", "inclusion", chosen(lambda _, r: year(r).between(1945, 1989))
    ),
    Specification("Settled since 1990", "inclusion", chosen(lambda _, r: year(r).ge(1990))),
    Specification("Replaced = attacked", "censoring", replaced_attacked),
    Specification("Replaced = quiet since", "censoring", replaced_quiet),
)


def ways(evidence: Evidence, until: dt.date) -> dict[str, pd.DataFrame]:
    """The spells of every specification, by its name, in the order of `SPECIFICATIONS`."""
    main = main_spells(evidence.precedents, until)
    made = {
        way.name: main_spells(way.recode(evidence), until) if way.recode else main
        for way in SPECIFICATIONS
    }
    return {way.name: way.change(evidence, made[way.name]) for way in SPECIFICATIONS}


def main_spells(rows: pd.DataFrame, until: dt.date) -> pd.DataFrame:
    """The spells of the main stratum, without the texts that no set-up looks at."""
    return settlements(spells(rows, until))[list(USED)]


def estimates(
    spells_by_way: Mapping[str, pd.DataFrame], dyads: pd.Series, contrast: Contrast
) -> pd.DataFrame:
    """The contrast under every specification; `spells_by_way` comes from `ways`.

    Columns: `specification`, `kind`, `n_first`, `n_second` (spells), `attacks_first`,
    `attacks_second`, `estimate` (difference, in percentage points, of the Kaplan-Meier shares not
    attacked within ten years), `low`, `high` (95 per cent, dyads drawn with replacement: Field and
    Welsh 2007, https://doi.org/10.1111/j.1467-9868.2007.00593.x), `p` (log-rank) and `steps` (keys of
    the precedents compared, the first group's before the second's). Estimates are missing where a
    group is empty.
    """
    kinds = {way.name: way.kind for way in SPECIFICATIONS}
    lines = [
        {"specification": name, "kind": kinds[name], **compared(rows, dyads, contrast)}
        for name, rows in spells_by_way.items()
    ]
    return pd.DataFrame(lines)


def compared(rows: pd.DataFrame, dyads: pd.Series, contrast: Contrast) -> dict[str, object]:
    """One line of `estimates`."""
    rows, first = within(rows, contrast)
    ahead, behind = rows[first], rows[~first]
    low, high = interval(rows, first, dyads) if first.nunique() == 2 else (np.nan, np.nan)
    once = np.ones((1, len(rows)))
    return {
        "n_first": len(ahead),
        "n_second": len(behind),
        "attacks_first": int(ahead["attacked"].sum()),
        "attacks_second": int(behind["attacked"].sum()),
        "estimate": float(difference(rows, first, once)[0]),
        "low": low,
        "high": high,
        "p": float(two_group_ps(rows, first, once)[0]),
        "steps": (*ahead.index, *behind.index),
    }


def interval(rows: pd.DataFrame, first: pd.Series, dyads: pd.Series) -> tuple[float, float]:
    """The middle 95 per cent of the difference over draws of whole dyads."""
    drawn = difference(rows, first, draws(dyads.reindex(rows.index)))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def within(rows: pd.DataFrame, contrast: Contrast) -> tuple[pd.DataFrame, pd.Series]:
    """Length and end of the spells that a contrast compares, and which are in its first group."""
    first, second = contrast.first(rows).astype(bool), contrast.second(rows).astype(bool)
    return rows[["years", "attacked"]][first | second], first[first | second]


def draws(dyads: pd.Series) -> np.ndarray:
    """How often each spell counts when whole dyads are drawn with replacement; seeded."""
    codes, names = pd.factorize(dyads, sort=True)
    count = len(names)
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=DRAWS)
    return drawn[:, codes]


def difference(rows: pd.DataFrame, first: pd.Series, weights: np.ndarray) -> np.ndarray:
    """First minus the rest, in percentage points not attacked within `HORIZON` years, by weights."""
    inside = first.to_numpy(dtype=bool)
    ahead = quiet_shares(rows[inside], weights[:, inside], HORIZON)
    return 100 * (ahead - quiet_shares(rows[~inside], weights[:, ~inside], HORIZON))


def left_out(spells: pd.DataFrame, groups: pd.Series, contrast: Contrast) -> pd.DataFrame:
    """The contrast with each of `groups` (single spells, or dyads) left out in turn.

    Index: the group left out; columns: `estimate` (percentage points), `p` (log-rank).
    """
    rows, first = within(spells, contrast)
    codes, names = pd.factorize(groups.reindex(rows.index), sort=True)
    weights = (codes[None, :] != np.arange(len(names))[:, None]).astype(float)
    return pd.DataFrame(
        {
            "estimate": difference(rows, first, weights),
            "p": two_group_ps(rows, first, weights),
        },
        index=pd.Index(names, name="left_out"),
    )


def one_more(spells: pd.DataFrame, contrast: Contrast) -> pd.Series:
    """The log-rank p-value if one quiet spell of the first group had been attacked on its last day.

    Index: the spells, one after the other. How few recoded cases a result survives: the idea of the
    fragility index, Walsh and others 2014, https://doi.org/10.1016/j.jclinepi.2013.10.019.
    """
    rows, first = within(spells, contrast)
    once = np.ones((1, len(rows)))
    quiet = rows.index[first & ~rows["attacked"]]
    recoded = {
        name: rows.assign(attacked=rows["attacked"] | (rows.index == name)) for name in quiet
    }
    values = {name: two_group_ps(told, first, once)[0] for name, told in recoded.items()}
    return pd.Series(values, name="p", dtype=float)


def points_of(table: pd.DataFrame, name: str, rows: pd.DataFrame) -> Derived:
    """The estimate of one specification with its sign, in whole percentage points."""
    value = round(float(lined(table, name)["estimate"]))
    return derive(value, rows, by=estimates, text=signed(value))


def interval_of(table: pd.DataFrame, name: str, rows: pd.DataFrame) -> Derived:
    """The 95 per cent interval of one specification, in whole percentage points."""
    line = lined(table, name)
    value = Between(round(float(line["low"])), round(float(line["high"])))
    text = f"{signed(value.low)} to {signed(value.high)}"
    return derive(value, rows, by=estimates, text=text)


def p_of(table: pd.DataFrame, name: str, rows: pd.DataFrame) -> Derived:
    """The log-rank p-value of one specification."""
    value = float(lined(table, name)["p"])
    return derive(value, rows, by=estimates, text=p_text(value))


def lined(table: pd.DataFrame, name: str) -> pd.Series:
    """The line of one specification."""
    return table.set_index("specification").loc[name]


def ahead(table: pd.DataFrame, rows: pd.DataFrame) -> Derived:
    """In how many of the specifications the first group stayed quiet more often."""
    count, whole = int(table["estimate"].gt(0).sum()), int(table["estimate"].notna().sum())
    return derive(count, rows, by=estimates, text=f"{count} of {whole}")


def estimate_range(table: pd.DataFrame, rows: pd.DataFrame) -> Derived:
    """From the lowest to the highest estimate, in whole percentage points, from the spells `rows`."""
    ends = Between(round(table["estimate"].min()), round(table["estimate"].max()))
    return derive(ends, rows, by=estimates, text=f"{signed(ends.low)} to {signed(ends.high)}")


def p_range(table: pd.DataFrame, rows: pd.DataFrame) -> Derived:
    """From the lowest to the highest p-value."""
    low, high = float(table["p"].min()), float(table["p"].max())
    text = f"{p_text(low)} to {high:.2f}"
    return derive(Between(low, high), rows, by=estimates, text=text)


def signed(value: float) -> str:
    """A whole number with its sign, minus as a minus."""
    return f"{value:+.0f}".replace("-", "\N{MINUS SIGN}")
