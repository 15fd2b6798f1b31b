"""Settlement spells: from a settlement to the first renewed attack, or to the last day observed."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from report.analysis.dates import earliest, latest

CLASS_OF = {
    "none": "weak",
    "paper_assurance": "weak",
    "observers": "middle",
    "un_peacekeepers": "middle",
    "bilateral_defence_treaty": "strong",
    "alliance_membership": "strong",
    "foreign_combat_troops": "strong",
}
CLASSES = ("weak", "middle", "strong")
TYPE_NAMES = {
    "none": "No guarantee",
    "paper_assurance": "Paper assurance",
    "observers": "Observers",
    "un_peacekeepers": "Peacekeepers",
    "bilateral_defence_treaty": "Defence treaty, no troops",
    "alliance_membership": "Alliance",
    "foreign_combat_troops": "Foreign combat troops",
}
DAYS_A_YEAR = 365.25


def settlements(precedents: pd.DataFrame) -> pd.DataFrame:
    """The main stratum: rows that rest on a settlement between target and revisionist."""
    return precedents[precedents["stratum"].eq("settlement")]


def spells(precedents: pd.DataFrame, until: dt.date) -> pd.DataFrame:
    """Precedents with how long each settlement stayed free of attack, as known on the day `until`.

    Columns added: `years` (middle of the two next), `years_low` and `years_high` (what the
    precision of the dates allows), `attacked` (a renewed attack ended the spell; else it is
    right-censored where observation ends or another settlement takes over) and `guarantee_class`
    (`CLASSES`). A spell lasts a day at least. Rows settled after `until` are left out, an attack
    after it is not known.
    """
    day = pd.Timestamp(until)
    rows = precedents[latest(precedents["settled_on"], precedents["settled_precision"]).le(day)]
    start = bounds(rows, "settled_on", "settled_precision")
    attack = bounds(rows, "renewed_attack_on", "renewed_precision")
    attacked = attack["latest"].le(day).fillna(False).astype(bool)
    seen = rows["observed_until"].fillna(day).clip(upper=day)
    first_end = attack["earliest"].where(attacked, seen)
    last_end = attack["latest"].where(attacked, seen)
    low = in_years(first_end - start["latest"])
    high = in_years(last_end - start["earliest"])
    return rows.assign(
        attacked=attacked,
        years_low=low,
        years_high=high,
        years=(low + high) / 2,
        guarantee_class=rows["guarantee_type"].map(CLASS_OF),
    )


def bounds(rows: pd.DataFrame, date: str, precision: str) -> pd.DataFrame:
    """The first and the last day that a dated column can mean."""
    return pd.DataFrame(
        {
            "earliest": earliest(rows[date], rows[precision]),
            "latest": latest(rows[date], rows[precision]),
        }
    )


def in_years(span: pd.Series) -> pd.Series:
    """A time span in years, a day at least."""
    return span.dt.days.clip(lower=1).astype(float) / DAYS_A_YEAR


def against(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows whose revisionist's name matches `name` (a pattern such as "Russia|Soviet")."""
    return rows[rows["revisionist"].str.contains(name).fillna(False)]
