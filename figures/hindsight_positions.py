"""Figure: where each side stood on ground, NATO and foreign troops, statement by statement."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

SIDES = {
    "Moscow": theme.Mark("Moscow", theme.VERMILION, "square"),
    "Washington": theme.Mark("Washington", theme.INK, "diamond"),
    "Europeans": theme.Mark("Europeans", theme.GREEN, "triangle-up"),
    "Kyiv": theme.Mark("Kyiv", theme.BLUE, "circle"),
}
STEPS = {
    "Ground": ["Russia leaves", "left for later", "front line", "recognition", "Ukraine leaves"],
    "NATO": ["membership", "put off", "moratorium", "excluded"],
    "Foreign troops": ["European", "none"],
}
LABELS = 96
DODGE = 0.075
NOTE = (
    "One mark a statement; a line holds what a side said last. Below, Kyiv’s stated aim; above, "
    "Moscow’s. Lines on the same level are drawn side by side."
)


@fitting
def draw(
    frame: pd.DataFrame, *, since: pd.Timestamp, until: pd.Timestamp, finding: str, room: Room
) -> alt.TopLevelMixin:
    """Three panels of the frame that `report.analysis.hindsight.positions.tracks` makes."""
    shown = clipped(frame, since)
    panels = [
        panel(shown[shown["term"].eq(term)], term, since, until, room, last=term == list(STEPS)[-1])
        for term in STEPS
    ]
    chart = theme.stacked(theme.key(SIDES, room.width), *panels, spacing=10, also="y")
    return theme.finished(chart, finding=finding, note=NOTE, room=room)


def clipped(frame: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """The statements from `since` on, and what each side had said before, set on that day."""
    old = frame[frame["at"].lt(since)].sort_values("at").groupby(["side", "term"]).tail(1)
    old = old.assign(at=since, spoken=False)
    return pd.concat([old, frame[frame["at"].ge(since)]]).sort_values("at", kind="stable")


def panel(
    rows: pd.DataFrame,
    term: str,
    since: pd.Timestamp,
    until: pd.Timestamp,
    room: Room,
    *,
    last: bool,
) -> alt.LayerChart:
    """One term: steps in time, the words of its scale at the left."""
    words, top = STEPS[term], len(STEPS[term]) - 1
    offset = {side: (1.5 - place) * DODGE for place, side in enumerate(SIDES)}
    table = rows.assign(level=rows["position"].astype(float) * top + rows["side"].map(offset))
    table = theme.dated(table.drop(columns="value").rename(columns={"key": "steps"}), "at")
    dates = alt.Scale(
        domain=[theme.moment(since), theme.moment(until)],
        range=[LABELS, room.width - 8],
        nice=False,
    )
    axis = alt.Axis(
        format="%b %Y",
        tickCount=room.either(6, 4),
        ticks=False,
        labels=last,
        labelPadding=6,
        title=None,
    )
    levels = alt.Scale(domain=[-0.35, top + 0.35], nice=False)
    y = alt.Y("level:Q", scale=levels, axis=None)
    colours, shapes = theme.scales_of(SIDES)
    hue = alt.Color("side:N", scale=colours, legend=None)
    x = alt.X("at:T", scale=dates, axis=axis)
    base = alt.Chart(table).encode(x=x, y=y, color=hue)
    lines = base.mark_line(interpolate="step-after", strokeWidth=2, opacity=0.85)
    marks = (
        base.transform_filter("datum.spoken")
        .mark_point(filled=True, size=46, opacity=1, stroke=theme.PAPER, strokeWidth=0.6)
        .encode(shape=alt.Shape("side:N", scale=shapes, legend=None))
    )
    names = pd.DataFrame({"level": range(len(words)), "words": words})
    grid = (
        alt.Chart(names)
        .mark_rule(color=theme.GRID)
        .encode(y=y, x=alt.XValue(LABELS), x2=alt.X2Value(room.width - 8))
    )
    labels = (
        alt.Chart(names)
        .mark_text(align="right", baseline="middle", color=theme.MUTED, fontSize=theme.SMALL)
        .encode(y=y, x=alt.XValue(LABELS - 8), text=alt.Text("words:N"))
    )
    head = (
        alt.Chart(pd.DataFrame({"word": [term]}))
        .mark_text(align="left", baseline="bottom", fontWeight="bold")
        .encode(x=alt.XValue(0), y=alt.YValue(-2), text=alt.Text("word:N"))
    )
    height = 21 * (len(words) + 0.4)
    return alt.layer(
        grid, lines.encode(detail=alt.Detail("side:N")), marks, labels, head
    ).properties(width=room.width, height=height)
