"""Figure: states on a contested line, some under a promise and some outside it, and what came."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures.chain_strips import chain_strips
from figures.room import Room, fitting


@fitting
def draw(frame: pd.DataFrame, *, room: Room) -> alt.VConcatChart:
    """The chains of a frame that `report.analysis.precedents.chains` made of some lanes."""
    return chain_strips(frame, finding=finding(frame), room=room)


def finding(frame: pd.DataFrame) -> str:
    """In which lanes an attack came."""
    lanes = list(frame["lane"].unique())
    struck = frame[frame["phase"].eq("renewed_attack")]["lane"].unique()
    hit = [lane for lane in lanes if lane in struck]
    named = " and ".join(f"“{lane}”" for lane in hit)
    return (
        f"A renewed attack came in {len(hit)} of {len(lanes)} cases: {named}"
        if hit
        else (f"None of the {len(lanes)} cases saw a renewed attack")
    )
