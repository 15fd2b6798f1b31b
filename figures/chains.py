"""Decision chains, one line a system: request, public refusals, approval, delivery, first use."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 138  # pixels for the names of systems
DAYS = 62  # pixels for the column of days
ROW = 19
TALL = 34  # where the name stands above


@fitting
def draw(
    marks: pd.DataFrame,
    waits: pd.DataFrame,
    *,
    until: pd.Timestamp,
    finding: str,
    note: str,
    room: Room,
) -> alt.TopLevelMixin:
    """One panel a group of systems, on a shared axis of time that ends with the day `until`.

    `marks`: one row a step, with `name`, `group`, `event` (a key of `theme.STEPS`), `earliest` and
    `latest` (timestamps; they differ where only the month is known). `waits`: one row a system, with
    `name`, `group`, `start` and `end` (the wait for a decision), `last` (day of the last step),
    `low` and `high` (days), `open` (whether it waits still). Rows keep the order of `waits`, from the
    top down; steps of other systems are left out.
    """
    marks = marks[marks["name"].isin(waits["name"])].assign(name=lambda rows: short(rows["name"]))
    waits = waits.assign(
        name=short(waits["name"]),
        days=[
            theme.between(row.low, row.high) + ("+" if row.open else "")
            for row in waits.itertuples()
        ],
    )
    span = time_scale(waits["start"].min(), until, room)
    groups = list(dict.fromkeys(waits["group"]))
    panels = [
        panel(
            marks[marks["group"].eq(group)],
            waits[waits["group"].eq(group)],
            years(span, waits["start"].min(), until, labels=group == groups[-1]),
            room,
        )
        for group in groups
    ]
    stacked = theme.stacked(theme.key(theme.STEPS, room.width), *panels, spacing=9)
    return theme.finished(stacked, finding=finding, note=note, room=room)


def short(names: pd.Series) -> pd.Series:
    """Names without what stands in brackets."""
    return names.str.replace(r"\s*\(.*\)", "", regex=True)


def time_scale(start: pd.Timestamp, until: pd.Timestamp, room: Room) -> alt.Scale:
    """From a little before the first step to `until`, between the names and the column of days."""
    domain = [theme.moment(start - pd.Timedelta(days=20)), theme.moment(until)]
    ends = room.either([LABELS, room.width - DAYS], [2, room.width - 6])
    return alt.Scale(domain=domain, range=ends, nice=False)


def years(scale: alt.Scale, start: pd.Timestamp, until: pd.Timestamp, *, labels: bool) -> alt.X:
    """The axis of time: a line at each new year, `labels` below the last panel only."""
    ticks = [
        theme.moment(pd.Timestamp(year, 1, 1)) for year in range(start.year + 1, until.year + 1)
    ]
    axis = alt.Axis(
        values=ticks, format="%Y", labels=labels, ticks=False, labelAlign="left", labelPadding=6
    )
    return alt.X("start:T", scale=scale, axis=axis, title=None)


def panel(marks: pd.DataFrame, waits: pd.DataFrame, x: alt.X, room: Room) -> alt.Chart:
    """The systems of one group."""
    y = alt.Y("name:N", sort=list(waits["name"]), axis=None)
    texts = [
        theme.names(alt.Chart(waits[["name"]]).encode(y=y), "name", LABELS - 10, room),
        days(waits, y, room),
    ]
    title = alt.TitleParams(
        waits["group"].iloc[0], fontSize=theme.TEXT, color=theme.MUTED, offset=3
    )
    layers = alt.layer(*lines(waits, x, y, room), *points(marks, y, room), *texts)
    height = room.either(ROW, TALL) * len(waits)
    return layers.properties(width=room.width, height=height, title=title)


def lines(waits: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """The wait for a decision as a thick line, what followed as a thin one."""
    base = alt.Chart(theme.dated(waits, "start", "end", "last")).encode(y=y)
    thick, thin = (
        base.mark_rule(color=theme.GREY, strokeWidth=width, opacity=opacity, yOffset=room.lift)
        for width, opacity in ((4, 0.55), (1, 1))
    )
    waited = thick.encode(x=x, x2=alt.X2("end:T"))
    after = thin.encode(x=alt.X("end:T"), x2=alt.X2("last:T"))
    return waited, after


def points(marks: pd.DataFrame, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """A symbol a step; a bar behind it over the days that the step can have been."""
    shown = marks.assign(
        word=marks["event"].map({key: mark.word for key, mark in theme.STEPS.items()}),
        middle=marks["earliest"] + (marks["latest"] - marks["earliest"]) / 2,
        order=marks["event"].map({key: place for place, key in enumerate(theme.STEPS)}),
    )
    table = theme.dated(shown, "earliest", "latest", "middle").sort_values("order", kind="stable")
    colours, shapes = theme.scales_of(theme.STEPS)
    base = alt.Chart(table).encode(y=y)
    bars = (
        base.transform_filter("datum.earliest !== datum.latest")
        .mark_rule(strokeWidth=9, opacity=0.4, yOffset=room.lift)
        .encode(
            x=alt.X("earliest:T"),
            x2=alt.X2("latest:T"),
            color=alt.Color("word:N", scale=colours, legend=None),
        )
    )
    symbols = base.mark_point(
        filled=True, opacity=1, size=66, stroke=theme.PAPER, yOffset=room.lift
    ).encode(
        x=alt.X("middle:T"),
        strokeWidth=alt.when(alt.datum.event == "refused")
        .then(alt.value(0))
        .otherwise(alt.value(1)),
        color=alt.Color("word:N", scale=colours, legend=None),
        shape=alt.Shape("word:N", scale=shapes, legend=None),
    )
    return bars, symbols


def days(waits: pd.DataFrame, y: alt.Y, room: Room) -> alt.Chart:
    """The column of days, at the right edge."""
    table = alt.Chart(waits[["name", "days"]])
    words = table.mark_text(align="right", baseline="middle", dy=-room.lift)
    return words.encode(y=y, x=alt.XValue(room.width), text=alt.Text("days:N"))
