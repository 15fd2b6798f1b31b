"""Figure: by how many points texts and drafts of 2025 and 2026 differ from the bilateral agreements."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 236
ROW = 21
TALL = 35  # where the name stands above
SIGNED = {
    True: theme.Mark("signed or issued", theme.BLUE, "circle"),
    False: theme.Mark("unsigned draft", theme.VERMILION, "diamond"),
}
IF_LAW = theme.Mark("if it became binding law", theme.GREEN, "triangle-right")
NOTE = (
    "Sum of scores less that of Ukraine’s typical agreement (0). Dark bar: one dimension left out. "
    "Light bar: all checks (one score shifted, random weights). One coder for most."
)


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.TopLevelMixin:
    """Ranges of the frame that `report.analysis.hindsight.drafts.margins` makes, in its order."""
    plain = frame.rename(columns=lambda name: name.replace(".", "_")).reset_index(drop=True)
    table = plain.assign(word=[SIGNED[bool(one)].word for one in plain["signed"]])
    kinds = {mark.word: mark for one, mark in SIGNED.items() if one in set(plain["signed"])}
    kinds[IF_LAW.word] = IF_LAW
    base = alt.Chart(table).encode(y=alt.Y("framework:N", sort=list(table["framework"]), axis=None))
    x = scale_of(table, room)
    colours, shapes = theme.scales_of(kinds)
    hue = alt.Color("word:N", scale=colours, legend=None)
    wide = base.mark_bar(height=10, opacity=0.28, cornerRadius=2, yOffset=room.lift).encode(
        x=placed(x, "low"), x2=alt.X2("high:Q"), color=hue
    )
    narrow = base.mark_bar(height=4, opacity=0.75, yOffset=room.lift).encode(
        x=placed(x, "dropped_low"), x2=alt.X2("dropped_high:Q"), color=hue
    )
    dots = base.mark_point(filled=True, size=80, opacity=1, yOffset=room.lift).encode(
        x=placed(x, "margin"), color=hue, shape=alt.Shape("word:N", scale=shapes, legend=None)
    )
    law = (
        base.transform_filter("datum.binding > datum.margin")
        .mark_point(
            filled=True,
            size=60,
            opacity=1,
            color=IF_LAW.colour,
            shape=IF_LAW.shape,
            yOffset=room.lift,
        )
        .encode(x=placed(x, "binding"))
    )
    names = theme.names(base, "framework", LABELS - 10, room)
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.INK)
        .encode(x=placed(x, "zero"))
    )
    layers = alt.layer(zero, wide, narrow, law, dots, names)
    height = room.either(ROW, TALL) * len(table)
    layers = layers.properties(width=room.width, height=height)
    chart = theme.stacked(theme.key(kinds, room.width), layers)
    return theme.finished(chart, finding=finding(plain), note=NOTE, frame="bounds", room=room)


def scale_of(table: pd.DataFrame, room: Room) -> alt.X:
    """The axis of margins, in points."""
    ends = [float(table["low"].min()) - 0.4, float(table["high"].max()) + 0.4]
    return alt.X(
        "margin:Q",
        scale=alt.Scale(domain=ends, range=[room.either(LABELS, 2), room.width - 8], nice=False),
        axis=alt.Axis(title="points", titleAnchor="end", ticks=False, tickCount=8),
    )


def placed(x: alt.X, column: str) -> alt.X:
    """The axis for another column."""
    other = x.copy()
    other["shorthand"] = f"{column}:Q"
    return other


def finding(plain: pd.DataFrame) -> str:
    """How many stand above the typical agreement, as they are and if they were law."""
    above, law = int(plain["margin"].gt(0).sum()), int(plain["binding"].gt(0).sum())
    return (
        f"{above or 'None'} of {len(plain)} texts of 2025 and 2026 scores above Ukraine’s typical "
        f"agreement; {law} would if they became binding law"
    )
