"""Figure: promises of weapons by half-year and donor."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

DONORS = {
    "United States": theme.Mark("United States", theme.VERMILION, "square"),
    "Germany": theme.Mark("Germany", theme.BLUE, "square"),
    "United Kingdom": theme.Mark("United Kingdom", theme.GREEN, "square"),
    "France": theme.Mark("France", theme.PURPLE, "square"),
    "others": theme.Mark("others", theme.GREY, "square"),
}
SPLIT = "split(datum.label, ' ')"
AXIS = 40
NOTE = (
    "Approvals and additions in the table, a sale counting like a gift. A step of several donors "
    "counts for each. The last half-year is not over."
)


@fitting
def draw(frame: pd.DataFrame, *, turn: str, room: Room) -> alt.TopLevelMixin:
    """Stacked bars of the frame that `report.analysis.hindsight.arms.by_half_year` makes.

    `turn` is the first half-year after the turn ("2025 I"): the title compares the shares on either
    side of it.
    """
    rank = {name: place for place, name in enumerate(DONORS)}
    table = frame.assign(rank=frame["donor"].map(rank))
    scale = alt.Scale(domain=list(DONORS), range=[mark.colour for mark in DONORS.values()])
    x = alt.X(
        "half:N",
        title=None,
        axis=alt.Axis(
            labelAngle=0, ticks=False, labelPadding=6, **room.either({}, {"labelExpr": SPLIT})
        ),
        scale=alt.Scale(paddingInner=0.35),
    )
    base = alt.Chart(table).encode(x=x, order=alt.Order("rank:Q"))
    bars = base.mark_bar().encode(
        y=alt.Y("n:Q", title="promises", axis=alt.Axis(tickCount=5, titleAnchor="end")),
        color=alt.Color("donor:N", scale=scale, legend=None),
    )
    legible = alt.condition("datum.n >= 2", alt.value(1), alt.value(0))
    words = base.mark_text(color=theme.PAPER, fontSize=theme.SMALL, baseline="middle").encode(
        y=alt.Y("n:Q", stack="zero", bandPosition=0.5), text=alt.Text("n:Q"), opacity=legible
    )
    layers = alt.layer(bars, words).properties(width=room.width - AXIS, height=230)
    present = {key: mark for key, mark in DONORS.items() if key in set(frame["donor"])}
    chart = theme.stacked(
        theme.key(present, room.width - AXIS, before=room.either(0, AXIS)), layers
    )
    return theme.finished(chart, finding=finding(frame, turn), note=NOTE, frame="bounds", room=room)


def finding(frame: pd.DataFrame, turn: str) -> str:
    """The American part of all promises, before and since."""
    late = frame["half"].ge(turn)
    parts = [american(frame[~late]), american(frame[late])]
    return (
        f"Washington made {parts[0]} promises to the end of {int(turn[:4]) - 1} "
        f"and {parts[1]} since"
    )


def american(frame: pd.DataFrame) -> str:
    """ "49 of 121": promises with Washington in them, of all."""
    mine = int(frame.loc[frame["donor"].eq("United States"), "n"].sum())
    return f"{mine} of {int(frame['n'].sum())}"
