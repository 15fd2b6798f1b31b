"""Dates of the tables, which may be a month or a year: the days that a text can mean."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from report.engine.tables import Row

OP_ED = dt.date(2024, 11, 19)
CLOSE = dt.date(2026, 2, 24)  # the last day that the tables tell of


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date can mean."""

    first: dt.date
    last: dt.date

    def after(self, other: Span) -> bool:
        """Whether it is later than `other`, however both are read."""
        return self.first > other.last

    def meets(self, other: Span) -> bool:
        """Whether the two can mean the same day."""
        return self.first <= other.last and other.first <= self.last


def span(text: str) -> Span | None:
    """The days that an ISO date can mean; None for an empty text and for what is no date."""
    try:
        parts = [int(part) for part in text.split("-")]
        match parts:
            case [year]:
                return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
            case [year, month]:
                return Span(dt.date(year, month, 1), month_end(year, month))
            case [year, month, day]:
                return Span(dt.date(year, month, day), dt.date(year, month, day))
    except ValueError:
        pass
    return None


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def spans(rows: Iterable[Row], column: str) -> list[Span]:
    """The spans of all rows that have a date in `column`."""
    return [found for row in rows if (found := span(row[column]))]


def is_later(row: Row, column: str, other: str) -> bool:
    """Whether the date in `column` is later than the one in `other`, both there and certain."""
    one, two = span(row[column]), span(row[other])
    return one is not None and two is not None and one.after(two)
