"""Which frameworks belong together: treaty alliances, lesser instruments, promises, Ukraine's network."""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.derived import Derived, derive

TREATY_KINDS = ("alliance_treaty", "bilateral_defence_treaty", "union_treaty_clause")
PROMISE_KINDS = ("declaration", "political_assurance")
NETWORK_KINDS = ("bilateral_security_agreement", "executive_agreement")

MODERN = "Treaty alliances since 1945"
OLD = "Treaty alliances before 1945"
LESSER = "Statutes, executive agreements, missions"
PROMISES = "Political promises"
NETWORK = "Ukraine’s agreements of 2024"
SILENT = "No attack clause"
UNSIGNED = "Unsigned drafts"
FAMILIES = (MODERN, OLD, LESSER, PROMISES, NETWORK, SILENT, UNSIGNED)


def families(frameworks: pd.DataFrame) -> pd.Series:
    """The family of each framework, one of `FAMILIES`, aligned with the rows.

    A text without a signature is a draft, whatever else it is, and Ukraine's network stays together
    although one of its texts (Croatia's) has no attack clause. For the rest a text that promises
    nothing in case of attack is silent (codebook of the guarantees, rule 7).
    """
    kind, year = frameworks["kind"], frameworks["signed_on"].dt.year
    conditions = (
        (frameworks["signed_on"].isna(), UNSIGNED),
        (is_network(frameworks), NETWORK),
        (frameworks["response_clause"].eq("none"), SILENT),
        (kind.isin(TREATY_KINDS) & year.ge(1945), MODERN),
        (kind.isin(TREATY_KINDS), OLD),
        (kind.isin(PROMISE_KINDS), PROMISES),
    )
    named = np.select(
        [test.to_numpy(dtype=bool, na_value=False) for test, _ in conditions],
        [name for _, name in conditions],
        default=LESSER,
    )
    return pd.Series(named, index=frameworks.index, name="family")


def is_network(frameworks: pd.DataFrame) -> pd.Series:
    """Which rows are Ukraine's bilateral agreements of 2024, the one with Washington among them."""
    return (
        frameworks["beneficiary"].eq("Ukraine")
        & frameworks["kind"].isin(NETWORK_KINDS)
        & frameworks["signed_on"].dt.year.eq(2024).fillna(False)
    )


def network(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Ukraine's bilateral agreements signed in 2024, by day of signature."""
    return frameworks[is_network(frameworks)].sort_values(["signed_on", "framework_id"])


def alliances(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Treaty alliances signed since 1945 that have an attack clause and no end on the frame's day."""
    return frameworks[families(frameworks).eq(MODERN) & frameworks["ended_on"].isna()]


def signed(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Frameworks with a signature: drafts are never averaged or ranked with them."""
    return frameworks[frameworks["signed_on"].notna()]


def with_attack_clause(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Frameworks that promise something in case of attack."""
    return frameworks[frameworks["response_clause"].ne("none")]


def promising(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Signed frameworks with an attack clause: the field within which strength can be compared."""
    return with_attack_clause(signed(frameworks))


def counted(rows: pd.DataFrame) -> Derived:
    """How many rows there are."""
    return derive(len(rows), rows, by=counted)


def signing_day(frameworks: pd.DataFrame, *, last: bool = False) -> Derived:
    """The day on which the first (or the last) of some frameworks was signed."""
    days = frameworks["signed_on"]
    day = days.max() if last else days.min()
    if pd.isna(day):
        return derive(None, frameworks, by=signing_day, text="not known")
    return derive(day.date(), frameworks[days.eq(day)], by=signing_day)
