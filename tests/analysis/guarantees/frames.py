"""Small frames of frameworks and scores whose answers can be worked out by hand."""

from __future__ import annotations

import pandas as pd

from report.analysis.guarantees import DIMENSIONS

COLUMNS = {
    "name": "A framework",
    "kind": "alliance_treaty",
    "beneficiary": "Freedonia",
    "signed_on": "1950-01-01",
    "ended_on": None,
    "response_clause": "consult",
    "consultation_hours": None,
    "tested_on": None,
    "test_outcome": "untested",
    "first_year_pledge_value": None,
    "pledge_currency": None,
    "pledge_multi_year": None,
}


def frameworks(**rows: dict[str, object]) -> pd.DataFrame:
    """A frame like that of `data("guarantee_frameworks")`, one row a keyword argument."""
    lines = [{**COLUMNS, "sources": f"source_{key}", **row} for key, row in rows.items()]
    index = pd.Index(list(rows), name="guarantee_frameworks", dtype="object")
    frame = pd.DataFrame(lines, index=index).assign(framework_id=list(rows))
    for name in ("signed_on", "ended_on", "tested_on"):
        frame[name] = pd.to_datetime(frame[name])
    for name in ("consultation_hours", "first_year_pledge_value"):
        frame[name] = frame[name].astype("Float64")
    for name in ("kind", "beneficiary", "response_clause", "test_outcome", "pledge_multi_year"):
        frame[name] = frame[name].astype("string")
    return frame


def provisions(**rows: tuple[int | None, ...]) -> pd.DataFrame:
    """A frame like that of `data("guarantee_provisions")`: seven scores a keyword argument.

    Both coders gave the final score. A score of `None` is not there at all.
    """
    cells = [
        {"framework_id": key, "dimension": name, "score": value, "sources": f"source_{key}"}
        for key, values in rows.items()
        for name, value in zip(DIMENSIONS, values, strict=True)
        if value is not None
    ]
    frame = pd.DataFrame(cells)
    keys = pd.Index(frame["framework_id"] + "/" + frame["dimension"], name="guarantee_provisions")
    scored = frame.set_index(keys).astype({"score": "Int64"})
    return scored.assign(coder1=scored["score"], coder2=scored["score"])


UA = {"beneficiary": "Ukraine", "kind": "bilateral_security_agreement", "signed_on": "2024-02-01"}
