"""What the score maps share: frameworks down, dimensions across, groups under their own headings."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.theme import BLUE, FAINT, INK, MUTED, PAPER, SMALL, finished

ROW = 16
LEVELS = "Score 0 (nothing) to 3 (the most that a text can promise); darker is more."


def score_map(
    frame: pd.DataFrame, *, finding: str, note: str = LEVELS, column: int = 47
) -> alt.Chart:
    """The map of a frame from `report.analysis.guarantees.charted` (its columns are told there).

    `finding` is the title, computed by the caller from the same frame; `note` the line below it;
    `column` the width of a column in pixels.
    """
    placed = with_headings(frame)
    order = list(dict.fromkeys(placed["line"]))
    y = alt.Y("line:N", sort=order, title=None, axis=row_axis(placed))
    x = alt.X("dimension:N", sort=list(frame["dimension"].unique()), title=None, axis=HEADS)
    base = alt.Chart(placed.dropna(subset=["score"])).encode(x=x, y=y)
    ground = base.mark_rect(fill=FAINT, stroke=PAPER, strokeWidth=1.5)
    shade = base.mark_rect(fill=BLUE, stroke=PAPER, strokeWidth=1.5).encode(
        fillOpacity=alt.FillOpacity("score:Q", scale=STRENGTH, legend=None)
    )
    number = base.mark_text(fontSize=SMALL).encode(
        text=alt.Text("score:Q", format=".2~f"),
        color=alt.condition("datum.score > 2.4", alt.value(PAPER), alt.value(INK)),
    )
    empty = alt.Chart(placed[["line"]].drop_duplicates()).mark_point(opacity=0).encode(y=y)
    size = {
        "width": column * frame["dimension"].nunique(),
        "height": ROW * len(order),
    }
    layers = alt.layer(empty, ground, shade, number).properties(**size)
    return finished(layers, finding=finding, note=note, frame="bounds")


STRENGTH = alt.Scale(domain=[0, 1, 2, 3], range=[0, 0.22, 0.5, 1])
HEADS = alt.Axis(
    orient="top",
    labelAngle=0,
    ticks=False,
    labelExpr="split(datum.label, ' ')",
    labelLineHeight=13,
    labelPadding=5,
    labelFontSize=SMALL,
)


def with_headings(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells with the line each stands on, and a line of its own for every group's heading."""
    parts = []
    for group, cells in frame.groupby("group", sort=False):
        heading = pd.DataFrame({"line": [group], "heading": [True]})
        parts += [heading, cells.assign(line=cells["framework"], heading=False)]
    return pd.concat(parts, ignore_index=True)


def row_axis(placed: pd.DataFrame) -> alt.Axis:
    """Labels of the lines, headings in bold."""
    headings = placed.loc[placed["heading"], "line"].unique()
    is_heading = " || ".join(f"datum.label == {name!r}" for name in headings)
    return alt.Axis(
        ticks=False,
        labelFontSize=SMALL,
        labelPadding=6,
        labelColor=alt.condition(is_heading, alt.value(INK), alt.value(MUTED)),
        labelFontWeight=alt.condition(is_heading, alt.value("bold"), alt.value("normal")),
    )
