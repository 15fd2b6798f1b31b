"""Figure: one comparison under every defensible set-up, as a forest of estimates."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.theme import BLUE, INK, MUTED, SMALL, VERMILION, finished

ROW = 16
PANEL = 205
LABELS = 136
NOTE = (
    "Percentage points by which more settlements stayed free of attack for ten years. Bars: 95% of "
    "draws of whole dyads. Filled: log-rank p under 0.05. Numbers: settlements in either group."
)


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.Chart:
    """Estimates from `report.analysis.precedents.estimates`, with a column `contrast` for the panel."""
    panels = [
        panel(rows, name, room, labels=room.is_narrow or i == 0)
        for i, (name, rows) in enumerate(frame.groupby("contrast", sort=False))
    ]
    side_by_side = alt.hconcat(*panels, spacing=10).resolve_scale(y="shared")
    chart = alt.vconcat(*panels, spacing=18) if room.is_narrow else side_by_side
    return finished(chart, finding=finding(frame), note=NOTE, frame="bounds", room=room)


def finding(frame: pd.DataFrame) -> str:
    """Between which values each contrast moves."""
    ends = frame.groupby("contrast", sort=False)["estimate"].agg(["min", "max"])
    parts = [
        f"{name.replace(' | ', ' ').lower()} {signed(row['min'])} to {signed(row['max'])} points"
        for name, row in ends.iterrows()
    ]
    return "The set-up decides: " + ", ".join(parts)


def signed(value: float) -> str:
    """A number with its sign, minus as a minus."""
    return f"{value:+.0f}".replace("-", "\N{MINUS SIGN}")


def panel(rows: pd.DataFrame, name: str, room: Room, *, labels: bool) -> alt.LayerChart:
    """One contrast: a line for each specification."""
    told = rows.assign(
        sure=rows["p"].lt(0.05),
        sizes=rows["n_first"].astype(str) + " / " + rows["n_second"].astype(str),
    )
    order = list(rows["specification"])
    width = room.either(PANEL, room.width - LABELS)
    bold = f"datum.label == {order[0]!r}"
    axis = alt.Axis(
        labels=labels,
        ticks=False,
        labelFontSize=SMALL,
        labelColor=alt.condition(bold, alt.value(INK), alt.value(MUTED)),
        labelFontWeight=alt.condition(bold, alt.value("bold"), alt.value("normal")),
    )
    y = alt.Y("specification:N", sort=order, title=None, axis=axis if labels else None)
    span = alt.Scale(domain=[-90, 130], nice=False)
    ticks = alt.Axis(values=[-50, 0, 50], labelFontSize=SMALL)
    x = alt.X("estimate:Q", scale=span, title=None, axis=ticks)
    base = alt.Chart(told).encode(y=y)
    zero = (
        alt.Chart(pd.DataFrame({"x": [0]}))
        .mark_rule(color=MUTED)
        .encode(x=alt.X("x:Q", scale=span))
    )
    bars = base.mark_bar(height=4, opacity=0.35, color=BLUE).encode(
        x=alt.X("low:Q", scale=span), x2=alt.X2("high:Q")
    )
    fill = alt.condition("datum.sure", alt.value(VERMILION), alt.value("transparent"))
    dots = base.mark_point(size=44, opacity=1, strokeWidth=1.8, shape="circle").encode(
        x=x,
        stroke=alt.condition("datum.sure", alt.value(VERMILION), alt.value(BLUE)),
        fill=fill,
    )
    sizes = base.mark_text(fontSize=SMALL, align="right", color=MUTED).encode(
        x=alt.XValue(width), text=alt.Text("sizes:N")
    )
    title = alt.TitleParams(
        room.either(name.split(" | "), name.replace(" | ", " ")),
        fontSize=12,
        color=INK,
        anchor="start",
        frame="group",
    )
    return (zero + bars + dots + sizes).properties(
        width=width, height=ROW * len(order), title=title
    )
