"""Figure: the frameworks that were put to the test, by what came of it, with their scores."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.score_map import score_map

NOTE = "Scores 0 to 3. Forces present is left out: it was scored for today, not for the day."


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.Chart:
    """The map of the frame that `report.analysis.guarantees.trial_map` makes."""
    named = frame.assign(group=frame["group"].str.capitalize())
    return score_map(named, finding=finding(frame), room=room, note=NOTE, column=54)


def finding(frame: pd.DataFrame) -> str:
    """How many were honoured, and where the text with the highest score stands."""
    each = frame.drop_duplicates("key")
    honoured = int(each["group"].eq("honoured").sum())
    best = each.loc[each["total"].idxmax()]
    return (
        f"{honoured} of {len(each)} tested promises were honoured; "
        f"the one with the highest score, {best['framework']}, was {best['group']}"
    )
