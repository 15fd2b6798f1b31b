"""What the score maps share: frameworks down, dimensions across, groups under their own headings."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room
from figures.theme import BLUE, FAINT, INK, MUTED, PAPER, SMALL, TEXT, finished, width_of

ROW = 16
LEVELS = "Score 0 (nothing) to 3 (the most that a text can promise); darker is more."


def score_map(
    frame: pd.DataFrame, *, finding: str, room: Room, note: str = LEVELS, column: int = 47
) -> alt.Chart:
    """The map of a frame from `report.analysis.guarantees.charted` (its columns are told there).

    `finding` is the title, computed by the caller from the same frame; `note` the line below it;
    `column` the width of a column in pixels, where there is room.
    """
    placed = with_headings(frame)
    order = list(dict.fromkeys(placed["line"]))
    y = alt.Y("line:N", sort=order, title=None, axis=row_axis(placed, room))
    x = alt.X("dimension:N", sort=list(frame["dimension"].unique()), title=None, axis=heads(room))
    base = alt.Chart(placed.dropna(subset=["score"])).encode(x=x, y=y)
    ground = base.mark_rect(fill=FAINT, stroke=PAPER, strokeWidth=1.5)
    shade = base.mark_rect(fill=BLUE, stroke=PAPER, strokeWidth=1.5).encode(
        fillOpacity=alt.FillOpacity("score:Q", scale=STRENGTH, legend=None)
    )
    number = base.mark_text(fontSize=SMALL).encode(
        text=alt.Text("score:Q", format=".2~f"),
        color=alt.condition("datum.score > 2.4", alt.value(PAPER), alt.value(INK)),
    )
    names = longest(frame["framework"])
    size = {
        "width": room.either(column * frame["dimension"].nunique(), room.width - names),
        "height": ROW * len(order),
    }
    named = headings(placed, y, names, room)
    layers = alt.layer(named, ground, shade, number).properties(**size)
    return finished(layers, finding=finding, note=note, frame="bounds", room=room)


STRENGTH = alt.Scale(domain=[0, 1, 2, 3], range=[0, 0.22, 0.5, 1])


def heads(room: Room) -> alt.Axis:
    """The dimensions, each in two lines; standing upright where columns are narrow."""
    lines = {"labelAngle": 0, "labelExpr": "split(datum.label, ' ')", "labelLineHeight": 13}
    turned = room.either(lines, {"labelAngle": -90})
    return alt.Axis(orient="top", ticks=False, labelPadding=5, labelFontSize=SMALL, **turned)


def longest(names: pd.Series) -> float:
    """Pixels that the longest of some small labels takes, with the space behind it."""
    return max(map(width_of, names)) * SMALL / TEXT + 9


def headings(placed: pd.DataFrame, y: alt.Y, before: float, room: Room) -> alt.Chart:
    """What holds the lines of headings: where there is room marks that cannot be seen, since labels
    name them; else the headings themselves, from the left edge (`before` the cells) into the cells.
    """
    if not room.is_narrow:
        return alt.Chart(placed[["line"]].drop_duplicates()).mark_point(opacity=0).encode(y=y)
    words = alt.Chart(placed.loc[placed["heading"], ["line"]])
    words = words.mark_text(align="left", baseline="middle", fontWeight="bold", fontSize=SMALL)
    return words.encode(y=y, x=alt.XValue(-before), text=alt.Text("line:N"))


def with_headings(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells with the line each stands on, and a line of its own for every group's heading."""
    parts = []
    for group, cells in frame.groupby("group", sort=False):
        heading = pd.DataFrame({"line": [group], "heading": [True]})
        parts += [heading, cells.assign(line=cells["framework"], heading=False)]
    return pd.concat(parts, ignore_index=True)


def row_axis(placed: pd.DataFrame, room: Room) -> alt.Axis:
    """Labels of the lines, headings in bold; without them where they are words of their own."""
    headings = placed.loc[placed["heading"], "line"].unique()
    is_heading = " || ".join(f"datum.label == {name!r}" for name in headings)
    plain = room.either({}, {"labelExpr": f"{is_heading} ? '' : datum.label"})
    return alt.Axis(
        **plain,
        ticks=False,
        labelFontSize=SMALL,
        labelPadding=6,
        labelColor=alt.condition(is_heading, alt.value(INK), alt.value(MUTED)),
        labelFontWeight=alt.condition(is_heading, alt.value("bold"), alt.value("normal")),
    )
