"""Figure: facts for and against the claims, by the quarter from which they were known."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme

SIDES = {
    "for": theme.Mark("for a claim", theme.BLUE, "square"),
    "against": theme.Mark("against", theme.VERMILION, "square"),
}
NOTE = "Facts by the quarter from which they were surely known. Bars up speak for a claim, down against."


def draw(frame: pd.DataFrame, *, since: pd.Timestamp) -> alt.TopLevelMixin:
    """Bars up and down from the frame that `report.analysis.claims.by_day` makes.

    Facts known before `since` stand in one bar of their own, at the left.
    """
    table = gathered(frame, since)
    scale = alt.Scale(domain=list(SIDES), range=[mark.colour for mark in SIDES.values()])
    order = list(dict.fromkeys(table["label"]))
    axis = alt.Axis(ticks=False, labelAngle=0, labelPadding=6, labelExpr="split(datum.label, ' ')")
    x = alt.X("label:N", sort=order, title=None, axis=axis, scale=alt.Scale(paddingInner=0.3))
    base = alt.Chart(table).encode(x=x)
    y = alt.Y("signed:Q", axis=None, scale=alt.Scale(padding=16))
    bars = base.mark_bar().encode(y=y, fill=alt.Fill("side:N", scale=scale, legend=None))
    up = base.transform_filter("datum.side === 'for'").mark_text(dy=-8, fontSize=theme.SMALL)
    down = base.transform_filter("datum.side === 'against'").mark_text(dy=9, fontSize=theme.SMALL)
    words = [marks.encode(y=y, text="n:Q") for marks in (up, down)]
    layers = alt.layer(bars, *words).properties(width=theme.WIDTH, height=190)
    chart = alt.vconcat(theme.key(SIDES), layers, spacing=8)
    chart = chart.resolve_scale(color="independent", shape="independent", fill="independent")
    return theme.finished(chart, finding=finding(frame), note=NOTE)


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
    table = table.groupby(["order", "label", "side"], as_index=False)["n"].sum()
    table = table.sort_values("order")
    return table.assign(signed=table["n"].where(table["side"].eq("for"), -table["n"]))[
        ["label", "side", "n", "signed"]
    ]


def finding(frame: pd.DataFrame) -> str:
    """How many facts there are, on which side, and how many are of the last quarter."""
    total, against = int(frame["n"].sum()), int(frame.loc[frame["side"].eq("against"), "n"].sum())
    last = frame["quarter"].max()
    recent = int(frame.loc[frame["quarter"].eq(last), "n"].sum())
    return (
        f"{against} of {total} facts speak against a claim; "
        f"{recent} of {total} became known in the last quarter alone"
    )
