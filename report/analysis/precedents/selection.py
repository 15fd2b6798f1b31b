"""Who got which guarantee: what else differs between the groups that the curves compare."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from report.analysis.precedents.spells import DAYS_A_YEAR
from report.derived import Derived, derive

FEATURES = {
    "truce": "Truce, no treaty",
    "absent": "Target not at the table",
    "ceded": "Target left ground",
    "limited": "Target’s arms limited",
    "modern": "Settled since 1945",
    "again": "Not the dyad’s first",
}


def features(spells: pd.DataFrame, dyads: pd.Series) -> pd.DataFrame:
    """What of each settlement could itself drive both guarantee and outcome: one truth a column.

    Columns as in `FEATURES`, index as in `spells`. What matters most, the balance of force and the
    will of either side, is not coded.
    """
    in_time = spells.sort_values(["settled_on", "precedent_id"])
    repeated = dyads.reindex(in_time.index).duplicated().reindex(spells.index)
    return pd.DataFrame(
        {
            "truce": spells["settlement_type"].isin(["armistice", "ceasefire"]),
            "absent": spells["target_at_table"].eq("no"),
            "ceded": spells["territory_ceded"].ne("no"),
            "limited": spells["target_armed"].ne("yes"),
            "modern": spells["settled_on"].dt.year.ge(1945),
            "again": repeated,
        }
    ).astype(bool)


def shares(spells: pd.DataFrame, dyads: pd.Series, by: str = "guarantee_class") -> pd.DataFrame:
    """How common each feature is in each group.

    Columns: `group`, `feature` (key of `FEATURES`), `n` (spells), `share` (per cent), `steps` (keys of
    the group's precedents, those with the feature first).
    """
    has = features(spells, dyads)
    told = has.groupby(spells[by], sort=True)
    share = told.mean().mul(100).rename_axis("group").reset_index()
    long = share.melt("group", var_name="feature", value_name="share")
    return long.assign(
        n=long["group"].map(spells[by].value_counts()),
        steps=[
            tuple(told.get_group(group).sort_values(name, ascending=False, kind="stable").index)
            for group, name in zip(long["group"], long["feature"], strict=True)
        ],
    )


def shares_attacked(spells: pd.DataFrame, dyads: pd.Series) -> pd.DataFrame:
    """The raw share attacked with and without each feature, whatever the guarantee.

    Columns: `feature`, `with_n`, `with_attacked`, `without_n`, `without_attacked` (per cent).
    """
    told = features(spells, dyads)
    lines = [
        {
            "feature": name,
            "with_n": int(told[name].sum()),
            "with_attacked": 100 * spells.loc[told[name], "attacked"].mean(),
            "without_n": int((~told[name]).sum()),
            "without_attacked": 100 * spells.loc[~told[name], "attacked"].mean(),
        }
        for name in FEATURES
    ]
    return pd.DataFrame(lines)


def counted(spells: pd.DataFrame, *, attacked: bool | None = None) -> Derived:
    """How many spells there are, or how many of them were attacked (or not)."""
    rows = spells if attacked is None else spells[spells["attacked"].eq(attacked)]
    return derive(len(rows), rows, by=counted)


def watched(spells: pd.DataFrame, until: dt.date) -> Derived:
    """The median time in years for which spells without an attack were observed."""
    quiet = spells[~spells["attacked"]]
    days = (quiet["observed_until"].fillna(pd.Timestamp(until)) - quiet["settled_on"]).dt.days
    return derive(round(float(days.median()) / DAYS_A_YEAR), quiet, by=watched, unit="year")


def median_until_attack(spells: pd.DataFrame) -> Derived:
    """The median time in years from settlement to attack among the spells that were attacked."""
    hit = spells[spells["attacked"]]
    return derive(float(hit["years"].median()), hit, by=median_until_attack, unit="year")
