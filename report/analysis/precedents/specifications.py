"""The same comparison made in every defensible way: a range of estimates, never one p-value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from report.analysis.precedents.evidence import Evidence, by_class, by_coder, by_dates
from report.analysis.precedents.spells import settlements, spells
from report.analysis.precedents.survival import log_rank_p, quiet_shares
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
    """One defensible way to set up the comparison, and what of the set-up it changes."""

    name: str
    kind: str
    rows: Callable[[Evidence, dt.date], pd.DataFrame]


def coded(recode: Callable[[Evidence], pd.DataFrame]) -> Callable[[Evidence, dt.date], pd.DataFrame]:
    """Spells of the main stratum under another coding of the rows."""
    return lambda evidence, until: spells(settlements(recode(evidence)), until)


def chosen(keep: Callable[[Evidence, pd.DataFrame], pd.Series]) -> Callable:
    """Spells of the main stratum, only those that `keep` marks."""

    def rows(evidence: Evidence, until: dt.date) -> pd.DataFrame:
        main = spells(settlements(evidence.precedents), until)
        return main[keep(evidence, main).fillna(False).astype(bool)]

    return rows


def changed(change: Callable[[Evidence, pd.DataFrame], pd.DataFrame]) -> Callable:
    """Spells of the main stratum, changed after they were made."""
    return lambda evidence, until: change(
        evidence, spells(settlements(evidence.precedents), until)
    )


def counting_only(kept: Callable[[Evidence, pd.DataFrame], pd.Series]) -> Callable:
    """Spells in which only some attacks count; the others end the observation on their day."""
    return changed(
        lambda evidence, rows: rows.assign(
            attacked=rows["attacked"] & kept(evidence, rows).fillna(False).astype(bool)
        )
    )


def listed(evidence: Evidence, rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of the inclusion lists, aligned with the spells."""
    return evidence.clusters[column].reindex(rows.index)


def first_in_dyad(evidence: Evidence, rows: pd.DataFrame) -> pd.Series:
    """Whether a spell is the first of its dyad."""
    in_time = rows.sort_values(["settled_on", "precedent_id"])
    firsts = ~listed(evidence, in_time, "dyad_cluster").duplicated()
    return firsts.reindex(rows.index)


def struck_by_target(evidence: Evidence, rows: pd.DataFrame) -> pd.Series:
    """Whether the side at risk struck first, by the alternative codings."""
    return evidence.alternatives["target_struck_first"].reindex(rows.index).eq("yes")


def replaced_attacked(_: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Every spell that another settlement ended counts as attacked on that day: the worst case."""
    return rows.assign(attacked=rows["attacked"] | rows["end_state"].eq("replaced"))


def replaced_quiet(until: dt.date, rows: pd.DataFrame) -> pd.DataFrame:
    """Every spell that another settlement ended counts as quiet to the last day: the best case."""
    whole = (pd.Timestamp(until) - rows["settled_on"]).dt.days / 365.25
    ended = rows["end_state"].eq("replaced") & ~rows["attacked"]
    return rows.assign(years=rows["years"].mask(ended, whole))


def year(rows: pd.DataFrame) -> pd.Series:
    """The year of the settlement."""
    return rows["settled_on"].dt.year


SPECIFICATIONS = (
    Specification("As adjudicated", "main", coded(lambda e: e.precedents)),
    Specification("First coder", "coding", coded(lambda e: by_coder(e, "coder1"))),
    Specification("Second coder", "coding", coded(lambda e: by_coder(e, "coder2"))),
    Specification("All other classes", "coding", coded(by_class)),
    Specification("Wider scope", "coding", coded(lambda e: by_class(e, direction=1))),
    Specification("Narrower scope", "coding", coded(lambda e: by_class(e, direction=-1))),
    Specification("Earlier attack dates", "dates", coded(lambda e: by_dates(e, "alt_early"))),
    Specification("Later attack dates", "dates", coded(lambda e: by_dates(e, "alt_late"))),
    Specification(
        "Large attacks only", "threshold", counting_only(lambda _, r: r["renewed_kind"].isin(LARGE))
    ),
    Specification(
        "Phased conquest only",
        "threshold",
        counting_only(lambda _, r: r["end_state"].eq("phased_conquest")),
    ),
    Specification(
        "Not where target struck first",
        "threshold",
        counting_only(lambda e, r: ~struck_by_target(e, r)),
    ),
    Specification(
        "With guarantee-only rows", "inclusion", lambda e, until: spells(e.precedents, until)
    ),
    Specification(
        "Without internal deals", "inclusion", chosen(lambda _, r: mark(r, without=INTERNAL))
    ),
    Specification(
        "Without doubtful rows", "inclusion", chosen(lambda _, r: mark(r, without=DOUBTFUL))
    ),
    Specification(
        "Named in the brief", "inclusion", chosen(lambda e, r: listed(e, r, "named_in_brief"))
    ),
    Specification(
        "Not named in the brief", "inclusion", chosen(lambda e, r: ~listed(e, r, "named_in_brief"))
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
    Specification("Settled 1945 to 1989", "inclusion", chosen(lambda _, r: year(r).between(1945, 1989))),
    Specification("Settled since 1990", "inclusion", chosen(lambda _, r: year(r).ge(1990))),
    Specification("Replaced = attacked", "censoring", changed(replaced_attacked)),
    Specification(
        "Replaced = quiet since",
        "censoring",
        lambda e, until: replaced_quiet(until, spells(settlements(e.precedents), until)),
    ),
)


def mark(rows: pd.DataFrame, *, without: tuple[str, ...]) -> pd.Series:
    """Which rows are not among the ids in `without`."""
    return pd.Series(~rows.index.isin(without), index=rows.index)


def estimates(evidence: Evidence, contrast: Contrast, until: dt.date) -> pd.DataFrame:
    """The contrast under every specification, in the order of `SPECIFICATIONS`.

    Columns: `specification`, `kind`, `n_first`, `n_second` (spells), `attacks_first`,
    `attacks_second`, `estimate` (difference, in percentage points, of the Kaplan-Meier shares not
    attacked within ten years), `low`, `high` (95 per cent, dyads drawn with replacement: Field and
    Welsh 2007, https://doi.org/10.1111/j.1467-9868.2007.00593.x) and `p` (log-rank). Estimates are
    missing where a group is empty.
    """
    lines = [
        {
            "specification": way.name,
            "kind": way.kind,
            **compared(way.rows(evidence, until), evidence, contrast),
        }
        for way in SPECIFICATIONS
    ]
    return pd.DataFrame(lines)


def compared(rows: pd.DataFrame, evidence: Evidence, contrast: Contrast) -> Mapping[str, float]:
    """One line of `estimates`."""
    first, second = rows[contrast.first(rows)], rows[contrast.second(rows)]
    both = pd.concat([first, second])
    groups = pd.Series([0] * len(first) + [1] * len(second), index=both.index)
    low, high = cluster_interval(first, second, evidence)
    return {
        "n_first": len(first),
        "n_second": len(second),
        "attacks_first": int(first["attacked"].sum()),
        "attacks_second": int(second["attacked"].sum()),
        "estimate": difference(first, second),
        "low": low,
        "high": high,
        "p": log_rank_p(both, groups),
    }


def difference(first: pd.DataFrame, second: pd.DataFrame) -> float:
    """First minus second: percentage points of spells not attacked within `HORIZON` years."""
    once = [quiet_shares(rows, np.ones((1, len(rows))), HORIZON)[0] for rows in (first, second)]
    return float(100 * (once[0] - once[1]))


def cluster_interval(
    first: pd.DataFrame, second: pd.DataFrame, evidence: Evidence, draws: int = DRAWS
) -> tuple[float, float]:
    """The middle 95 per cent of the difference over draws of whole dyads; seeded."""
    both = pd.concat([first, second])
    dyads, _ = pd.factorize(listed(evidence, both, "dyad_cluster"), sort=True)
    count = int(dyads.max(initial=-1)) + 1
    if not len(first) or not len(second):
        return float("nan"), float("nan")
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=draws)
    weights = drawn[:, dyads]
    ahead = quiet_shares(first, weights[:, : len(first)], HORIZON)
    behind = quiet_shares(second, weights[:, len(first) :], HORIZON)
    low, high = np.nanpercentile(100 * (ahead - behind), [2.5, 97.5])
    return float(low), float(high)


def left_out(rows: pd.DataFrame, groups: pd.Series, contrast: Contrast) -> pd.DataFrame:
    """The contrast with each of `groups` (single spells, or dyads) left out in turn.

    Index: the group left out; columns: `estimate` (percentage points), `p` (log-rank).
    """
    lines = {}
    for name in sorted(groups.unique()):
        kept = rows[groups.ne(name)]
        first, second = contrast.first(kept), contrast.second(kept)
        both = kept[first | second]
        lines[name] = {
            "estimate": difference(kept[first], kept[second]),
            "p": log_rank_p(both, first[first | second]),
        }
    return pd.DataFrame(lines).T


def estimate_range(table: pd.DataFrame, rows: pd.DataFrame) -> Derived:
    """From the lowest to the highest estimate, in whole percentage points, from the spells `rows`."""
    ends = Between(round(table["estimate"].min()), round(table["estimate"].max()))
    return derive(ends, rows, by=estimates)


def p_range(table: pd.DataFrame, rows: pd.DataFrame) -> Derived:
    """From the lowest to the highest p-value."""
    low, high = float(table["p"].min()), float(table["p"].max())
    lower = "under 0.01" if low < 0.01 else f"{low:.2f}"
    return derive(Between(low, high), rows, by=estimates, text=f"{lower} to {high:.2f}")
