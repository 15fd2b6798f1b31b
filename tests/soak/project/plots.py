"""The figure of the report."""

import altair as alt

COLOUR = "#a33a1d"


def bars(frame):
    """One bar a row."""
    chart = alt.Chart(frame[["system", "days"]]).mark_bar(color=COLOUR)
    return chart.encode(x=alt.X("days:Q", title="days"), y=alt.Y("system:N", title=None))
