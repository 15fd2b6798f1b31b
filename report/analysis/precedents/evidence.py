"""The precedents with everything that could be said of them otherwise: codings, dates, classes, dyads."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

REPRESENTATIVE = {"weak": "none", "middle": "observers", "strong": "bilateral_defence_treaty"}
ORDER = ("weak", "middle", "strong")
PRECISION_OF_LENGTH = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Four frames, all indexed by precedent: the rows and their alternatives.

    `precedents`: the adjudicated rows; `codings`: what either coder wrote; `alternatives`: other
    defensible dates and classes; `clusters`: dyads and lists of inclusion.
    """

    precedents: pd.DataFrame
    codings: pd.DataFrame
    alternatives: pd.DataFrame
    clusters: pd.DataFrame

    @property
    def dyads(self) -> pd.Series:
        """The dyad of each precedent, aligned with the rows."""
        return self.clusters["dyad_cluster"].reindex(self.precedents.index)


def by_coder(evidence: Evidence, coder: str) -> pd.DataFrame:
    """The precedents with the guarantee type and the attack date of `coder1` or `coder2`."""
    codes = evidence.codings.reindex(evidence.precedents.index)
    typed = evidence.precedents.assign(
        guarantee_type=codes[f"guarantee_type_{coder}"].fillna(
            evidence.precedents["guarantee_type"]
        )
    )
    return attacked_on(typed, codes[f"renewed_attack_on_{coder}"])


def by_dates(evidence: Evidence, column: str) -> pd.DataFrame:
    """The precedents with the other defensible dates of `alt_early` or `alt_late`, where there are any."""
    other = evidence.alternatives[column].reindex(evidence.precedents.index)
    changed = other.notna()
    redated = attacked_on(evidence.precedents, other)
    return redated.where(changed, evidence.precedents).astype(evidence.precedents.dtypes)


def by_class(evidence: Evidence, *, direction: int = 0) -> pd.DataFrame:
    """The precedents with the other defensible guarantee class, where there is one.

    `direction` 1 takes only readings that make a guarantee stronger (the wider scope), -1 only
    weaker ones (the narrower), 0 all.
    """
    old = evidence.precedents["guarantee_type"]
    other = evidence.alternatives["alt_class"].reindex(old.index)
    readings = other.map(lambda name: REPRESENTATIVE.get(name, name), na_action="ignore")
    taken = readings.notna()
    if direction:
        taken &= (readings.map(rank) - old.map(rank)).mul(direction).gt(0).fillna(False)
    return evidence.precedents.assign(guarantee_type=old.mask(taken, readings))


def rank(guarantee_type: object) -> float:
    """The place of a guarantee type's class from weak (0) to strong (2)."""
    from report.analysis.precedents.spells import CLASS_OF

    return float(ORDER.index(CLASS_OF[guarantee_type])) if guarantee_type in CLASS_OF else float("nan")


def attacked_on(rows: pd.DataFrame, dates: pd.Series) -> pd.DataFrame:
    """`rows` with other attack dates, as texts of a day, a month or a year; missing is no attack.

    Where no attack is read into a row that has one, the spell is observed to the date that was
    denied: it was quiet until then at least. `censored` is such a denial.
    """
    texts = dates.astype("string").replace("censored", pd.NA)
    return rows.assign(
        renewed_attack_on=pd.to_datetime(texts, format="ISO8601"),
        renewed_precision=texts.str.len().map(PRECISION_OF_LENGTH).astype("string"),
    )
