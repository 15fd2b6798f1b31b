"""Figure: one comparison under every defensible set-up, as a forest of estimates."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.theme import BLUE, INK, MUTED, SMALL, VERMILION, finished

ROW = 16
PANEL = 205
NOTE = (
    "Percentage points by which more settlements stayed free of attack for ten years. Bars: 95% of "
    "draws of whole dyads. Filled: log-rank p under 0.05. Numbers: settlements in either group."
)


def draw(frame: pd.DataFrame) -> alt.Chart:
    """Estimates from `report.analysis.precedents.estimates`, with a column `contrast` for the panel."""
    panels = [
        panel(rows, name, first=i == 0)
        for i, (name, rows) in enumerate(frame.groupby("contrast", sort=False))
    ]
    chart = alt.hconcat(*panels, spacing=10).resolve_scale(y="shared")
    return finished(chart, finding=finding(frame), note=NOTE, frame="bounds")


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


def panel(rows: pd.DataFrame, name: str, *, first: bool) -> alt.LayerChart:
    """One contrast: a line for each specification."""
    told = rows.assign(
        sure=rows["p"].lt(0.05),
        sizes=rows["n_first"].astype(str) + " / " + rows["n_second"].astype(str),
    )
    order = list(rows["specification"])
    bold = f"datum.label == {order[0]!r}"
    axis = alt.Axis(
        labels=first,
        ticks=False,
        labelFontSize=SMALL,
        labelColor=alt.condition(bold, alt.value(INK), alt.value(MUTED)),
        labelFontWeight=alt.condition(bold, alt.value("bold"), alt.value("normal")),
    )
    y = alt.Y("specification:N", sort=order, title=None, axis=axis if first else None)
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
        x=alt.X("low:Q", scale=span), x2="high:Q"
    )
    fill = alt.condition("datum.sure", alt.value(VERMILION), alt.value("transparent"))
    dots = base.mark_point(size=44, opacity=1, strokeWidth=1.8, shape="circle").encode(
        x=x,
        stroke=alt.condition("datum.sure", alt.value(VERMILION), alt.value(BLUE)),
        fill=fill,
    )
    sizes = base.mark_text(fontSize=SMALL, align="right", color=MUTED).encode(
        x=alt.value(PANEL), text="sizes:N"
    )
    title = alt.TitleParams(
        name.split(" | "), fontSize=12, color=INK, anchor="start", frame="group"
    )
    return (zero + bars + dots + sizes).properties(
        width=PANEL, height=ROW * len(order), title=title
    )
