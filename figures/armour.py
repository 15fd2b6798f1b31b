"""The weeks in which the partners agreed to send armour: who spoke on which day."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 92
ROW = 21
TALL = 35  # where the name stands above
MARKS = {
    "under_review": theme.Mark("under review", theme.GREY, "circle"),
    "refused": theme.STEPS["refused"],
    "approved": theme.STEPS["approved"],
}


@fitting
def draw(
    approvals: pd.DataFrame,
    steps: pd.DataFrame,
    *,
    since: pd.Timestamp,
    until: pd.Timestamp,
    finding: str,
    note: str,
    room: Room,
) -> alt.TopLevelMixin:
    """A line for each system, the day of its approval with the donor beside it.

    `approvals`: one row a system, with `name`, `day` (timestamp) and `donor`; rows keep their order.
    `steps`: what else was said on the way, with `name`, `event` (a key of `MARKS`) and `day`; only
    days from `since` to `until` are drawn.
    """
    x = calendar(since, until, room)
    y = alt.Y("name:N", sort=list(approvals["name"]), axis=None)
    said = steps[steps["day"].between(since, until) & steps["event"].isin(MARKS)]
    said = said[said["event"].ne("approved")]
    layers = alt.layer(
        *given(approvals.assign(since=since), x, y, room),
        symbols(said, x, y, room),
        symbols(approvals.assign(event="approved"), x, y, room),
    )
    chart = layers.properties(width=room.width, height=room.either(ROW, TALL) * len(approvals))
    stacked = theme.stacked(theme.key(MARKS, room.width), chart, spacing=10)
    return theme.finished(stacked, finding=finding, note=note, room=room)


def calendar(since: pd.Timestamp, until: pd.Timestamp, room: Room) -> alt.X:
    """The days, a line at each Monday."""
    scale = alt.Scale(
        domain=[theme.moment(since), theme.moment(until)],
        range=[room.either(LABELS, 8), room.width - 8],
        nice=False,
    )
    weeks = [theme.moment(day) for day in pd.date_range(since, until, freq="W-MON")]
    return alt.X(
        "day:T",
        scale=scale,
        title=None,
        axis=alt.Axis(values=weeks, format="%-d %b", ticks=False, labelPadding=6),
    )


def given(
    approvals: pd.DataFrame, x: alt.X, y: alt.Y, room: Room
) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """The name of each system, a line to its approval, and who gave it."""
    table = theme.kept(theme.dated(approvals, "day", "since"), "name", "day", "since", "donor")
    base = alt.Chart(table).encode(y=y)
    names = theme.names(base, "name", LABELS - 10, room)
    line = base.mark_rule(color=theme.GREY, yOffset=room.lift).encode(x=x, x2=alt.X2("since:T"))
    donors = base.mark_text(
        align=room.either("left", "right"),
        baseline="middle",
        dx=room.either(10, 0),
        dy=-room.lift,
        color=theme.BLUE,
    ).encode(x=room.either(x, alt.XValue(room.width - 8)), text=alt.Text("donor:N"))
    return line, names, donors


def symbols(steps: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> alt.Chart:
    """What was said, by symbol and colour."""
    words = {key: mark.word for key, mark in MARKS.items()}
    table = theme.dated(steps.assign(word=steps["event"].map(words)), "day")
    colours, shapes = theme.scales_of(MARKS)
    return (
        alt.Chart(theme.kept(table, "name", "word", "day"))
        .mark_point(filled=True, opacity=1, size=80, yOffset=room.lift)
        .encode(
            x=x,
            y=y,
            color=alt.Color("word:N", scale=colours, legend=None),
            shape=alt.Shape("word:N", scale=shapes, legend=None),
        )
    )
