"""Figure: the op-ed's forecasts, what became of each, and from which day that was plain."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting
from report.analysis.hindsight.outcomes import SCORED

LABELS = 300
ROW = 44
TALL = 66  # where the words stand above
MARKS = {
    "came_true": theme.Mark("came true", theme.BLUE, "square"),
    "partly": theme.Mark("in part", theme.GREEN, "diamond"),
    "did_not": theme.Mark("did not", theme.VERMILION, theme.CROSS),
    "open": theme.Mark("open", theme.GREY, "triangle-right"),
}
NOTE = "A mark stands on the day from which the outcome was plain; an open forecast runs on."


@fitting
def draw(
    frame: pd.DataFrame, *, since: pd.Timestamp, until: pd.Timestamp, room: Room
) -> alt.TopLevelMixin:
    """A line for each forecast of `report.analysis.hindsight.outcomes.forecasts`, in its order."""
    table = pd.DataFrame(
        {
            "label": [
                f"{number}  {claim}"
                for number, claim in zip(frame["number"], frame["claim"], strict=True)
            ],
            "since": since,
            "at": frame["decided_on"].fillna(until),
            "word": frame["outcome"].map({key: mark.word for key, mark in MARKS.items()}),
        }
    )
    table["lines"] = [
        "\n".join(textwrap.wrap(text, room.either(52, 56))) for text in table["label"]
    ]
    rows = theme.dated(table, "since", "at")
    present = {key: mark for key, mark in MARKS.items() if key in set(frame["outcome"])}
    y = alt.Y("label:N", sort=list(rows["label"]), axis=None)
    layers = alt.layer(*lines(rows, y, since, until, present, room=room), names(rows, y, room))
    layers = layers.properties(width=room.width, height=room.either(ROW, TALL) * len(rows))
    chart = theme.stacked(theme.key(present, room.width), layers)
    return theme.finished(chart, finding=finding(frame), note=NOTE, room=room)


def lines(
    rows: pd.DataFrame,
    y: alt.Y,
    since: pd.Timestamp,
    until: pd.Timestamp,
    present: dict[str, theme.Mark],
    *,
    room: Room,
) -> tuple[alt.Chart, alt.Chart]:
    """From the day of the op-ed to the day of the outcome, and the mark on it."""
    scale = alt.Scale(
        domain=[theme.moment(since), theme.moment(until)],
        range=[room.either(LABELS, 6), room.width - 8],
        nice=False,
    )
    months = [theme.moment(day) for day in pd.date_range(since, until, freq="QS")]
    axis = alt.Axis(format="%b %y", values=months, ticks=False, labelPadding=6, title=None)
    base, low = alt.Chart(rows).encode(y=y), room.either(0, TALL / 2 - 10)
    rule = base.mark_rule(color=theme.GREY, strokeWidth=1, yOffset=low).encode(
        x=alt.X("since:T", scale=scale, axis=axis), x2=alt.X2("at:T")
    )
    colours, shapes = theme.scales_of(present)
    marks = base.mark_point(filled=True, size=90, opacity=1, yOffset=low).encode(
        x=alt.X("at:T", scale=scale, axis=axis),
        color=alt.Color("word:N", scale=colours, legend=None),
        shape=alt.Shape("word:N", scale=shapes, legend=None),
    )
    return rule, marks


def names(rows: pd.DataFrame, y: alt.Y, room: Room) -> alt.Chart:
    """The forecasts in words, on the left or above."""
    return (
        alt.Chart(rows)
        .mark_text(
            align="left",
            baseline=room.either("middle", "top"),
            dy=room.either(0, 4 - TALL / 2),
            fontSize=theme.SMALL,
            lineBreak="\n",
        )
        .encode(x=alt.XValue(0), y=y, text=alt.Text("lines:N"))
    )


def finding(frame: pd.DataFrame) -> str:
    """How many can be scored, how many of these came true, and what is open."""
    decided = frame[frame["outcome"].isin(SCORED)]
    hits = int(decided["outcome"].eq("came_true").sum())
    return (
        f"{len(decided)} of {len(frame)} forecasts can be scored: {hits} came true, "
        f"{len(decided) - hits} in part; {len(frame) - len(decided)} wait for a deal or a defeat"
    )
