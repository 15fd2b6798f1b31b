"""Guarantee texts and drafts of 2025 and 2026 beside the bilateral agreements: stronger, and by how much.

A draft without a signature is compared one by one and never enters a mean. The measure is the margin:
its sum of scores less that of Ukraine's typical agreement (`ua_typical`, the median by dimension) or
of the best clauses of all agreements (`ua_best_clauses`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.analysis.guarantees.families import with_attack_clause
from report.analysis.guarantees.names import short
from report.analysis.guarantees.ranking import (
    BEST,
    DRAWS,
    SEED,
    TYPICAL,
    bundled,
)
from report.analysis.guarantees.scores import DIMENSIONS, HIGHEST, behind, scores
from report.derived import Between, Derived, derive

ONE_CODER = "one_coder"


def since(frameworks: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The frameworks for Ukraine that became known after `day`, in order of time."""
    mine = frameworks["beneficiary"].eq("Ukraine") & frameworks["known_on"].gt(day)
    return frameworks[mine].sort_values(["known_on", "framework_id"])


def unsigned(frameworks: pd.DataFrame) -> pd.DataFrame:
    """The drafts among them: no day of signature."""
    return frameworks[frameworks["signed_on"].isna()]


def margins(
    provisions: pd.DataFrame,
    frameworks: pd.DataFrame,
    recent: pd.DataFrame,
    against: str = TYPICAL,
) -> pd.DataFrame:
    """By how many points each recent text with an attack clause exceeds the row `against`.

    One row a framework: `framework` (short name), `signed`, `total`, `margin` (of plain sums),
    `dropped.low` and `.high` (one dimension left out in turn), `shifted` (one of its own scores one
    up or down), `weighted` (random weights that add up to seven, the middle 90 per cent), `low` and
    `high` over all checks, `binding` (the margin if its legal form were the highest, 3), `steps` (keys
    of the provisions that the text's own scores are).
    The checks are those of `report.analysis.guarantees.rank_ranges`, as far as one coding allows.
    """
    chosen = with_attack_clause(recent)
    table = scores(provisions, chosen).dropna().astype(float)
    base = bundled(provisions, frameworks).loc[against].astype(float)
    gaps = table - base
    parts = {"dropped": dropped(gaps), "shifted": shifted(table, gaps), "weighted": weighted(gaps)}
    ranges = pd.concat(parts, axis=1)
    ranges.columns = [".".join(pair) for pair in ranges.columns]
    rows = pd.DataFrame(
        {
            "framework": short(chosen).reindex(table.index),
            "signed": chosen["signed_on"].notna().reindex(table.index),
            "total": table.sum(axis=1),
            "margin": gaps.sum(axis=1),
            "binding": gaps.sum(axis=1) + HIGHEST - table["legal_form"],
            "steps": [tuple(behind(provisions, chosen.loc[[key]]).index) for key in table.index],
        }
    )
    low, high = ranges.filter(like=".low").min(axis=1), ranges.filter(like=".high").max(axis=1)
    whole = pd.concat([rows, ranges, low.rename("low"), high.rename("high")], axis=1)
    return whole.sort_values(["margin", "high"], ascending=False, kind="stable")


def dropped(gaps: pd.DataFrame) -> pd.DataFrame:
    """The ends of the margins with each dimension left out in turn."""
    margin = gaps.sum(axis=1)
    rest = gaps.rsub(margin, axis=0)
    return pd.DataFrame({"low": rest.min(axis=1), "high": rest.max(axis=1)})


def shifted(table: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """The ends of the margins with one score of the text itself one up or down, within 0 to 3."""
    margin = gaps.sum(axis=1)
    down = table.gt(0).any(axis=1).astype(int)
    up = table.lt(HIGHEST).any(axis=1).astype(int)
    return pd.DataFrame({"low": margin - down, "high": margin + up})


def weighted(gaps: pd.DataFrame) -> pd.DataFrame:
    """The middle 90 per cent of margins under random weights (flat Dirichlet, seeded), times seven."""
    weights = np.random.default_rng(SEED).dirichlet(np.ones(gaps.shape[1]), size=DRAWS)
    drawn = gaps.shape[1] * (gaps.to_numpy(dtype=float) @ weights.T)
    ends = np.quantile(drawn, [0.05, 0.95], axis=1).round(2)
    return pd.DataFrame({"low": ends[0], "high": ends[1]}, index=gaps.index)


def margin(
    table: pd.DataFrame, provisions: pd.DataFrame, recent: pd.DataFrame, key: str
) -> Derived:
    """The margin of one text in a table of `margins`, with a sign."""
    rows = behind(provisions, recent[recent.index == key])
    value = float(table.loc[key, "margin"])
    return derive(value, rows, by=margin, text=signed_number(value))


def margin_span(
    table: pd.DataFrame, provisions: pd.DataFrame, recent: pd.DataFrame, key: str
) -> Derived:
    """The lowest and highest margin of one text over all checks."""
    low, high = (float(table.loc[key, end]) for end in ("low", "high"))
    rows = behind(provisions, recent[recent.index == key])
    text = f"{signed_number(round(low, 1))} to {signed_number(round(high, 1))}"
    return derive(Between(low, high), rows, by=margin_span, text=text)


def signed_number(value: float) -> str:
    """A number with its sign: "+2", "−1.5", "0"."""
    return f"{value:+g}".replace("-", "\N{MINUS SIGN}") if value else "0"


def stronger(
    table: pd.DataFrame,
    provisions: pd.DataFrame,
    recent: pd.DataFrame,
    column: str = "margin",
) -> Derived:
    """How many texts of a table of `margins` lie above nought in a column (`margin`, `low`, …)."""
    above = table.index[table[column].gt(0)]
    rows = behind(provisions, recent[recent.index.isin(table.index)])
    return derive(len(above), rows, by=stronger)


def ahead_on(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, recent: pd.DataFrame, against: str = BEST
) -> Derived:
    """The dimensions on which some recent text scores more than `against`, in words."""
    table = scores(provisions, recent)
    base = bundled(provisions, frameworks).loc[against]
    names = [name for name in DIMENSIONS if table[name].gt(base[name]).any()]
    rows = behind(provisions, recent, set(DIMENSIONS) - set(names))
    text = " and ".join(DIMENSIONS[name].lower() for name in names) or "none"
    return derive(tuple(names), rows, by=ahead_on, text=text)


def by_one_coder(provisions: pd.DataFrame, recent: pd.DataFrame) -> Derived:
    """How many recent texts were scored by one coder alone."""
    rows = behind(provisions, recent)
    single = rows[rows["resolution"].eq(ONE_CODER)]
    return derive(single["framework_id"].nunique(), single, by=by_one_coder)
