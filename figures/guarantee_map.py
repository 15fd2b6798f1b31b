"""Figure: what every framework with an attack clause scores, Ukraine's network of 2024 on top."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.room import Room, fitting
from figures.score_map import score_map

FULL = 3


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.Chart:
    """The map of the frame that `report.analysis.guarantees.score_map` makes."""
    return score_map(frame, finding=finding(frame), room=room)


def finding(frame: pd.DataFrame) -> str:
    """On how many dimensions the network's best clauses reach the full score, and the others' do."""
    groups = list(frame["group"].unique())
    best = frame[frame["group"].eq(groups[0])].groupby("dimension")["score"].max()
    full = list(best.index[best.eq(FULL)])
    told = " and ".join(word.lower() for word in full) if full else "no dimension"
    modern = frame[frame["group"].eq(groups[1])]
    share = round(100 * modern["score"].eq(FULL).mean())
    return (
        f"Ukraine’s agreements reach the full score on {told} alone; "
        f"{groups[1].lower()} do in {share}% of their cells"
    )
