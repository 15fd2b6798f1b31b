"""Figure: every settlement with a strong guarantee as a bar of years, by what stood behind it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.theme import BLUE, CROSS, INK, MUTED, SMALL, VERMILION, finished

ROW = 21
LABELS = 152
NOTE = (
    "One bar a settlement: years from the settlement to the first renewed attack (cross), "
    "or to the end of observation (open circle: replaced or still held)."
)


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.Chart:
    """The spells of `frame`, with the columns `group`, `label`, `years`, `attacked`."""
    placed = with_headings(frame)
    order = list(placed["line"])
    headings = " || ".join(f"datum.label == {name!r}" for name in frame["group"].unique())
    axis = alt.Axis(
        ticks=False,
        labelFontSize=SMALL,
        labelColor=alt.condition(headings, alt.value(INK), alt.value(MUTED)),
        labelFontWeight=alt.condition(headings, alt.value("bold"), alt.value("normal")),
    )
    y = alt.Y("line:N", sort=order, title=None, axis=axis)
    x = alt.X(
        "years:Q",
        title="years since the settlement",
        axis=alt.Axis(orient="bottom", tickCount=room.either(10, 5)),
    )
    base = alt.Chart(placed).encode(y=y)
    told = base.transform_filter("isValid(datum.years)")
    bars = told.mark_bar(height=7, cornerRadiusEnd=2, opacity=0.45).encode(
        x=x, color=alt.condition("datum.attacked", alt.value(VERMILION), alt.value(BLUE))
    )
    hit = told.transform_filter("datum.attacked").mark_point(
        shape=CROSS, filled=True, size=90, color=VERMILION, opacity=1
    )
    quiet = told.transform_filter("!datum.attacked").mark_point(
        shape="circle", size=60, color=BLUE, opacity=1, strokeWidth=2
    )
    every = base.mark_point(opacity=0)
    chart = (
        every + bars + hit.encode(x=alt.X("years:Q")) + quiet.encode(x=alt.X("years:Q"))
    ).properties(width=room.either(390, room.width - LABELS), height=ROW * len(order))
    return finished(chart, finding=finding(frame), note=NOTE, frame="bounds", room=room)


def finding(frame: pd.DataFrame) -> str:
    """How many of each group were attacked."""
    told = frame.groupby("group", sort=False)["attacked"].agg(["sum", "size"])
    parts = [
        f"{int(row['sum'])} of {int(row['size'])} ({name.lower()})" for name, row in told.iterrows()
    ]
    return f"Attacked: {', '.join(parts)}"


def with_headings(frame: pd.DataFrame) -> pd.DataFrame:
    """The spells with the line each stands on, and a line of its own for every group's heading."""
    parts = []
    for group, rows in frame.groupby("group", sort=False):
        parts += [pd.DataFrame({"line": [group]}), rows.assign(line=rows["label"])]
    return pd.concat(parts, ignore_index=True)
