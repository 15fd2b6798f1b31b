"""`data(name)`: one dataset as it stood on the chapter's day, typed by the data package."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from report.analysis.dates import latest
from report.author.moment import as_of, project_root

DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}


def data(name: str, *, on: dt.date | None = None) -> pd.DataFrame:
    """A dataset of `data/datapackage.json`, without anything that became known after `on`.

    `on` is the chapter's own `as-of` unless given. The index holds the primary key (parts joined by
    `/`) and is named after the dataset, so that every selection of rows still says what it is; key
    columns stay columns too. Dates are timestamps: the first day of a month or year where the
    precision column says so. Rows are those whose date, at its latest, is not after `on`; fields
    that tell of a later day are emptied (`asOf` in the data package says which).
    Raises `KeyError` naming the datasets there are.
    """
    resource = resource_of(name)
    return known_on(read(resource), resource, on or as_of())


def resource_of(name: str) -> dict[str, Any]:
    """The data package's entry for dataset `name`."""
    resources = {entry["name"]: entry for entry in package()["resources"]}
    if name not in resources:
        raise KeyError(f"no dataset {name!r}; there are: {', '.join(sorted(resources))}")
    return resources[name]


@cache
def package() -> dict[str, Any]:
    """The data package's descriptor."""
    return json.loads((folder() / "datapackage.json").read_text(encoding="utf-8"))


def folder() -> Path:
    """Where the data lies."""
    return project_root() / "data"


def read(resource: dict[str, Any]) -> pd.DataFrame:
    """All rows of a resource, typed and indexed by its primary key."""
    fields = resource["schema"]["fields"]
    frame = pd.read_csv(
        folder() / resource["path"],
        dtype={entry["name"]: DTYPES.get(entry["type"], "string") for entry in fields},
        keep_default_na=False,
        na_values=[""],
    )
    for entry in fields:
        if entry["type"] in {"date", "yearmonth", "year"} or entry.get("dated"):
            frame[entry["name"]] = pd.to_datetime(frame[entry["name"]], format="ISO8601")
    return indexed(frame, resource)


def indexed(frame: pd.DataFrame, resource: dict[str, Any]) -> pd.DataFrame:
    """`frame` indexed by its primary key, the index named after the dataset."""
    key = resource["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else list(key)
    index = frame[columns].astype("string").agg("/".join, axis=1)
    return frame.set_index(pd.Index(index, name=resource["name"], dtype="object"))


def known_on(frame: pd.DataFrame, resource: dict[str, Any], on: dt.date) -> pd.DataFrame:
    """The rows and fields of `frame` that could be known on the day `on`.

    `asOf` of a resource has `known` (the column with the day a row became known), `precision` (its
    precision column, if any) and `hides`: a date column of the row -> the columns to empty when that
    date is later (itself always among them), with an own precision under `<column>.precision`.
    """
    rule = resource.get("asOf", {})
    day = pd.Timestamp(on)
    if "known" in rule:
        frame = frame[~later(frame, rule["known"], rule.get("precision"), day)]
    for column, hidden in rule.get("hides", {}).items():
        is_later = later(frame, column, hidden.get("precision"), day)
        frame = frame.assign(
            **{name: frame[name].mask(is_later) for name in (column, *hidden.get("fields", ()))}
        )
    return frame


def later(frame: pd.DataFrame, column: str, precision: str | None, day: pd.Timestamp) -> pd.Series:
    """Which rows date, at their latest, after `day`; a missing date is not later."""
    last = latest(frame[column], frame[precision]) if precision else frame[column]
    return last.gt(day).fillna(False)
