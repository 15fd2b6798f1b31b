"""Figure: how long settlements stayed free of attack, by class of guarantee, with numbers at risk."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.theme import BLUE, GREY, INK, MUTED, SMALL, finished

PANEL = 158
LABELS = 50
LAST = 50
CLASSES = {
    "weak": ["None or paper", "assurance"],
    "middle": ["Observers or", "peacekeepers"],
    "strong": ["Treaty, alliance or", "combat troops"],
}
YEARS = alt.Scale(domain=[0, LAST], nice=False)
SHARE = alt.Scale(domain=[0, 1])


@fitting
def draw(
    curves: pd.DataFrame, overall: pd.DataFrame, risk: pd.DataFrame, p: float, *, room: Room
) -> alt.Chart:
    """Three panels, side by side or one below the other: a curve with its 95 per cent band, over all.

    `curves`, `overall` (one group) and `risk` come from `report.analysis.precedents` (`curves`,
    `curves`, `at_risk`); `p` is the log-rank test's p-value over the three classes.
    """
    panels = [
        panel(
            group, words, curves, overall, risk, room=room, labels=room.is_narrow or group == "weak"
        )
        for group, words in CLASSES.items()
    ]
    chart = alt.vconcat(*panels) if room.is_narrow else alt.hconcat(*panels, spacing=14)
    return finished(chart, finding=finding(p), note=note(curves), frame="bounds", room=room)


def finding(p: float) -> str:
    """Whether the three classes can be told apart."""
    if p < 0.05:
        return f"Attacks came at different rates in the three classes of guarantee (log-rank p = {p:.2f})"
    return f"The three classes of guarantee can’t be told apart by time to attack (log-rank p = {p:.2f})"


def note(_: pd.DataFrame) -> str:
    """How to read the panels."""
    return (
        "Share of settlements not attacked (Kaplan–Meier) over years since the settlement, "
        "with 95% band. Grey: all settlements. Below: settlements still at risk."
    )


def panel(
    group: str,
    words: list[str],
    curves: pd.DataFrame,
    overall: pd.DataFrame,
    risk: pd.DataFrame,
    *,
    room: Room,
    labels: bool,
) -> alt.VConcatChart:
    """One class: its curve and band, and its numbers at risk below."""
    x = alt.X("years:Q", scale=YEARS, title=None, axis=alt.Axis(values=[0, 10, 20, 30, 40, 50]))
    shares = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75], labels=labels)
    y = alt.Y("quiet:Q", scale=SHARE, title=None, axis=shares)
    width = room.either(PANEL, room.width - LABELS)
    own = until(curves[curves["group"].eq(group)])
    band = (
        alt.Chart(own)
        .mark_area(interpolate="step-after", opacity=0.22, color=BLUE, clip=True)
        .encode(x=x, y=alt.Y("low:Q", scale=SHARE, axis=shares, title=None), y2=alt.Y2("high:Q"))
    )
    line = alt.Chart(own).mark_line(
        interpolate="step-after", color=BLUE, strokeWidth=2.2, clip=True
    )
    back = alt.Chart(until(overall)).mark_line(
        interpolate="step-after", color=GREY, strokeWidth=1.2, strokeDash=[4, 3], clip=True
    )
    top = (band + back.encode(x=x, y=y) + line.encode(x=x, y=y)).properties(
        width=width,
        height=room.either(190, 120),
        title=alt.TitleParams(
            room.either(words, " ".join(words)),
            fontSize=12,
            color=INK,
            anchor="start",
            frame="group",
            offset=6,
        ),
    )
    return alt.vconcat(top, numbers(group, risk, width, labels=labels), spacing=4)


def numbers(group: str, risk: pd.DataFrame, width: int, *, labels: bool) -> alt.Chart:
    """How many settlements of the class are still at risk."""
    own = risk[risk["group"].eq(group) & risk["years"].le(LAST)]
    axis = alt.Axis(labels=labels, ticks=False, labelFontSize=SMALL, labelPadding=14, grid=False)
    return (
        alt.Chart(own.assign(row="at risk"))
        .mark_text(fontSize=SMALL, color=MUTED)
        .encode(
            x=alt.X("years:Q", scale=YEARS, axis=None),
            y=alt.Y("row:N", title=None, axis=axis),
            text=alt.Text("n:Q"),
        )
        .properties(width=width, height=18)
    )


def until(curve: pd.DataFrame) -> pd.DataFrame:
    """A curve drawn to the last year shown, or to where its last settlement leaves observation."""
    inside = curve[curve["years"].le(LAST)]
    later = curve[curve["years"].gt(LAST)]
    if later.empty:
        return inside
    return pd.concat([inside, inside.tail(1).assign(years=LAST)])
