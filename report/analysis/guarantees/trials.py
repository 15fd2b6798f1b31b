"""Which frameworks were put to the test, and whether those who promised acted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from report.analysis.guarantees.families import families
from report.analysis.guarantees.scores import behind, complete, mean_of, scores, totals
from report.derived import Between, Derived, derive

if TYPE_CHECKING:
    from collections.abc import Collection

OUTCOMES = ("not honoured", "partly", "honoured", "deterred so far", "untested")
TRIED = OUTCOMES[:3]
LATER_FACTS = ("forward_presence",)  # scored as of data closure, so no cause of an earlier test


def trials(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Frameworks with what came of them: columns added are `outcome`, `account` and `family`.

    `outcome` is one of `OUTCOMES`, with which each text in `test_outcome` opens; `account` is the
    rest of that text. "Deterred so far" says that no attack was found, not why.
    """
    opening = frameworks["test_outcome"].str.extract(rf"^({'|'.join(OUTCOMES)})", expand=False)
    account = frameworks["test_outcome"].str.replace(r"^[^:]*:\s*", "", regex=True)
    return frameworks.assign(
        outcome=opening,
        account=account.mask(~frameworks["test_outcome"].str.contains(":").fillna(False)),
        family=families(frameworks),
    )


def tried(frameworks: pd.DataFrame, outcome: str | None = None) -> Derived:
    """How many frameworks were tested, or had one `outcome`."""
    told = trials(frameworks)
    wanted = TRIED if outcome is None else (outcome,)
    rows = frameworks[told["outcome"].isin(wanted)]
    return derive(len(rows), rows, by=tried)


def score_by_outcome(provisions: pd.DataFrame, frameworks: pd.DataFrame, outcome: str) -> Derived:
    """The mean text score of the tested frameworks with one outcome, `LATER_FACTS` left out."""
    told = trials(frameworks)
    rows = complete(provisions, told[told["outcome"].eq(outcome)], LATER_FACTS)
    figures = totals(scores(provisions, rows), LATER_FACTS)
    return mean_of(figures, behind(provisions, rows, LATER_FACTS), by=score_by_outcome)


def trend_span(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> Derived:
    """`trend`, from the lowest to the highest value that leaving out one framework gives."""
    told = trials(frameworks)
    tested = complete(provisions, told[told["outcome"].isin(TRIED)], LATER_FACTS)
    values = [trend(provisions, frameworks, [name]) for name in tested.index]
    rows = behind(provisions, tested, LATER_FACTS)
    span = Between(min(values), max(values))
    text = f"{span.low:.2f} to {span.high:.2f}"
    return derive(span, rows, by=trend_span, text=text)


def trend(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, leave_out: Collection[str] = ()
) -> float:
    """Kendall's tau-b between text score and outcome (not honoured < partly < honoured).

    1 when higher scores always went with better outcomes, -1 the reverse. Kendall 1945,
    https://doi.org/10.1093/biomet/33.3.239, for ties.
    """
    told = trials(frameworks)
    asked = told[told["outcome"].isin(TRIED) & ~told.index.isin(leave_out)]
    rows = complete(provisions, asked, LATER_FACTS)
    marks = totals(scores(provisions, rows), LATER_FACTS).to_numpy(dtype=float)
    return tau_b(marks, rows["outcome"].map(TRIED.index).to_numpy(dtype=float))


def tau_b(first: np.ndarray, second: np.ndarray) -> float:
    """Kendall's tau-b of two aligned arrays; not a number where either is constant."""
    one, two = (np.sign(values[:, None] - values[None, :]) for values in (first, second))
    untied = float(np.sqrt((one**2).sum() * (two**2).sum()))
    return float((one * two).sum()) / untied if untied else float("nan")
