"""Dates that carry a precision: a day, a month or a year is an interval, and a lag inherits it."""

from __future__ import annotations

import pandas as pd

from report.derived import Between

PRECISIONS = ("day", "month", "year")


def earliest(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The first day that each date can mean.

    `dates` are timestamps (a month is its first day, a year its first of January), `precision` is
    one of `PRECISIONS`, aligned with them. Missing dates stay missing.
    """
    by_month = dates.dt.to_period("M").dt.start_time
    by_year = dates.dt.to_period("Y").dt.start_time
    return dates.mask(precision.eq("month"), by_month).mask(precision.eq("year"), by_year)


def latest(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The last day that each date can mean; shapes as in `earliest`."""
    by_month = dates.dt.to_period("M").dt.end_time.dt.normalize()
    by_year = dates.dt.to_period("Y").dt.end_time.dt.normalize()
    return dates.mask(precision.eq("month"), by_month).mask(precision.eq("year"), by_year)


def with_bounds(
    frame: pd.DataFrame, date: str = "date", precision: str = "date_precision"
) -> pd.DataFrame:
    """`frame` with two more columns, `earliest` and `latest`: the days that `date` can mean."""
    return frame.assign(
        earliest=earliest(frame[date], frame[precision]),
        latest=latest(frame[date], frame[precision]),
    )


def lag(start: pd.Series, end: pd.Series) -> Between:
    """Days from one dated row to a later one, as an interval where either is not known to the day.

    Both rows come from `with_bounds`. The low end never falls under 0: the order of the two is known
    from the chain they belong to, only the days are not.
    """
    low = (end["earliest"] - start["latest"]).days
    high = (end["latest"] - start["earliest"]).days
    return Between(max(0, low), max(0, high))
