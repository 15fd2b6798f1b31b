"""Dates that carry a precision: a day, a month or a year is an interval, and a lag inherits it.

A date known to the month lies anywhere from the month's first to its last day. Nothing here replaces
it by its middle: lags, medians and shares are intervals too, after the rules of interval arithmetic
(Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, ch. 2 and 5).
"""

from __future__ import annotations

import pandas as pd

from report.derived import Between, Derived, derive, spelled

PRECISIONS = ("day", "month", "year")
DAY = pd.Timedelta(days=1)


def earliest(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The first day that each date can mean.

    `dates` are timestamps (a month is its first day, a year its first of January), `precision` is
    one of `PRECISIONS`, aligned with them. Missing dates stay missing.
    """
    by_month, by_year = (first_day(dates, unit) for unit in "MY")
    return dates.mask(precision.eq("month"), by_month).mask(precision.eq("year"), by_year)


def latest(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The last day that each date can mean; shapes as in `earliest`."""
    by_month, by_year = (first_day(dates, unit, 1) - DAY for unit in "MY")
    return dates.mask(precision.eq("month"), by_month).mask(precision.eq("year"), by_year)


def first_day(dates: pd.Series, unit: str, later: int = 0) -> pd.Series:
    """The first day of each date's month (`M`) or year (`Y`), or of one so many units later."""
    spans = dates.to_numpy().astype(f"datetime64[{unit}]") + later
    return pd.Series(spans.astype(dates.dtype), index=dates.index)


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


def lags(start: pd.DataFrame, end: pd.DataFrame) -> pd.DataFrame:
    """`lag` for whole frames with the same index: columns `low` and `high`, in days."""
    low = (end["earliest"] - start["latest"]).dt.days
    high = (end["latest"] - start["earliest"]).dt.days
    return pd.DataFrame({"low": low.clip(lower=0), "high": high.clip(lower=0)})


def median(intervals: pd.DataFrame) -> Between:
    """The interval that the median lies in: from the median of the `low` to that of the `high` ends.

    Exact, as the median rises with each of its values. Raises `ValueError` where there is none.
    """
    if intervals.empty:
        raise ValueError("no interval, no median")
    return Between(float(intervals["low"].median()), float(intervals["high"].median()))


def share(start: pd.DataFrame, middle: pd.DataFrame, end: pd.DataFrame) -> pd.DataFrame:
    """Which part of the time from `start` to `end` had passed by `middle`: `low` and `high`, 0 to 1.

    The frames share an index and have `earliest` and `latest`. The part grows with the date in the
    middle and shrinks with the dates around it, which gives its two ends. A start and an end that
    can be the same day leave it open: 0 to 1.
    """
    low = ratio(middle["earliest"] - start["latest"], end["latest"] - start["latest"])
    high = ratio(middle["latest"] - start["earliest"], end["earliest"] - start["earliest"])
    return pd.DataFrame({"low": low.fillna(0), "high": high.fillna(1)})


def ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """`part / whole` held to 0 to 1; missing where the whole is not positive."""
    days = whole.dt.days
    return (part.dt.days / days.where(days.gt(0))).clip(0, 1)


def when(row: pd.DataFrame, date: str = "date", precision: str = "date_precision") -> Derived:
    """The date of the only row of `row` (a selection of a dataset), as fine as it is known."""
    bounds = with_bounds(row, date, precision)
    days = (bounds["earliest"].iloc[0], bounds["latest"].iloc[0])
    return derive(days, row, by=when, text=days_text(*days))


def day_of(events: pd.DataFrame, key: str, today: pd.Timestamp) -> pd.Timestamp:
    """The day of one event; the day after `today` while nothing is known of it."""
    return events["date"].get(key, today + pd.Timedelta(days=1))


def day(moment: pd.Timestamp) -> Derived:
    """A day that rests on no row: the report's own."""
    return derive(moment, by=day, text=spelled(moment))


def between(steps: pd.DataFrame, start: str, end: str) -> Derived:
    """Days from one dated row of a dataset to a later one, both named by their keys.

    Raises `KeyError` for a row that is not there: it may not be known yet.
    """
    pair = with_bounds(steps.loc[[start, end]])
    return derive(lag(pair.loc[start], pair.loc[end]), pair, by=between, unit="day")


def days_text(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """A date or what is known of it: "31 May 2022", "February 2024", "2023", "1 to 17 April 2024"."""
    if earliest == latest:
        return spelled(earliest)
    if (earliest.is_year_start, latest) == (True, earliest + pd.offsets.YearEnd()):
        return f"{earliest.year}"
    if (earliest.is_month_start, latest) == (True, earliest + pd.offsets.MonthEnd()):
        return f"{earliest:%B %Y}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day} to {spelled(latest)}"
    return f"{spelled(earliest)} to {spelled(latest)}"


def short_text(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """`days_text` for a cell of a table: "31 May 2022" with a short month, no break within it."""
    months = (f"{pd.Timestamp(2000, month, 1):%B}" for month in range(1, 13))
    text = days_text(earliest, latest)
    for month in months:
        text = text.replace(month, month[:3])
    return text.replace(" ", "\N{NO-BREAK SPACE}")
