"""Small frames of settlements whose survival can be worked out by hand."""

from __future__ import annotations

import pandas as pd

from report.analysis.precedents import Evidence

COLUMNS = {
    "name": "A settlement",
    "settled_on": "1950-01-01",
    "settled_precision": "day",
    "target": "Freedonia",
    "revisionist": "Sylvania",
    "settlement_type": "ceasefire",
    "territory_ceded": "no",
    "target_at_table": "yes",
    "guarantee_type": "none",
    "target_armed": "yes",
    "renewed_attack_on": None,
    "renewed_precision": None,
    "renewed_kind": "none",
    "observed_until": "2024-11-19",
    "end_state": "held",
    "stratum": "settlement",
    "sources": "a_source",
}
DATES = ("settled_on", "renewed_attack_on", "observed_until")


def precedents(**rows: dict[str, object]) -> pd.DataFrame:
    """A frame like that of `data("precedents")`, one row a keyword argument."""
    lines = [{**COLUMNS, **row, "precedent_id": key} for key, row in rows.items()]
    index = pd.Index(list(rows), name="precedents", dtype="object")
    frame = pd.DataFrame(lines, index=index)
    for name in DATES:
        frame[name] = pd.to_datetime(frame[name], format="ISO8601")
    return frame.astype({name: "string" for name in frame.columns if name not in DATES})


def attacked(on: str, **more: object) -> dict[str, object]:
    """A settlement that was attacked on a day (or month, or year)."""
    precision = {10: "day", 7: "month", 4: "year"}[len(on)]
    return {
        "renewed_attack_on": on,
        "renewed_precision": precision,
        "renewed_kind": "full_invasion",
        "observed_until": on,
        "end_state": "renewed_war",
        **more,
    }


def evidence(rows: pd.DataFrame, *, dyads: dict[str, str] | None = None, **codes: dict) -> Evidence:
    """Evidence in which both coders agree with the rows and no other reading exists.

    `codes` gives another `alt_early`, `alt_late`, `alt_class`, `alt_censored` or
    `target_struck_first` by precedent.
    """
    other = pd.DataFrame(
        {
            "alt_early": pd.Series(pd.NaT, index=rows.index),
            "alt_late": pd.Series(pd.NaT, index=rows.index),
            "alt_early_precision": pd.Series(pd.NA, index=rows.index, dtype="string"),
            "alt_late_precision": pd.Series(pd.NA, index=rows.index, dtype="string"),
            "alt_censored": pd.Series(False, index=rows.index, dtype="boolean"),
            "alt_class": pd.Series(pd.NA, index=rows.index, dtype="string"),
            "target_struck_first": pd.Series("no", index=rows.index, dtype="string"),
        }
    )
    for key, given in codes.items():
        for name, value in given.items():
            other.loc[key, name] = (
                pd.Timestamp(value) if name in {"alt_early", "alt_late"} else value
            )
            if name in {"alt_early", "alt_late"}:
                other.loc[key, f"{name}_precision"] = "day"
    coded = {
        f"{name}_{coder}": rows[name]
        for coder in ("coder1", "coder2")
        for name in ("guarantee_type", "renewed_attack_on")
    }
    precisions = {
        f"renewed_attack_on_{coder}_precision": rows["renewed_precision"]
        for coder in ("coder1", "coder2")
    }
    clusters = pd.DataFrame(
        {
            "dyad_cluster": pd.Series(dyads or {key: key for key in rows.index}),
            "named_in_brief": pd.Series(True, index=rows.index, dtype="boolean"),
            "cow_war": pd.Series(pd.NA, index=rows.index, dtype="string"),
            "neutralisation": pd.Series(False, index=rows.index, dtype="boolean"),
        }
    )
    return Evidence(rows, pd.DataFrame({**coded, **precisions}), other, clusters)
