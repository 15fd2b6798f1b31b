"""Dates of title blocks: read in the ways that Quarto reads them, spelled in the page's language."""

from __future__ import annotations

import datetime as dt
import re

from report.engine.words import Words

READ = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y")
READ += ("%d %b %Y", "%b %d, %Y", "%Y-%m", "%Y")
TOKENS = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|Do|D|dddd|ddd|HH|mm|ss")
MOVING = frozenset({"today", "now", "last-modified"})


def date_of(value: object) -> dt.date | None:
    """A date as YAML or an author writes it, or None where it is none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value or "").strip()
    for form in READ:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return iso(text)


def iso(text: str) -> dt.date | None:
    """The day of a time stamp in ISO 8601."""
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def spelled(day: dt.date, style: str, words: Words) -> str:
    """A day in a style of Intl (`long`, `short`, …), as `iso`, or in the tokens of `date-format`."""
    long = words["date-long"]
    named = {
        "long": long,
        "full": f"dddd, {long}",
        "medium": long.replace("MMMM", "MMM"),
        "short": "M/D/YY" if words.language.startswith("en") else "DD.MM.YY",
        "iso": "YYYY-MM-DD",
    }
    return TOKENS.sub(lambda match: token(match, day, words), named.get(style, style))


def token(match: re.Match[str], day: dt.date, words: Words) -> str:
    """What stands for one token of a date format."""
    if match[1] is not None:
        return match[1]
    month = words["months"].split()[day.month - 1]
    weekday = words["weekdays"].split()[day.weekday()]
    return {
        "YYYY": f"{day.year:04}",
        "YY": f"{day.year % 100:02}",
        "MMMM": month,
        "MMM": month[:3],
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "DD": f"{day.day:02}",
        "D": str(day.day),
        "Do": ordinal(day.day),
        "dddd": weekday,
        "ddd": weekday[:3],
    }.get(match[0], "00")


def ordinal(number: int) -> str:
    """A number as an English ordinal."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
