"""Figure: what else differs between settlements with weak, middle and strong guarantees."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.theme import BLUE, GREY, VERMILION, Mark, finished, key, scales_of, stacked

KINDS = {
    "weak": Mark("none or paper", GREY, "circle"),
    "middle": Mark("observers, peacekeepers", VERMILION, "triangle-up"),
    "strong": Mark("treaty, alliance, troops", BLUE, "square"),
}

TITLE = "per cent of the settlements in the class"
LABELS = 136


@fitting
def draw(frame: pd.DataFrame, words: dict[str, str], *, room: Room) -> alt.Chart:
    """Shares from `report.analysis.precedents.shares`; `words` names the features in order."""
    told = frame.assign(
        kind=frame["group"].map({key: mark.word for key, mark in KINDS.items()}),
        feature=frame["feature"].map(words),
    )
    colours, shapes = scales_of(KINDS)
    order = list(words.values())
    y = alt.Y("feature:N", sort=order, title=None, axis=alt.Axis(ticks=False))
    x = alt.X(
        "share:Q",
        title=TITLE,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(**room.either({}, {"tickCount": 5, "titleAnchor": "end"})),
    )
    spread = (
        alt.Chart(told)
        .mark_rule(color=GREY, strokeWidth=1)
        .encode(y=y, x=alt.X("min(share):Q", title=TITLE), x2=alt.X2("max(share):Q"))
    )
    dots = (
        alt.Chart(told)
        .mark_point(filled=True, size=95, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color("kind:N", scale=colours, legend=None),
            shape=alt.Shape("kind:N", scale=shapes, legend=None),
        )
    )
    width = room.either(400, room.width - LABELS)
    plot = (spread + dots).properties(width=width, height=32 * len(order))
    head = key(KINDS, width, before=room.either(0, LABELS))
    chart = stacked(head, plot, spacing=6)
    return finished(chart, finding=finding(told), note=note(frame), frame="bounds", room=room)


def finding(told: pd.DataFrame) -> str:
    """The feature on which the classes differ most."""
    spread = told.groupby("feature", sort=False)["share"].agg(
        lambda share: share.max() - share.min()
    )
    widest = spread.sort_values(ascending=False, kind="stable").index[:2]
    return (
        "Guarantees were not handed out at random: the classes differ most on "
        f"“{widest[0].lower()}” and “{widest[1].lower()}”"
    )


def note(frame: pd.DataFrame) -> str:
    """How many settlements each class holds."""
    sizes = frame.drop_duplicates("group").set_index("group")["n"]
    return (
        "Settlements: "
        + ", ".join(f"{KINDS[name].word} {int(sizes[name])}" for name in KINDS)
        + "."
    )
