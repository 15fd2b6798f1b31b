"""Public refusals that were taken back: how many days before the approval each was spoken."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 196
DAYS = 48
ROW = 18
TALL = 34  # where the name stands above
TICKS = [0, 7, 30, 90, 180, 365, 540]


@fitting
def draw(noes: pd.DataFrame, *, finding: str, note: str, room: Room) -> alt.TopLevelMixin:
    """A line for each donor and system, from its first refusal to the approval at day 0.

    `noes`: one row a refusal, with `name`, `donor`, `low`, `high` (days before the approval; they
    differ where a month is in it) and `last`. Rows keep the order in which the pairs first come.
    """
    table = noes.assign(
        row=noes["name"] + ", " + noes["donor"], middle=(noes["low"] + noes["high"]) / 2
    )
    rows = list(dict.fromkeys(table["row"]))
    x = days_before(float(table["high"].max()), room)
    y = alt.Y("row:N", sort=rows, axis=None)
    layers = alt.layer(
        *lines(table, x, y, room), *crosses(table, x, y, room), *texts(table, y, room)
    )
    chart = layers.properties(width=room.width, height=room.either(ROW, TALL) * len(rows))
    return theme.finished(chart, finding=finding, note=note, room=room)


def days_before(top: float, room: Room) -> alt.X:
    """Days before the approval, by square roots: the last weeks are the point of the figure."""
    return alt.X(
        "middle:Q",
        scale=alt.Scale(
            type="sqrt",
            domain=[top, 0],
            range=room.either([LABELS, room.width - DAYS], [6, room.width - 6]),
            nice=False,
        ),
        axis=alt.Axis(
            values=[tick for tick in TICKS if tick <= top],
            ticks=False,
            title="days before the approval",
            titleAnchor="end",
        ),
    )


def lines(table: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """From the first refusal to the last, thin; from the last to the approval, thick."""
    spans = table.groupby("row", sort=False)["middle"].agg(["max", "min"]).reset_index()
    spans = spans.assign(zero=0, word=theme.STEPS["approved"].word)
    base = alt.Chart(spans).encode(y=y)
    first = x.copy()
    first["shorthand"] = "max:Q"
    last = x.copy()
    last["shorthand"] = "min:Q"
    refusing = base.mark_rule(color=theme.GREY, strokeWidth=1, yOffset=room.lift)
    wait = base.mark_rule(color=theme.BLUE, strokeWidth=4, opacity=0.55, yOffset=room.lift)
    return refusing.encode(x=first, x2=alt.X2("min:Q")), wait.encode(x=last, x2=alt.X2("zero:Q"))


def crosses(table: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """A cross for each refusal, a bar behind it where only the month is known."""
    base = alt.Chart(theme.kept(table, "row", "middle", "low", "high")).encode(y=y)
    low = x.copy()
    low["shorthand"] = "low:Q"
    spread = (
        base.transform_filter("datum.low !== datum.high")
        .mark_rule(color=theme.VERMILION, strokeWidth=9, opacity=0.35, yOffset=room.lift)
        .encode(x=low, x2=alt.X2("high:Q"))
    )
    points = base.mark_point(
        filled=True,
        color=theme.VERMILION,
        shape=theme.CROSS,
        opacity=1,
        size=66,
        yOffset=room.lift,
    ).encode(x=x)
    return spread, points


def texts(table: pd.DataFrame, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """System and donor on the left or above, days from the last refusal on the right."""
    last = table[table["last"]]
    days = last.assign(
        text=[theme.between(row.low, row.high) for row in last.itertuples()],
    )[["row", "text"]]
    base = alt.Chart(days).encode(y=y)
    figures = base.mark_text(align="right", baseline="middle", color=theme.BLUE, dy=-room.lift)
    return (
        theme.names(base, "row", LABELS - 10, room),
        figures.encode(x=alt.XValue(room.width), text=alt.Text("text:N")),
    )
