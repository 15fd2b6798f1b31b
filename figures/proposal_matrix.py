"""Figure: what each proposal for ending the war says of ground, NATO, troops, a zone and a guarantee."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

ROW = 18
TALL = 33  # where the name stands above
COLUMN = 75
NOTE = (
    "One line a proposal, by date; an empty cell is a matter that it leaves open. Colours compare "
    "ground and NATO with Putin’s terms of June 2024 and with Kyiv’s Peace Formula and Victory Plan."
)
AIMS = {
    "kyiv": theme.Mark("Kyiv’s stated aim", theme.BLUE, "square"),
    "between": theme.Mark("neither’s, or no such aim compared", theme.GREY, "square"),
    "moscow": theme.Mark("Moscow’s stated aim", theme.VERMILION, "square"),
}


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.TopLevelMixin:
    """The matrix of the frame that `report.analysis.proposals.matrix` makes."""
    placed = with_headings(frame)
    order = list(dict.fromkeys(placed["line"]))
    y = alt.Y("line:N", sort=order, title=None, axis=row_axis(placed, room))
    cells = {"stroke": theme.PAPER, "strokeWidth": 1.5}
    if room.is_narrow:
        cells |= {"height": ROW, "yOffset": TALL / 2 - ROW / 2}
    base = alt.Chart(placed).encode(x=columns(frame, room), y=y)
    ground = base.transform_filter("isValid(datum.term)").mark_rect(fill=theme.FAINT, **cells)
    layers = alt.layer(
        headings(placed, y),
        ground,
        shaded(base, cells),
        words(base, room, inner=True),
        words(base, room, inner=False),
    )
    width = room.either(COLUMN * frame["term"].nunique(), room.width - 6)
    layers = layers.properties(width=width, height=room.either(ROW, TALL) * len(order))
    chart = theme.stacked(theme.key(AIMS, width), layers)
    return theme.finished(chart, finding=finding(frame), note=NOTE, frame="bounds", room=room)


def finding(frame: pd.DataFrame) -> str:
    """How many proposals leave the front where it is, and what these make of NATO."""
    wide = frame.pivot_table(index="key", columns="term", values="said", aggfunc="first")
    held = wide[wide["Ground"].eq("front line")]
    member = int(held["NATO"].eq("member").sum())
    return (
        f"{len(held)} of {len(wide)} proposals leave the front where it is; "
        f"{member} of these {len(held)} pair it with NATO membership"
    )


def columns(frame: pd.DataFrame, room: Room) -> alt.X:
    """The terms, named on top."""
    split = room.either({}, {"labelExpr": "split(datum.label, ' ')"})
    axis = alt.Axis(
        orient="top", labelAngle=0, ticks=False, labelPadding=5, labelColor=theme.INK, **split
    )
    return alt.X("term:N", sort=list(frame["term"].unique()), title=None, axis=axis)


def shaded(base: alt.Chart, cells: dict[str, object]) -> alt.Chart:
    """The cells that say something, in the colour of whose aim they are."""
    colours = alt.Scale(domain=list(AIMS), range=[mark.colour for mark in AIMS.values()])
    return (
        base.transform_filter("isValid(datum.term) && datum.aim !== ''")
        .mark_rect(**cells)
        .encode(fill=alt.Fill("aim:N", scale=colours, legend=None))
    )


def words(base: alt.Chart, room: Room, *, inner: bool) -> alt.Chart:
    """What the cells say; on dark colours in the colour of paper."""
    wanted = "datum.aim !== 'between'" if inner else "datum.aim === 'between'"
    return (
        base.transform_filter(f"isValid(datum.term) && {wanted}")
        .mark_text(
            fontSize=room.either(theme.SMALL, 10.5),
            color=theme.PAPER if inner else theme.INK,
            dy=room.either(0, TALL / 2 - ROW / 2),
        )
        .encode(text=alt.Text("said:N"))
    )


ABOVE = {"labelAlign": "left", "labelPadding": 0, "labelOffset": 8 - TALL / 2}


def headings(placed: pd.DataFrame, y: alt.Y) -> alt.Chart:
    """Marks that cannot be seen, so that the lines of headings keep their place."""
    return alt.Chart(placed[["line"]].drop_duplicates()).mark_point(opacity=0).encode(y=y)


def with_headings(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells with the line each stands on, and a line of its own for every group's heading."""
    lines = frame.assign(line=frame["plan"] + ", " + frame["when"], heading=False)
    parts = []
    for group, cells in lines.groupby("group", sort=False):
        parts += [pd.DataFrame({"line": [group], "heading": [True]}), cells]
    return pd.concat(parts, ignore_index=True)


def row_axis(placed: pd.DataFrame, room: Room) -> alt.Axis:
    """Labels of the lines, before their cells or above them; headings in bold."""
    names = placed.loc[placed["heading"], "line"].unique()
    is_heading = " || ".join(f"datum.label == {name!r}" for name in names)
    return alt.Axis(
        ticks=False,
        labelFontSize=theme.SMALL,
        **room.either({"labelPadding": 6}, ABOVE),
        labelColor=alt.condition(is_heading, alt.value(theme.INK), alt.value(theme.MUTED)),
        labelFontWeight=alt.condition(is_heading, alt.value("bold"), alt.value("normal")),
    )
