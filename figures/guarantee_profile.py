"""Figure: Ukraine's network and treaty alliances on each dimension: means as dots, ranges as bars."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.theme import BLUE, VERMILION, finished

X = alt.X("low:Q", title="score, 0 to 3", axis=alt.Axis(values=[0, 1, 2, 3], format="d"))


def draw(frame: pd.DataFrame) -> alt.Chart:
    """The profile of a frame with the columns of `report.analysis.guarantees.profile`.

    It holds two groups; the title speaks of the first.
    """
    groups, words = list(frame["group"].unique()), list(frame["words"].unique())
    hue = alt.Scale(domain=groups, range=[VERMILION, BLUE])
    base = alt.Chart(frame).encode(
        y=alt.Y("words:N", sort=words, title=None, axis=alt.Axis(ticks=False)),
        yOffset=alt.YOffset("group:N", sort=groups),
    )
    spans = base.mark_bar(height=5, opacity=0.3, cornerRadius=2).encode(
        x=X, x2="high:Q", color=alt.Color("group:N", scale=hue, legend=None)
    )
    dots = base.mark_point(filled=True, size=95, opacity=1).encode(
        x="mean:Q",
        color=alt.Color("group:N", scale=hue),
        shape=alt.Shape("group:N", scale=alt.Scale(domain=groups, range=["circle", "square"])),
    )
    chart = (spans + dots).properties(width=430, height=34 * len(words))
    return finished(chart, finding=finding(frame, groups), note=note(frame))


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
    counted = "; ".join(f"{group}: {int(n)}" for group, n in sizes.items())
    return f"Dots: mean score; bars: lowest to highest. Frameworks: {counted}."
