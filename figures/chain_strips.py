"""What the strips share: chains of dated events, years counted from the first settlement of each."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room
from figures.theme import (
    BLUE,
    CROSS,
    GOLD,
    GRID,
    INK,
    MUTED,
    VERMILION,
    Mark,
    finished,
    key,
    scales_of,
    stacked,
)

LANE = 46
TALL = 64  # where the name stands above
STRIP = 36
WIDE = 430
PHASES = {
    "settlement": Mark("settlement", BLUE, "circle"),
    "violation": Mark("violation or threat", GOLD, "triangle-up"),
    "renewed_attack": Mark("renewed attack", VERMILION, CROSS),
    "conquest": Mark("ground taken", INK, "square"),
}
NOTE = "Marks are dated events; a strip ends with observation; the scale widens the first years."


def chain_strips(frame: pd.DataFrame, *, finding: str, room: Room) -> alt.VConcatChart:
    """The strips of a frame from `report.analysis.precedents.chains`; preludes and aftermath left out.

    `finding` is the title, computed by the caller from the same frame.
    """
    width = room.either(WIDE, room.width - 12)
    both = stacked(key(PHASES, width), strips(frame, width, room))
    return finished(both, finding=finding, note=NOTE, frame="bounds", room=room)


def strips(frame: pd.DataFrame, width: int, room: Room) -> alt.LayerChart:
    """A lane for each chain as long as it was observed, and a row in it for each kind of event."""
    lanes = frame.drop_duplicates("lane")[["lane", "until"]]
    colours, shapes = scales_of(PHASES)
    scale = alt.Scale(type="sqrt", domain=[0, float(lanes["until"].max())], nice=False)
    y = alt.Y("lane:N", sort=list(lanes["lane"]), title=None, axis=labels(room))
    kinds = [mark.word for mark in PHASES.values()]
    rows = alt.YOffset("kind:N", sort=kinds, scale=alt.Scale(domain=kinds, paddingOuter=0.6))
    low = room.either(0, (TALL - STRIP) / 2 - 2)  # pixels by which strips give way to their names
    ground = alt.Chart(lanes.assign(start=0)).mark_bar(
        color=GRID, opacity=0.45, height=STRIP, yOffset=low
    )
    marks = alt.Chart(shown(frame)).mark_point(filled=True, size=62, opacity=0.95)
    if room.is_narrow:
        rows.scale = alt.Scale(domain=kinds, paddingOuter=0.6, range=[TALL - STRIP - 9, TALL + 1])
    layers = alt.layer(
        ground.encode(y=y, x=alt.X("start:Q", scale=scale), x2=alt.X2("until:Q")),
        marks.encode(
            x=years(scale, float(lanes["until"].max()), room),
            y=y,
            yOffset=rows,
            color=alt.Color("kind:N", scale=colours, legend=None),
            shape=alt.Shape("kind:N", scale=shapes, legend=None),
        ),
    )
    return layers.properties(width=width, height=room.either(LANE, TALL) * len(lanes))


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The events that are drawn, with the words for their phase."""
    kept = frame[frame["phase"].isin(PHASES)]
    words = {name: mark.word for name, mark in PHASES.items()}
    columns = {"lane": kept["lane"], "years": kept["years"], "kind": kept["phase"].map(words)}
    return pd.DataFrame(columns)


def years(scale: alt.Scale, end: float, room: Room) -> alt.X:
    """The axis of years, with ticks that keep apart on the widening scale."""
    steps = room.either((0, 1, 2, 5, 10, 20, 30, 50, 75, 100), (0, 1, 5, 10, 20, 30, 50, 75, 100))
    ticks = [year for year in steps if year <= end]
    axis = alt.Axis(values=ticks, format="d")
    return alt.X("years:Q", scale=scale, title="years since the first settlement", axis=axis)


def labels(room: Room) -> alt.Axis:
    """The names of the chains, before their strips or above them."""
    above = {
        "labelAlign": "left",
        "labelPadding": 0,
        "labelOffset": -TALL / 2 + 9,
        "labelColor": INK,
    }
    return alt.Axis(ticks=False, grid=False, **room.either({"labelColor": MUTED}, above))
