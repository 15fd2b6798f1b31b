"""Dates as a page prints them: Quarto's named styles and its format codes, in English and German."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

READABLE = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%d %B %Y", "%d %b %Y", "%B %d, %Y")
CODE = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|Do|D|dddd|ddd|HH|mm|ss")
RELATIVE = frozenset({"today", "now", "last-modified"})


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes dates: its names, and its four styles in format codes."""

    months: tuple[str, ...]
    days: tuple[str, ...]
    styles: Mapping[str, str]


ENGLISH = Language(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    styles={
        "full": "dddd, MMMM D, YYYY",
        "long": "MMMM D, YYYY",
        "medium": "MMM D, YYYY",
        "short": "M/D/YY",
    },
)
GERMAN = Language(
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    styles={
        "full": "dddd, D. MMMM YYYY",
        "long": "D. MMMM YYYY",
        "medium": "DD.MM.YYYY",
        "short": "DD.MM.YY",
    },
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def spelled_date(text: str, style: str = "long", language: str = "en") -> str:
    """The date in `text` in a style ("full", "long", "medium", "short", "iso" or format codes).

    A text that is no date stays as it is; a language without names of its own gets ISO dates.
    """
    day = read_date(text)
    if day is None:
        return text
    names = LANGUAGES.get(language.split("-", maxsplit=1)[0].lower())
    if style == "iso" or (names is None and style in ENGLISH.styles):
        return day.isoformat()
    names = names or ENGLISH
    codes = code_values(day, names)
    form = names.styles.get(style, style)
    return CODE.sub(lambda m: m[1] if m[1] is not None else codes[m[0]], form)


def read_date(text: str) -> dt.date | None:
    """The day that `text` names in one of the forms that Pandoc reads, or None."""
    for form in READABLE:
        try:
            return dt.datetime.strptime(text.strip()[:40], form).date()
        except ValueError:
            continue
    try:
        return dt.datetime.fromisoformat(text.strip()[:40]).date()
    except ValueError:
        return None


def code_values(day: dt.date, names: Language) -> Mapping[str, str]:
    """What each format code stands for on this day; a day has no hours."""
    month, weekday = names.months[day.month - 1], names.days[day.weekday()]
    values = {
        "YYYY": f"{day.year:04}",
        "YY": f"{day.year % 100:02}",
        "MMMM": month,
        "MMM": month[:3],
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "DD": f"{day.day:02}",
        "Do": ordinal(day.day),
        "D": str(day.day),
        "dddd": weekday,
        "ddd": weekday[:3],
    }
    return values | dict.fromkeys(("HH", "mm", "ss"), "00")


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "4th"."""
    last = number % 10 if number // 10 != 1 else 0
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
