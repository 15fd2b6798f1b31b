"""The ledger: every claim with its authored and its computed verdict, and the evidence by day."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from report.analysis.claims.registry import PREDICATES, UNDECIDED
from report.analysis.claims.verdict import NOT_TESTABLE, VERDICTS, Computed, Frames
from report.analysis.dates import with_bounds
from report.derived import Derived, derive

KINDS = ("fact", "hearsay", "judgement", "causal", "analogy", "forecast")
DATASETS = (
    "weapons_decisions",
    "weapon_systems",
    "decision_codes",
    "timeline",
    "settlement_proposals",
    "economic_measures",
    "guarantee_frameworks",
    "guarantee_provisions",
    "precedents",
    "precedent_events",
)
"""What the predicates read."""


def computed(key: str, frames: Frames) -> Computed | None:
    """The computed verdict on a claim; None where no table can decide it.

    Raises what the predicate raises where a row is missing that it needs.
    """
    return PREDICATES[key](frames) if key in PREDICATES else None


def compared(claims: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Claims with both verdicts.

    Columns added: `authored`, `computed` (missing where no table decides), `finding` (the
    `Computed`), `agrees` (missing likewise) and `undecided` (why no table decides; empty otherwise).
    """
    found = [computed(key, frames) for key in claims.index]
    authored = claims["verdict_2024_11_19"]
    verdicts = pd.Series(
        [one.verdict if one else None for one in found], claims.index, dtype="string"
    )
    return claims.assign(
        authored=authored,
        computed=verdicts,
        finding=pd.Series(found, claims.index, dtype="object"),
        agrees=verdicts.eq(authored),
        undecided=[why(row) for _, row in claims.iterrows()],
    )


def why(claim: pd.Series) -> str:
    """Why no table decides a claim; empty where one does."""
    if claim.name in PREDICATES:
        return ""
    if claim["testable"] == "no":
        return "A value, or too general for data."
    return UNDECIDED.get(str(claim.name), "")


def counted(rows: pd.DataFrame) -> Derived:
    """How many claims (or facts) these are."""
    return derive(len(rows), rows, by=counted)


def decided(rows: pd.DataFrame) -> pd.DataFrame:
    """The claims that a table decides."""
    return rows[rows["computed"].notna()]


def by_verdict(rows: pd.DataFrame) -> pd.DataFrame:
    """How many claims of each kind got each authored verdict: `kind`, the verdicts, `all`."""
    lines = []
    for kind in KINDS:
        chosen = rows[rows["kind"].eq(kind)]
        cells = {name: chosen[chosen["verdict_2024_11_19"].eq(name)] for name in VERDICTS}
        counts = {name: counted(cell) if len(cell) else None for name, cell in cells.items()}
        if len(chosen):
            lines.append({"kind": kind.capitalize(), **counts, "all": counted(chosen)})
    return pd.DataFrame(lines, columns=["kind", *VERDICTS, "all"])


def tiles(rows: pd.DataFrame) -> pd.DataFrame:
    """The claims as tiles for the figure: `kind`, `verdict`, `number`, `place` (left to right).

    Within a kind by verdict, then by number.
    """
    order = rows["verdict_2024_11_19"].map(VERDICTS.index)
    sorted_rows = rows.assign(order=order, rank=rows["kind"].map(KINDS.index))
    sorted_rows = sorted_rows.sort_values(["rank", "order", "claim_id"])
    return pd.DataFrame(
        {
            "kind": sorted_rows["kind"].str.capitalize(),
            "verdict": sorted_rows["verdict_2024_11_19"],
            "number": [int(key.removeprefix("claim_")) for key in sorted_rows["claim_id"]],
            "place": sorted_rows.groupby("rank").cumcount(),
            "contradicted": ~sorted_rows["agrees"].fillna(True).astype(bool)
            if "agrees" in sorted_rows
            else False,
        }
    )


def by_day(evidence: pd.DataFrame) -> pd.DataFrame:
    """The facts by the quarter from which they were surely known.

    Columns: `quarter` (its first day), `side`, `n`, `steps` (keys of the facts). A fact known only to
    the year counts in that year's last quarter: from then on it was surely known.
    """
    dated = with_bounds(evidence, "known_on")
    quarter = dated["latest"].dt.to_period("Q").dt.start_time
    keys = dated.assign(quarter=quarter, key=dated.index).groupby(["quarter", "side"])["key"]
    return keys.agg(n="size", steps=tuple).reset_index()


def facts_by_claim(evidence: pd.DataFrame) -> Mapping[tuple[str, str], pd.DataFrame]:
    """The facts on each side of each claim, by the day from which they were known.

    Keys are `claim_id` and `side`; what has no fact is left out.
    """
    dated = with_bounds(evidence, "known_on").sort_values(["latest", "earliest"], kind="stable")
    return dict(iter(dated.groupby(["claim_id", "side"], sort=False)))


def untestable(rows: pd.DataFrame) -> pd.DataFrame:
    """The claims that data cannot bear on."""
    return rows[rows["verdict_2024_11_19"].eq(NOT_TESTABLE) | rows["testable"].eq("no")]
