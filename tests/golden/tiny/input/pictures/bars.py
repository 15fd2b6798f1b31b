"""Bars of days, the longest below."""

import altair as alt


def draw(waits):
    """A bar for each system."""
    bars = alt.Chart(waits).mark_bar(color="#a33a1d")
    return bars.encode(x=alt.X("days:Q", title="days"), y=alt.Y("system:N", sort="x", title=None))
