"""Figure: pairs of adversaries in which ground was lost after more than one settlement."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.chain_strips import chain_strips
from figures.room import Room, fitting


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.VConcatChart:
    """The chains of `report.analysis.precedents.lost_twice`, as `chains` tells them."""
    return chain_strips(frame, finding=finding(frame), room=room)


def finding(frame: pd.DataFrame) -> str:
    """How many pairs there are, and how soon the first attack came at the quickest and slowest."""
    attacks = frame[frame["phase"].eq("renewed_attack")]
    first = attacks.groupby("lane", sort=False)["years"].min()
    return (
        f"{first.size} times ground was lost after more than one settlement; the first new attack "
        f"came after {span(first.min())} ({first.idxmin()}) to {span(first.max())} ({first.idxmax()})"
    )


def span(years: float) -> str:
    """A time in the unit in which one would say it."""
    return f"{years:.0f} years" if years >= 2 else f"{12 * years:.0f} months"
