"""Figure: facts for and against the claims, by the quarter from which they were known."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

SIDES = {
    "for": theme.Mark("for a claim", theme.BLUE, "square"),
    "against": theme.Mark("against", theme.VERMILION, "square"),
}
NOTE = (
    "Facts by the quarter from which they were surely known. Bars {} speak for a claim, {} against."
)
ROW = 21
LABELS = 80


@fitting
def draw(frame: pd.DataFrame, *, since: pd.Timestamp, room: Room) -> alt.TopLevelMixin:
    """Bars up and down, or right and left, from the frame that `report.analysis.claims.by_day` makes.

    Facts known before `since` stand in one bar of their own, at the beginning.
    """
    table = gathered(frame, since)
    scale = alt.Scale(domain=list(SIDES), range=[mark.colour for mark in SIDES.values()])
    base = alt.Chart(table)
    bars = placed(base.mark_bar(), room).encode(fill=alt.Fill("side:N", scale=scale, legend=None))
    words = [
        placed(numbers(base, side, sign, room), room).encode(text=alt.Text("n:Q"))
        for side, sign in (("for", 1), ("against", -1))
    ]
    height = room.either(190, ROW * table["label"].nunique())
    before = room.either(0, LABELS)
    layers = alt.layer(bars, *words).properties(width=room.width - before, height=height)
    chart = theme.stacked(theme.key(SIDES, room.width - before, before), layers, also="fill")
    note = NOTE.format(*room.either(("up", "down"), ("to the right", "to the left")))
    return theme.finished(chart, finding=finding(frame), note=note, frame="bounds", room=room)


def placed(marks: alt.Chart, room: Room) -> alt.Chart:
    """Marks by quarter and number of facts: quarters across, or down where there is little room."""
    axis = {"ticks": False, "labelPadding": 6, "title": None}
    order = {"sort": None, "scale": alt.Scale(paddingInner=0.3)}
    if room.is_narrow:
        x = alt.X("signed:Q", axis=None, scale=alt.Scale(padding=26))
        return marks.encode(x=x, y=alt.Y("label:N", axis=alt.Axis(**axis), **order))
    split = alt.Axis(labelAngle=0, labelExpr="split(datum.label, ' ')", **axis)
    y = alt.Y("signed:Q", axis=None, scale=alt.Scale(padding=16))
    return marks.encode(x=alt.X("label:N", axis=split, **order), y=y)


def numbers(base: alt.Chart, side: str, sign: int, room: Room) -> alt.Chart:
    """The numbers of one side, beyond the end of its bars; `sign` is its direction."""
    beyond = room.either(
        {"dy": -8.5 * sign + 0.5}, {"dx": 4 * sign, "align": "left" if sign > 0 else "right"}
    )
    own = base.transform_filter(f"datum.side === '{side}'")
    return own.mark_text(fontSize=theme.SMALL, baseline="middle", **beyond)


def gathered(frame: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """The quarters with their labels, the older ones together."""
    old = frame["quarter"].lt(since)
    labels = [
        f"before {since:%Y}" if is_old else f"Q{quarter.quarter} {quarter:%Y}"
        for quarter, is_old in zip(frame["quarter"], old, strict=True)
    ]
    table = frame.assign(
        label=labels, order=frame["quarter"].where(~old, since - pd.Timedelta(days=1))
    )
    table = table.groupby(["order", "label", "side"], as_index=False)[["n", "steps"]].sum()
    table = table.sort_values("order")
    signed = table["n"].where(table["side"].eq("for"), -table["n"])
    return theme.kept(table.assign(signed=signed), "label", "side", "n", "signed")


def finding(frame: pd.DataFrame) -> str:
    """How many facts there are, on which side, and how many are of the last quarter."""
    total, against = int(frame["n"].sum()), int(frame.loc[frame["side"].eq("against"), "n"].sum())
    last = frame["quarter"].max()
    recent = int(frame.loc[frame["quarter"].eq(last), "n"].sum())
    return (
        f"{against} of {total} facts speak against a claim; "
        f"{recent} of {total} became known in the last quarter alone"
    )
