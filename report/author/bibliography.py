"""`bibliography()`: the project's sources as a frame, so that a chapter can tell how strong they are."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pandas as pd

from report.author.moment import as_of, project_root
from report.bibtex import Entry, entries, first_day, has_copy
from report.derived import KNOWN

RELIABILITIES = ("primary", "reference", "press", "other")
PUBLISHER = ("journal", "journaltitle", "organization", "institution", "publisher")
TRUTHS = ("title_given", "archived")
COLUMNS = ("author", "title", "publisher", "date", "url", "reliability", *TRUTHS, "supports")


def bibliography(*, on: dt.date | None = None) -> pd.DataFrame:
    """Every source published by `on` (the chapter's own `as-of` unless given), indexed by its key.

    Columns, all text: `author`, `title`, `publisher`, `date` (ISO, as fine as it is known; empty if
    the page shows none), `url`, `reliability` (one of `RELIABILITIES`), `supports` (what the page
    states), and two booleans: `title_given` (whether the page seen showed its own title), `archived`
    (whether an archived copy is named).
    """
    rows = {entry.key: row(entry) for entry in read(source())}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
    frame = frame.astype({name: "string" for name in COLUMNS if name not in TRUTHS})
    frame.index = pd.Index(frame.index, name="bibliography", dtype="object")
    known = frame[frame["date"].map(first_day) <= (on or as_of()).isoformat()]
    if on in (None, as_of()):
        known.attrs[KNOWN] = (known.index.name, len(known))
    return known


def published() -> dict[str, str]:
    """The first day on which each source can have been read (ISO); undated ones are left out."""
    return first_days(source())


def distrust(key: str) -> int:
    """The place of a source's kind in `RELIABILITIES`; behind all of them for one of no known kind."""
    return kinds(source()).get(key, len(RELIABILITIES))


def source() -> Path:
    """The project's bibliography file."""
    return project_root() / "bibliography.bib"


@cache
def first_days(path: Path) -> dict[str, str]:
    """`published` of one file, read once in a kernel."""
    dated = ((entry.key, entry.text("date", "year")) for entry in read(path))
    return {key: first_day(date) for key, date in dated if date}


@cache
def kinds(path: Path) -> dict[str, int]:
    """`distrust` of all sources of one file, read once in a kernel."""
    return {
        entry.key: RELIABILITIES.index(kind) for entry in read(path) if (kind := reliability(entry))
    }


@cache
def read(path: Path) -> tuple[Entry, ...]:
    """The entries of one file, read once in a kernel; none if there is no such file."""
    return tuple(entries(path.read_text(encoding="utf-8"))) if path.is_file() else ()


def row(entry: Entry) -> tuple[object, ...]:
    """One source's values, in the order of `COLUMNS`."""
    return (
        entry.text("author", "editor"),
        entry.text("title"),
        entry.text(*PUBLISHER),
        entry.text("date", "year"),
        entry.text("url"),
        reliability(entry),
        not any(word.startswith("title-") for word in keywords(entry)),
        has_copy(entry.text("url"), entry.text("archiveurl")),
        entry.text("annotation"),
    )


def reliability(entry: Entry) -> str:
    """Which of `RELIABILITIES` a source has; empty for none."""
    return next((word for word in keywords(entry) if word in RELIABILITIES), "")


def keywords(entry: Entry) -> list[str]:
    """The words that a source is marked with."""
    return [word.strip() for word in entry.text("keywords").split(",")]
