"""Figure: the texts and drafts of 2025 and 2026, dimension by dimension, beside earlier promises."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.score_map import LEVELS, score_map

TYPICAL = "ua_typical"
NOTE = f"{LEVELS} Texts since the op-ed: one coder."


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.LayerChart:
    """The map of the frame that `report.analysis.guarantees.chosen_map` makes of some groups.

    Its first group holds the recent texts; the title compares the highest of them with the row of
    Ukraine's typical agreement.
    """
    return score_map(frame, finding=finding(frame), room=room, note=NOTE)


def finding(frame: pd.DataFrame) -> str:
    """The highest total of the first group, and that of the typical agreement."""
    totals = frame.drop_duplicates("key").set_index("key")
    recent = totals[totals["group"].eq(totals["group"].iloc[0])]
    best, most = recent["total"].max(), 3 * frame["dimension"].nunique()
    return (
        f"The highest of {len(recent)} later texts scores {best:.0f} of {most}, "
        f"Ukraine’s typical agreement {totals.loc[TYPICAL, 'total']:.0f}"
    )
