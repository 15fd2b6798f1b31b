"""Figure: what West Germany, Korea and the newest allies got, beside what Ukraine was promised."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.score_map import score_map

OWN = "ua_typical"


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.LayerChart:
    """The map of the frame that `report.analysis.guarantees.chosen_map` makes of some groups.

    The title compares the first row with the row of Ukraine's typical agreement.
    """
    return score_map(frame, finding=finding(frame), room=room)


def finding(frame: pd.DataFrame) -> str:
    """The totals of the model and of what Ukraine holds."""
    totals = frame.drop_duplicates("key").set_index("key")
    model, most = totals.iloc[0], 3 * frame["dimension"].nunique()
    told = f"“{model['framework']}” scores {model['total']:.0f} of {most}"
    if OWN not in totals.index:
        return told
    return f"{told}, “{totals.loc[OWN, 'framework']}” {totals.loc[OWN, 'total']:.0f}"
