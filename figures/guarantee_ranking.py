"""Figure: how far each framework's rank moves when coding and weights do."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.theme import BLUE, INK, MUTED, SMALL, VERMILION, finished

ROW = 15
LABELS = 182
NOTE = (
    "Rank by plain sum of scores, 1 the strongest, equals in the middle. Dot: as adjudicated. "
    "Dark bar: one dimension left out. Light bar: all checks (scores shifted by one, random "
    "weights, either coder, one framework less)."
)


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.Chart:
    """The ranges of a frame that `report.analysis.guarantees.ranked` makes, strongest first.

    Columns used: `framework`, `mine` (Ukraine's network, drawn in another colour), `rank`, `low`,
    `high`, `dropped.low`, `dropped.high`.
    """
    plain = frame.rename(columns=lambda name: name.replace(".", "_"))
    order = list(plain["framework"])
    own = [name for name, mine in zip(order, plain["mine"], strict=True) if mine]
    is_own = " || ".join(f"datum.label == {name!r}" for name in own) or "false"
    rows = alt.Axis(
        ticks=False,
        labelFontSize=SMALL,
        labelColor=alt.condition(is_own, alt.value(INK), alt.value(MUTED)),
        labelFontWeight=alt.condition(is_own, alt.value("bold"), alt.value("normal")),
    )
    hue = alt.condition("datum.mine", alt.value(VERMILION), alt.value(BLUE))
    base = alt.Chart(plain).encode(y=alt.Y("framework:N", sort=order, title=None, axis=rows))
    scale = alt.Scale(domain=[1, len(plain)], nice=False)
    wide = base.mark_bar(height=9, opacity=0.28, cornerRadius=2).encode(
        x=alt.X(
            "low:Q",
            scale=scale,
            title="rank",
            axis=alt.Axis(orient="top", tickCount=room.either(10, 4)),
        ),
        x2=alt.X2("high:Q"),
        color=hue,
    )
    narrow = base.mark_bar(height=4, opacity=0.75).encode(
        x=alt.X("dropped_low:Q", scale=scale), x2=alt.X2("dropped_high:Q"), color=hue
    )
    dots = base.mark_point(filled=True, size=46, opacity=1, stroke=None).encode(
        x=alt.X("rank:Q", scale=scale), color=hue
    )
    chart = (wide + narrow + dots).properties(
        width=room.either(345, room.width - LABELS), height=ROW * len(plain)
    )
    return finished(chart, finding=finding(plain), note=NOTE, frame="bounds", room=room)


def finding(plain: pd.DataFrame) -> str:
    """Where the network's typical agreement stands, and between which ranks it can be put."""
    if not plain["mine"].any():
        return f"The strongest of {len(plain)} instruments is “{plain['framework'].iloc[0]}”"
    own = plain[plain["mine"]].sort_values("rank").iloc[-1]
    return (
        f"{own['framework']} ranks {own['rank']:g} of {len(plain)}; "
        f"other codings and weights put it between {own['low']:g} and {own['high']:g}"
    )
