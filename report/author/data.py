"""`data(name)`: one dataset as it stood on the chapter's day, typed by the data package."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from report.author.bibliography import published
from report.author.moment import as_of, project_root
from report.derived import KNOWN, keys_in

DTYPES = {"integer": "Int64", "number": "Float64", "string": "string"}
KEPT = 4 << 20  # bytes of the largest table that is kept in memory beside what chapters make of it
PRECISIONS = {4: "year", 7: "month", 10: "day"}


def data(name: str, *, on: dt.date | None = None) -> pd.DataFrame:
    """A dataset of `data/datapackage.json`, without anything that became known after `on`.

    `on` is the chapter's own `as-of` unless given. The index holds the primary key (parts joined by
    `/`) and is named after the dataset, so that every selection of rows still says what it is; key
    columns stay columns too. Dates are timestamps: the first day of a month or year where they are
    no finer. A row is there when its date, at its latest, is not after `on` and a page that states
    it could be read by then; fields that tell of a later day are emptied (`asOf` in the data
    package says which), and sources of a later day are left out of `sources`.
    Raises `KeyError` naming the datasets there are.
    """
    frame = as_known(name, on or as_of(), Shelf(resource_of, read, published))
    if on in (None, as_of()):
        frame.attrs[KNOWN] = (frame.index.name, len(frame))
        known_keys()[name] = frozenset(map(str, frame.index))
        if "sources" in frame.columns:
            told = frame["sources"].fillna("")
            known_sources()[name] = dict(zip(map(str, frame.index), told, strict=True))
    return frame


@cache
def known_keys() -> dict[str, frozenset[str]]:
    """The keys of the datasets that this kernel has read for its own day, by dataset."""
    return {}


@cache
def known_sources() -> dict[str, dict[str, str]]:
    """The sources of the same rows by their keys, as the tables have them."""
    return {}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where datasets stand: how to find a dataset's entry, its rows (all text), and the sources' days."""

    entry: Callable[[str], dict[str, Any]]
    read: Callable[[dict[str, Any]], pd.DataFrame]
    published: Callable[[], Mapping[str, str]]


def as_known(name: str, on: dt.date, shelf: Shelf) -> pd.DataFrame:
    """`data` of a dataset that stands elsewhere than in the project's folder."""
    resource = shelf.entry(name)
    frame = known_on(shelf.read(resource), resource, on, shelf)
    return indexed(typed(frame, resource), resource)


def resource_of(name: str) -> dict[str, Any]:
    """The data package's entry for dataset `name`."""
    resources = {entry["name"]: entry for entry in package()["resources"]}
    if name not in resources:
        raise KeyError(f"no dataset {name!r}; there are: {', '.join(sorted(resources))}")
    return resources[name]


def package() -> dict[str, Any]:
    """The data package's descriptor."""
    return described(folder() / "datapackage.json")


@cache
def described(path: Path) -> dict[str, Any]:
    """The descriptor at `path`, read once in a kernel."""
    return json.loads(path.read_text(encoding="utf-8"))


def folder() -> Path:
    """Where the data lies."""
    return project_root() / "data"


def read(resource: dict[str, Any]) -> pd.DataFrame:
    """All rows of a resource, every field still text; empty fields are missing."""
    path = folder() / resource["path"]
    found = path.stat()
    if found.st_size > KEPT:
        return rows_of_file(path)
    return kept_rows(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=32)
def kept_rows(path: Path, *_as_it_was: int) -> pd.DataFrame:
    """The rows of a file, for its own sake and for each table that points to it; nobody changes them."""
    return rows_of_file(path)


def rows_of_file(path: Path) -> pd.DataFrame:
    """The rows of a file as texts."""
    return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])


def known_on(
    frame: pd.DataFrame, resource: dict[str, Any], on: dt.date, shelf: Shelf
) -> pd.DataFrame:
    """The rows and fields of `frame` (all text) that could be known on the day `on`.

    `asOf` of a resource says when a row became known: `known` names the column with the day (and
    `disclosed` one with a later day on which it became public), `since` gives one day for all rows,
    `parent` names a dataset (and the field that points there) whose rows must be known first,
    `timeless` says why no day applies. `hides` maps a date column to the `fields` that tell of that
    day: when it is later than `on`, they and the date are emptied, or the date is set to `on` if
    `clip` is true.
    """
    rule = resource.get("asOf", {})
    if "since" in rule and dt.date.fromisoformat(rule["since"]) > on:
        frame = frame.iloc[:0]
    for column in (rule[name] for name in ("known", "disclosed") if name in rule):
        frame = frame[~later(frame[column], on)]
    if "parent" in rule:
        frame = frame[frame[rule["parent"]["field"]].isin(keys_known(rule["parent"], on, shelf))]
    for column, hidden in rule.get("hides", {}).items():
        frame = without_later(frame, column, hidden, on)
    return sourced(frame, on, shelf.published()) if "sources" in frame.columns else frame


def keys_known(parent: dict[str, str], on: dt.date, shelf: Shelf) -> pd.Series:
    """The keys of the parent dataset's rows that were known on the day `on`."""
    resource = shelf.entry(parent["resource"])
    return known_on(shelf.read(resource), resource, on, shelf)[parent["field"]]


def without_later(
    frame: pd.DataFrame, column: str, hidden: dict[str, Any], on: dt.date
) -> pd.DataFrame:
    """`frame` with a date column, and the fields that tell of it, emptied where it is after `on`."""
    is_later = later(frame[column], on)
    if not is_later.any():
        return frame
    date = frame[column].mask(is_later, on.isoformat() if hidden.get("clip") else pd.NA)
    emptied = {name: frame[name].mask(is_later) for name in hidden.get("fields", ())}
    return frame.assign(**{column: date}, **emptied)


def sourced(frame: pd.DataFrame, on: dt.date, dates: Mapping[str, str]) -> pd.DataFrame:
    """`frame` without the sources published after `on`, and without rows that have no others."""
    day = on.isoformat()

    def readable(cell: object) -> object:
        if pd.isna(cell):
            return cell
        return ";".join(key for key in keys_in(str(cell)) if dates.get(key, "") <= day)

    kept = frame["sources"].map(readable).astype("string")
    return frame.assign(sources=kept)[kept.ne("").fillna(True)]


def later(text: pd.Series, on: dt.date) -> pd.Series:
    """Which dates (ISO texts, as fine as they are known) end after `on`; a missing one does not."""
    day = on.isoformat()
    known = {date: last_day(date) > day for date in text.dropna().unique()}
    return pd.Series([known.get(date, False) for date in text], index=text.index, dtype=bool)


def last_day(date: str) -> str:
    """The last day that an ISO date can mean."""
    match [int(part) for part in date.split("-")]:
        case [_]:
            return f"{date}-12-31"
        case [year, month]:
            return f"{date}-{calendar.monthrange(year, month)[1]}"
    return date


def as_dates(text: pd.Series) -> pd.Series:
    """ISO texts as timestamps: the first day of a month or a year."""
    return pd.to_datetime(text, format="ISO8601")


def typed(frame: pd.DataFrame, resource: dict[str, Any]) -> pd.DataFrame:
    """`frame` with the types that the data package gives its fields."""
    fields = resource["schema"]["fields"]
    values = {entry["name"]: column(frame[entry["name"]], entry) for entry in fields}
    return frame.assign(**values, **precisions(frame, fields))


def precisions(frame: pd.DataFrame, fields: list[dict[str, Any]]) -> dict[str, pd.Series]:
    """How finely each dated field is known, under `<field>_precision`, unless the table says it."""
    names = [entry["name"] for entry in fields if entry.get("dated")]
    return {
        f"{name}_precision": frame[name].str.len().map(PRECISIONS).astype("string")
        for name in names
        if f"{name}_precision" not in frame.columns
    }


def column(text: pd.Series, entry: dict[str, Any]) -> pd.Series:
    """One field's values, from text to the field's own type."""
    if entry["type"] == "date" or entry.get("dated"):
        return as_dates(text)
    if entry["type"] == "boolean":
        return text.map({"true": True, "false": False}).astype("boolean")
    kind = DTYPES[entry["type"]]
    return text if text.dtype == kind else text.astype(kind)


def indexed(frame: pd.DataFrame, resource: dict[str, Any]) -> pd.DataFrame:
    """`frame` indexed by its primary key, the index named after the dataset."""
    key = resource["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else list(key)
    parts = zip(*(frame[name].astype("string") for name in columns), strict=True)
    index = ["/".join(values) for values in parts]
    return frame.set_index(pd.Index(index, name=resource["name"], dtype="object"))
