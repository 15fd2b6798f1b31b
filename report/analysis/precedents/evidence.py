"""The precedents with all that could be said of them otherwise: codings, dates, classes, dyads."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from report.analysis.precedents.spells import CLASS_OF, CLASSES

# One type of each class, to write an alternative that names the class alone. A reading of `none`
# among the alternatives means the weak class.
TYPE_OF_CLASS = {
    "none": "none",
    "middle": "observers",
    "strong": "bilateral_defence_treaty",
}


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
        """The dyad of each precedent."""
        return self.clusters["dyad_cluster"].reindex(self.precedents.index)


def by_coder(evidence: Evidence, coder: str) -> pd.DataFrame:
    """The precedents with the guarantee type and the attack date of `coder1` or `coder2`.

    Where a coder saw no attack in a row that has one, the spell is observed to the day of the
    attack that was denied: it was quiet until then at least.
    """
    codes = evidence.codings.reindex(evidence.precedents.index)
    date = f"renewed_attack_on_{coder}"
    return evidence.precedents.assign(
        guarantee_type=codes[f"guarantee_type_{coder}"],
        renewed_attack_on=codes[date],
        renewed_precision=codes[f"{date}_precision"],
    )


def by_dates(evidence: Evidence, column: str) -> pd.DataFrame:
    """The precedents with the other defensible dates of `alt_early` or `alt_late`.

    Rows without one keep their date. With `alt_late` a spell that can be read as never attacked is
    observed to the date that is denied.
    """
    rows = evidence.precedents
    other = evidence.alternatives.reindex(rows.index)
    given = other[column].notna()
    denied = other["alt_censored"].fillna(False).astype(bool) & (column == "alt_late")
    return rows.assign(
        renewed_attack_on=rows["renewed_attack_on"].mask(given | denied, other[column]),
        renewed_precision=rows["renewed_precision"].mask(
            given | denied, other[f"{column}_precision"]
        ),
    )


def by_class(evidence: Evidence, *, direction: int = 0) -> pd.DataFrame:
    """The precedents with the other defensible guarantee class, where there is one.

    `direction` 1 takes only readings that make a guarantee stronger (the wider scope), -1 only
    weaker ones (the narrower scope), 0 all. A reading within the same class changes nothing.
    """
    old = evidence.precedents["guarantee_type"]
    read = evidence.alternatives["alt_class"].reindex(old.index).map(TYPE_OF_CLASS)
    step = place(read) - place(old)
    taken = step.mul(direction).gt(0) if direction else step.ne(0) & step.notna()
    return evidence.precedents.assign(guarantee_type=old.mask(taken, read))


def place(guarantee_type: pd.Series) -> pd.Series:
    """The place of each type's class from weak (0) to strong (2)."""
    return guarantee_type.map(CLASS_OF).map(CLASSES.index, na_action="ignore").astype(float)
