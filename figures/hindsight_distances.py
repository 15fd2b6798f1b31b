"""Figure: how far apart the sides stood, over time."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

PAIRS = {
    "Moscow and Kyiv": theme.Mark("Moscow and Kyiv", theme.VERMILION, "square"),
    "Moscow and Washington": theme.Mark("Moscow and Washington", theme.INK, "diamond"),
    "Washington and Kyiv": theme.Mark("Washington and Kyiv", theme.BLUE, "circle"),
    "Washington and Europeans": theme.Mark("Washington and Europeans", theme.GREEN, "triangle-up"),
}
LABELS = 34
NOTE = (
    "Mean difference over ground, NATO and foreign troops, as far as both sides have spoken: "
    "0 the same position, 1 the two stated aims. A silence leaves what was said before."
)


@fitting
def draw(
    frame: pd.DataFrame, *, since: pd.Timestamp, until: pd.Timestamp, finding: str, room: Room
) -> alt.TopLevelMixin:
    """Steps for each of `PAIRS`, from `report.analysis.hindsight.positions.distances`."""
    present = {name: mark for name, mark in PAIRS.items() if name in set(frame["pair"])}
    chosen = frame[frame["pair"].isin(present)]
    table = theme.dated(chosen.drop(columns=["one", "other"]), "at")
    colours, shapes = theme.scales_of(present)
    dates = alt.Scale(
        domain=[theme.moment(since), theme.moment(until)],
        range=[LABELS, room.width - 8],
        nice=False,
    )
    base = alt.Chart(table).encode(
        x=alt.X(
            "at:T",
            scale=dates,
            axis=alt.Axis(
                format="%b %Y",
                tickCount=room.either(6, 4),
                ticks=False,
                labelPadding=6,
                title=None,
            ),
        ),
        y=alt.Y(
            "distance:Q",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(
                values=[0, 0.25, 0.5, 0.75, 1],
                format=".2f",
                ticks=False,
                title=None,
                offset=-LABELS + 4,
            ),
        ),
        color=alt.Color("pair:N", scale=colours, legend=None),
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2, opacity=0.85)
    marks = (
        base.transform_joinaggregate(last="max(at)", groupby=["pair"])
        .transform_filter("datum.at === datum.last")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(shape=alt.Shape("pair:N", scale=shapes, legend=None))
    )
    layers = alt.layer(lines, marks).properties(width=room.width, height=210)
    chart = theme.stacked(theme.key(present, room.width), layers)
    return theme.finished(chart, finding=finding, note=NOTE, room=room)
