"""Figure: economic measures by kind and actor, as they came."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LANE = 34
TALL = 40  # where the name stands above
LABELS = 144
ACTORS = {
    "EU": theme.Mark("EU", theme.BLUE, "square"),
    "US": theme.Mark("US", theme.VERMILION, "circle"),
    "UK": theme.Mark("UK", theme.GREEN, "triangle-up"),
    "G7": theme.Mark("G7 together", theme.PURPLE, "diamond"),
}
NOTE = (
    "One mark a measure. All numbered EU packages; of other measures the chosen ones of the table."
)


@fitting
def draw(frame: pd.DataFrame, *, until: pd.Timestamp, room: Room) -> alt.TopLevelMixin:
    """A lane for each kind, from the frame that `report.analysis.economy.strip` makes."""
    words = {key: mark.word for key, mark in ACTORS.items()}
    shown = frame.assign(
        at=frame["earliest"] + (frame["latest"] - frame["earliest"]) / 2,
        who=frame["actor"].map(words),
    )
    table = theme.dated(shown, "at", "earliest", "latest")
    y = alt.Y("kind:N", sort=list(dict.fromkeys(frame["kind"])), axis=None)
    layers = alt.layer(lanes(table, y, room), marks(table, y, frame["earliest"].min(), until, room))
    height = room.either(LANE, TALL) * frame["kind"].nunique()
    layers = layers.properties(width=room.width, height=height)
    present = {key: mark for key, mark in ACTORS.items() if key in set(frame["actor"])}
    chart = theme.stacked(theme.key(present, room.width), layers)
    return theme.finished(chart, finding=finding(frame, until), note=NOTE, room=room)


def finding(frame: pd.DataFrame, until: pd.Timestamp) -> str:
    """How many measures fell in the last twelve months, and how many of these were loans."""
    recent = frame[frame["earliest"].gt(until - pd.DateOffset(years=1))]
    loans = int(recent["kind"].eq("Loans on assets").sum())
    first = frame["earliest"].min()
    opening = int(frame["earliest"].lt(first + pd.DateOffset(years=1)).sum())
    return (
        f"{opening} measures in the first year, {len(recent)} in the last; "
        f"{loans} of the last {len(recent)} were loans on Russian assets"
    )


def marks(
    table: pd.DataFrame, y: alt.Y, first: pd.Timestamp, until: pd.Timestamp, room: Room
) -> alt.Chart:
    """The measures on the axis of time."""
    colours, shapes = theme.scales_of(ACTORS)
    domain = [theme.moment(first.replace(day=1)), theme.moment(until)]
    scale = alt.Scale(
        domain=domain, range=[room.either(LABELS, 20), room.width - room.either(8, 22)], nice=False
    )
    axis = alt.Axis(
        format=room.either("%b %Y", "%b %y"),
        values=[theme.moment(day) for day in pd.date_range(first, until, freq="6MS")],
        ticks=False,
        labelPadding=6,
        grid=True,
    )
    encoded = alt.Chart(table).mark_point(
        filled=True,
        opacity=0.9,
        size=80,
        stroke=theme.PAPER,
        strokeWidth=0.8,
        yOffset=room.lift,
    )
    return encoded.encode(
        x=alt.X("at:T", scale=scale, axis=axis, title=None),
        y=y,
        color=alt.Color("who:N", scale=colours, legend=None),
        shape=alt.Shape("who:N", scale=shapes, legend=None),
        tooltip=["measure:N"],
    )


def lanes(table: pd.DataFrame, y: alt.Y, room: Room) -> alt.Chart:
    """The names of the kinds, and how many measures each holds."""
    counts = table.groupby("kind", sort=False).size().rename("n").reset_index()
    counts["label"] = counts["kind"] + " (" + counts["n"].astype(str) + ")"
    return theme.names(alt.Chart(counts).encode(y=y), "label", LABELS - 12, room)
