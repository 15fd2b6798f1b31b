"""Figure: tools of economic pressure under discussion in November 2024, and who used them when."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

ACTORS = {
    "EU": theme.Mark("EU", theme.BLUE, "square"),
    "US": theme.Mark("US", theme.VERMILION, "circle"),
    "UK": theme.Mark("UK", theme.GREEN, "triangle-up"),
}
LABELS = 190
LANE = 34
TALL = 50  # where the name stands above
DODGE = {"US": 9, "EU": 17, "UK": 25}
NOTE = (
    "Large mark: an actor’s first use; small: a later one. The line is the day of the op-ed. Uses "
    "are those of the table; a G7 measure counts for each."
)


@fitting
def draw(
    frame: pd.DataFrame, tools: list[str], *, turn: pd.Timestamp, until: pd.Timestamp, room: Room
) -> alt.TopLevelMixin:
    """A lane for each of `tools`, from `report.analysis.hindsight.pressure.uses`."""
    lane, down = room.either((LANE, 0), (TALL, 15))
    top = {name: lane * place + down for place, name in enumerate(tools)}
    chosen = frame[frame["tool"].isin(top)]
    middle = chosen["earliest"] + (chosen["latest"] - chosen["earliest"]) / 2
    table = chosen.assign(
        at=middle,
        y=chosen["tool"].map(top) + chosen["actor"].map(DODGE),
        size=chosen["first"].map({True: 95, False: 26}),
    )
    first = min(middle.min(), turn).replace(day=1)
    shown = table.drop(columns=["earliest", "latest"]).rename(columns={"key": "steps"})
    shown = theme.dated(shown, "at")
    dates = alt.Scale(
        domain=[theme.moment(first), theme.moment(until)],
        range=[room.either(LABELS, 8), room.width - 8],
        nice=False,
    )
    axis = alt.Axis(
        format="%b %Y", tickCount=room.either(5, 4), ticks=False, labelPadding=6, title=None
    )
    colours, shapes = theme.scales_of(ACTORS)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[lane * len(tools), 0], nice=False), axis=None)
    marks = (
        alt.Chart(shown)
        .mark_point(filled=True, opacity=1, stroke=theme.PAPER, strokeWidth=0.6)
        .encode(
            x=alt.X("at:T", scale=dates, axis=axis),
            y=y,
            size=alt.Size("size:Q", scale=None, legend=None),
            color=alt.Color("actor:N", scale=colours, legend=None),
            shape=alt.Shape("actor:N", scale=shapes, legend=None),
        )
    )
    day = (
        alt.Chart(theme.dated(pd.DataFrame({"at": [turn]}), "at"))
        .mark_rule(color=theme.MUTED)
        .encode(x=alt.X("at:T", scale=dates, axis=axis))
    )
    places = pd.DataFrame(
        {"tool": tools, "y": [top[name] + room.either(LANE / 2, 0) for name in tools]}
    )
    names = theme.names(alt.Chart(places).encode(y=y), "tool", LABELS - 10, room, lift=-5)
    layers = alt.layer(day, marks, names).properties(width=room.width, height=lane * len(tools))
    chart = theme.stacked(theme.key(ACTORS, room.width), layers, also="size")
    return theme.finished(chart, finding=finding(frame), note=NOTE, room=room)


def finding(frame: pd.DataFrame) -> str:
    """How many tools Washington used for the first time since, and how many it never did."""
    mine = frame[frame["actor"].eq("US") & frame["first"]]
    new = sorted(set(mine.loc[mine["late"], "tool"]))
    europe = frame[frame["actor"].isin(["EU", "UK"]) & frame["first"] & frame["late"]]
    others = sorted(set(europe["tool"]))
    return (
        f"Since the op-ed Washington first used {len(new)} of the tools under discussion, "
        f"the EU or Britain {len(others)}"
    )
