"""Figure: Ukraine's network and treaty alliances on each dimension: means as dots, ranges as bars."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.theme import BLUE, VERMILION, Mark, finished, key, scales_of, stacked

LABELS = 96
X = alt.X("low:Q", title="score, 0 to 3", axis=alt.Axis(values=[0, 1, 2, 3], format="d"))


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.Chart:
    """The profile of a frame with the columns of `report.analysis.guarantees.profile`.

    It holds two groups; the title speaks of the first.
    """
    groups, words = list(frame["group"].unique()), list(frame["words"].unique())
    marks = {
        groups[0]: Mark(groups[0], VERMILION, "circle"),
        groups[1]: Mark(groups[1], BLUE, "square"),
    }
    hue, shapes = scales_of(marks)
    base = alt.Chart(frame).encode(
        y=alt.Y("words:N", sort=words, title=None, axis=alt.Axis(ticks=False)),
        yOffset=alt.YOffset("group:N", sort=groups),
        color=alt.Color("group:N", scale=hue, legend=None),
    )
    spans = base.mark_bar(height=5, opacity=0.3, cornerRadius=2).encode(x=X, x2=alt.X2("high:Q"))
    dots = base.mark_point(filled=True, size=95, opacity=1).encode(
        x=alt.X("mean:Q"), shape=alt.Shape("group:N", scale=shapes, legend=None)
    )
    width = room.either(440, room.width - LABELS)
    plot = (spans + dots).properties(width=width, height=34 * len(words))
    head = key(marks, width, before=room.either(0, LABELS))
    chart = stacked(head, plot, spacing=6)
    told = finding(frame, groups)
    return finished(chart, finding=told, note=note(frame), frame="bounds", room=room)


def finding(frame: pd.DataFrame, groups: list[str]) -> str:
    """On which dimensions the first group leads."""
    means = frame.pivot(index="words", columns="group", values="mean")
    ahead = means[groups[0]] > means[groups[1]]
    leads = [words.lower() for words in frame["words"].unique() if ahead[words]]
    rest = f"trail on the other {len(means) - len(leads)} dimensions"
    if not leads:
        return f"{groups[0]} trail on all {len(means)} dimensions"
    return f"{groups[0]} lead on {' and '.join(leads)} and {rest}"


def note(frame: pd.DataFrame) -> str:
    """What dots and bars are, and how many frameworks stand behind them."""
    sizes = frame.groupby("group", sort=False)["n"].max()
    counted = ", ".join(f"{group} {int(n)}" for group, n in sizes.items())
    return f"Dots: mean score; bars: lowest to highest. Texts: {counted}."
