"""Figure: days between one EU package and the next, and since the last."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 120
ROW = 19
NOTE = "Days since the package before. The first, of February 2022, has none before it."


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.TopLevelMixin:
    """A bar for each package, from the frame that `report.analysis.economy.pace` makes."""
    table = frame.assign(
        words=frame["days"].astype(str) + frame["open"].map({True: " so far", False: ""})
    )
    y = alt.Y(
        "label:N",
        sort=list(frame["label"]),
        title=None,
        axis=alt.Axis(ticks=False, labelPadding=6, labelColor=theme.INK),
    )
    base = alt.Chart(table).encode(y=y)
    scale = alt.Scale(domain=[0, float(frame["days"].max()) * 1.12])
    bars = base.mark_bar(height=12).encode(
        x=alt.X("days:Q", axis=None, scale=scale),
        color=alt.condition("datum.open", alt.value(theme.GREY), alt.value(theme.BLUE)),
    )
    words = base.mark_text(align="left", baseline="middle", dx=5).encode(
        x=alt.X("days:Q", scale=scale), text=alt.Text("words:N")
    )
    chart = alt.layer(bars, words).properties(width=room.width - LABELS, height=ROW * len(frame))
    return theme.finished(chart, finding=finding(frame), note=NOTE, frame="bounds", room=room)


def finding(frame: pd.DataFrame) -> str:
    """The mean wait in the first year and after it, and how the open one compares."""
    closed = frame[~frame["open"]]
    first = closed["year"].min()
    early, later = closed[closed["year"].eq(first)], closed[closed["year"].gt(first)]
    still = int(frame.loc[frame["open"], "days"].iloc[0])
    shorter = int(later["days"].lt(still).sum())
    return (
        f"{early['days'].mean():.0f} days between EU packages in {first}, {later['days'].mean():.0f} "
        f"after; {still} days and counting, longer than {shorter} of the last {len(later)} waits"
    )
