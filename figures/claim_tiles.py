"""Figure: every claim of the op-ed as a numbered tile, by kind and verdict."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

ACROSS = 12  # tiles in a line where there is little room
LABELS = 78
VERDICTS = {
    "supported": theme.Mark("supported", theme.BLUE, "square"),
    "partly_supported": theme.Mark("in part", theme.GREEN, "square"),
    "contested": theme.Mark("contested", theme.VERMILION, "square"),
    "untested": theme.Mark("untested", theme.GREY, "square"),
    "not_testable": theme.Mark("not testable", theme.GRID, "square"),
}
DARK_TEXT = ("untested", "not_testable")
NOTE = "One tile a claim, with its number in the ledger; by kind, then by verdict."


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.TopLevelMixin:
    """The tiles of the frame that `report.analysis.claims.tiles` makes."""
    most = int(frame["place"].max()) + 1
    across = room.either(most, min(most, ACROSS))
    x = alt.X("across:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    y = alt.Y(
        "line:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            ticks=False,
            labelPadding=8,
            labelColor=theme.INK,
            labelExpr="trim(datum.label) === datum.label ? datum.label : ''",
        ),
        scale=alt.Scale(paddingInner=0.25),
    )
    base = broken(alt.Chart(frame), across).encode(x=x, y=y)
    scale = alt.Scale(domain=list(VERDICTS), range=[mark.colour for mark in VERDICTS.values()])
    tiles = base.mark_rect(cornerRadius=2).encode(
        fill=alt.Fill("verdict:N", scale=scale, legend=None), tooltip=["number:O", "verdict:N"]
    )
    layers = alt.layer(tiles, *numbers(base))
    width = room.width - LABELS
    lines = frame.groupby("kind")["place"].max() // across + 1
    height = room.either(30, 26) * int(lines.sum())
    layers = layers.properties(width=width, height=height)
    key = theme.key(present(frame), width, before=room.either(0, LABELS))
    chart = theme.stacked(key, layers, also="fill")
    return theme.finished(chart, finding=finding(frame), note=NOTE, frame="bounds", room=room)


def broken(tiles: alt.Chart, across: int) -> alt.Chart:
    """The tiles in lines of at most `across`; a blank for each line ends the name of one that goes on."""
    line = f"datum.kind + pad('', floor(datum.place / {across}), ' ')"
    return tiles.transform_calculate(line=line, across=f"datum.place % {across}")


def present(frame: pd.DataFrame) -> dict[str, theme.Mark]:
    """The verdicts that occur."""
    return {key: mark for key, mark in VERDICTS.items() if key in set(frame["verdict"])}


def numbers(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The claims' numbers, in the colour that stands out from each tile."""
    pale = " || ".join(f"datum.verdict === '{name}'" for name in DARK_TEXT)
    return tuple(
        base.transform_filter(test)
        .mark_text(fontSize=10, color=colour)
        .encode(text=alt.Text("number:Q"))
        for test, colour in ((pale, theme.INK), (f"!({pale})", theme.PAPER))
    )


def finding(frame: pd.DataFrame) -> str:
    """How facts fared against all else."""
    facts = frame[frame["kind"].eq("Fact")]
    rest = frame.drop(index=facts.index)
    held, others = facts["verdict"].eq("supported"), rest["verdict"].eq("supported")
    return (
        f"{held.sum()} of {len(facts)} statements of fact are supported, "
        f"against {others.sum()} of {len(rest)} other claims"
    )
