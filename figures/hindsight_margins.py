"""Figure: by how many points texts and drafts of 2025 and 2026 differ from the bilateral agreements."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme

LABELS = 236
ROW = 21
SIGNED = {
    True: theme.Mark("signed or issued", theme.BLUE, "circle"),
    False: theme.Mark("unsigned draft", theme.VERMILION, "diamond"),
}
IF_LAW = theme.Mark("if it became binding law", theme.GREEN, "triangle-right")
NOTE = (
    "Sum of scores less that of Ukraine’s typical agreement (0). Dark bar: one dimension left out. "
    "Light bar: all checks (one score shifted, random weights). One coder for most."
)


def draw(frame: pd.DataFrame) -> alt.TopLevelMixin:
    """Ranges of the frame that `report.analysis.hindsight.drafts.margins` makes, in its order."""
    plain = frame.rename(columns=lambda name: name.replace(".", "_")).reset_index(drop=True)
    table = plain.assign(word=[SIGNED[bool(one)].word for one in plain["signed"]])
    kinds = {mark.word: mark for one, mark in SIGNED.items() if one in set(plain["signed"])}
    kinds[IF_LAW.word] = IF_LAW
    base = alt.Chart(table).encode(y=alt.Y("framework:N", sort=list(table["framework"]), axis=None))
    x = scale_of(table)
    colours, shapes = theme.scales_of(kinds)
    hue = alt.Color("word:N", scale=colours, legend=None)
    wide = base.mark_bar(height=10, opacity=0.28, cornerRadius=2).encode(
        x=placed(x, "low"), x2="high:Q", color=hue
    )
    narrow = base.mark_bar(height=4, opacity=0.75).encode(
        x=placed(x, "dropped_low"), x2="dropped_high:Q", color=hue
    )
    dots = base.mark_point(filled=True, size=80, opacity=1).encode(
        x=placed(x, "margin"), color=hue, shape=alt.Shape("word:N", scale=shapes, legend=None)
    )
    law = (
        base.transform_filter("datum.binding > datum.margin")
        .mark_point(filled=True, size=60, opacity=1, color=IF_LAW.colour, shape=IF_LAW.shape)
        .encode(x=placed(x, "binding"))
    )
    names = base.mark_text(align="right", baseline="middle", fontSize=theme.SMALL).encode(
        x=alt.value(LABELS - 10), text="framework:N"
    )
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.INK)
        .encode(x=placed(x, "zero"))
    )
    layers = alt.layer(zero, wide, narrow, law, dots, names)
    layers = layers.properties(width=theme.WIDTH, height=ROW * len(table))
    chart = alt.vconcat(theme.key(kinds), layers, spacing=8)
    chart = chart.resolve_scale(color="independent", shape="independent")
    return theme.finished(chart, finding=finding(plain), note=NOTE, frame="bounds")


def scale_of(table: pd.DataFrame) -> alt.X:
    """The axis of margins, in points."""
    ends = [float(table["low"].min()) - 0.4, float(table["high"].max()) + 0.4]
    return alt.X(
        "margin:Q",
        scale=alt.Scale(domain=ends, range=[LABELS, theme.WIDTH - 8], nice=False),
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
