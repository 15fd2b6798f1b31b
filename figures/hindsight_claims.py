"""Figure: the op-ed's claims by the verdict of their day (down) and what became of them (across)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting
from report.analysis.hindsight.outcomes import OUTCOMES, VERDICTS

SIDE = 17
ACROSS = (5, 3)  # tiles in a line of a cell, where there is room and where not
KINDS = {
    "Fact": theme.Mark("fact", theme.GREY, "square"),
    "Hearsay": theme.Mark("hearsay", theme.GOLD, "square"),
    "Judgement": theme.Mark("judgement", theme.GREEN, "square"),
    "Causal": theme.Mark("causal", theme.PURPLE, "square"),
    "Analogy": theme.Mark("analogy", theme.INK, "square"),
    "Forecast": theme.Mark("forecast", theme.VERMILION, "square"),
}
LABELS = 82
HEAD = (24, 54)
GAP = 10
NOTE = "One tile a claim, with its number in the ledger. Outcomes were read by one coder."


@dataclass(frozen=True, slots=True)
class Places:
    """Where cells begin, in pixels: by the word for their outcome (across) and verdict (down)."""

    starts: Mapping[str, float]
    tops: Mapping[str, float]


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.TopLevelMixin:
    """The grid of the frame that `report.analysis.hindsight.outcomes.tiles` makes."""
    places, rows, columns = laid_out(frame, room)
    height = float(rows["end"].max())
    scale = alt.Scale(domain=list(KINDS), range=[mark.colour for mark in KINDS.values()])
    base = placed(alt.Chart(frame), places, room).encode(
        x=alt.X("x:Q", scale=pixels(room.width), axis=None),
        y=alt.Y("y:Q", scale=pixels(height), axis=None),
    )
    tiles = base.mark_square(size=(SIDE - 2) ** 2, opacity=1).encode(
        color=alt.Color("kind:N", scale=scale, legend=None), tooltip=["number:O", "kind:N"]
    )
    numbers = base.mark_text(fontSize=10, color=theme.PAPER, baseline="middle").encode(
        text=alt.Text("number:Q")
    )
    layers = alt.layer(tiles, numbers, names(rows, "right"), names(columns, "left"))
    layers = layers.properties(width=room.width, height=height)
    present = {name: mark for name, mark in KINDS.items() if name in set(frame["kind"])}
    chart = theme.stacked(theme.key(present, room.width), layers)
    return theme.finished(chart, finding=finding(frame), note=NOTE, frame="bounds", room=room)


def pixels(size: float) -> alt.Scale:
    """A scale on which every value is a pixel of a chart as large as `size`."""
    return alt.Scale(domain=[0, size], range=[0, size], nice=False)


def placed(tiles: alt.Chart, places: Places, room: Room) -> alt.Chart:
    """The tiles with `x` and `y` in pixels, which only the drawing knows: its data stay as they were."""
    starts, tops = (json.dumps(each) for each in (places.starts, places.tops))
    across = room.either(*ACROSS)
    return tiles.transform_calculate(
        x=f"{starts}[datum.outcome] + {SIDE} * (datum.place % {across} + 0.5)",
        y=f"{tops}[datum.verdict] + {SIDE} * (floor(datum.place / {across}) + 0.5)",
    )


def laid_out(frame: pd.DataFrame, room: Room) -> tuple[Places, pd.DataFrame, pd.DataFrame]:
    """Where the cells begin, and the names of rows and columns with their places in pixels."""
    per_line = room.either(*ACROSS)
    cells = frame.groupby(["verdict", "outcome"])["place"].max() + 1
    deep = -(-cells // per_line)
    lines = [name for name in VERDICTS.values() if name in set(frame["verdict"])]
    across = [name for name in OUTCOMES.values() if name in set(frame["outcome"])]
    tops, y = {}, float(room.either(*HEAD))
    for name in lines:
        tops[name] = y
        y += SIDE * deep[name].max() + GAP
    wide = per_line * SIDE + GAP + room.either(2, -2)
    starts = {name: LABELS + wide * place for place, name in enumerate(across)}
    rows = pd.DataFrame(
        {"label": lines, "x": LABELS - 10, "y": [tops[name] + SIDE / 2 for name in lines]}
    ).assign(end=y)
    sums = frame["outcome"].value_counts()
    columns = pd.DataFrame(
        {
            "label": [
                room.either(" ", "\n").join([*name.split(), f"({sums[name]})"]) for name in across
            ],
            "x": [starts[name] for name in across],
            "y": 8,
        }
    )
    return Places(starts, tops), rows, columns


def names(places: pd.DataFrame, align: str) -> alt.Chart:
    """The names of rows or columns."""
    bold = "bold" if align == "left" else "normal"
    return (
        alt.Chart(places)
        .mark_text(align=align, baseline="middle", fontWeight=bold, lineBreak="\n")
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            text=alt.Text("label:N"),
        )
    )


def finding(frame: pd.DataFrame) -> str:
    """How many came true, how many of these are plain facts, and how many did not."""
    hits = frame[frame["outcome"].eq(OUTCOMES["came_true"])]
    facts = int(hits["kind"].eq("Fact").sum())
    misses = int(frame["outcome"].eq(OUTCOMES["did_not"]).sum())
    still = int(frame["outcome"].eq(OUTCOMES["open"]).sum())
    return (
        f"{len(hits)} of {len(frame)} claims came true, {facts} of them plain facts; "
        f"{still} are open, and {misses or 'none'} {'count' if misses > 1 else 'counts'} as failed"
    )
