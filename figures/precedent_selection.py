"""Figure: what else differs between settlements with weak, middle and strong guarantees."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.theme import BLUE, GREY, VERMILION, Mark, finished, key, scales_of

KINDS = {
    "weak": Mark("none or paper", GREY, "circle"),
    "middle": Mark("observers, peacekeepers", VERMILION, "triangle-up"),
    "strong": Mark("treaty, alliance, troops", BLUE, "square"),
}

TITLE = "per cent of the settlements in the class"


def draw(frame: pd.DataFrame, words: dict[str, str]) -> alt.Chart:
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
    )
    spread = (
        alt.Chart(told)
        .mark_rule(color=GREY, strokeWidth=1)
        .encode(y=y, x=alt.X("min(share):Q", title=TITLE), x2="max(share):Q")
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
    plot = (spread + dots).properties(width=400, height=32 * len(order))
    chart = alt.vconcat(key(KINDS, width=400), plot, spacing=6).resolve_scale(
        color="independent", shape="independent"
    )
    return finished(chart, finding=finding(told), note=note(frame), frame="bounds")


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
