"""What the partners in Ukraine's network pledged for the first year, each in its own currency."""

from __future__ import annotations

import pandas as pd

from report.analysis.guarantees.families import network
from report.derived import Derived, derive


def pledges(frameworks: pd.DataFrame) -> pd.DataFrame:
    """The network's agreements that name a sum or a frame of several years, by day of signature.

    Columns added: `sum` (billions, derived, in the currency of the text). The sums are not added
    up: some are military, some mix civil and military help, one repeats aid already given, and the
    currencies differ (codebook of the guarantees, 2).
    """
    chosen = network(frameworks)
    chosen = chosen[chosen["first_year_pledge_value"].notna() | chosen["pledge_multi_year"].notna()]
    sums = [billions(chosen.loc[[name]]) for name in chosen.index]
    return chosen.assign(sum=sums)


def billions(row: pd.DataFrame) -> Derived | None:
    """The sum of one agreement as text: "EUR 7.1 billion", "EUR 112 million"."""
    value, currency = row["first_year_pledge_value"].iloc[0], row["pledge_currency"].iloc[0]
    if pd.isna(value):
        return None
    large = value >= 1e9
    figure = f"{value / (1e9 if large else 1e6):,.2f}".rstrip("0").rstrip(".")
    text = f"{currency}\N{NO-BREAK SPACE}{figure}\N{NO-BREAK SPACE}{'bn' if large else 'm'}"
    return derive(float(value), row, by=pledges, unit=str(currency), text=text)


def stated_sums(frameworks: pd.DataFrame, column: str = "first_year_pledge_value") -> Derived:
    """How many agreements of the network name a sum for the first year (or what `column` holds)."""
    chosen = network(frameworks)
    rows = chosen[chosen[column].notna()]
    return derive(len(rows), rows, by=stated_sums)
