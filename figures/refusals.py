"""Public refusals that were taken back: how many days before the approval each was spoken."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme

LABELS = 196
DAYS = 48
ROW = 18
TICKS = [0, 7, 30, 90, 180, 365, 540]


def draw(noes: pd.DataFrame, *, finding: str, note: str) -> alt.TopLevelMixin:
    """A line for each donor and system, from its first refusal to the approval at day 0.

    `noes`: one row a refusal, with `name`, `donor`, `low`, `high` (days before the approval; they
    differ where a month is in it) and `last`. Rows keep the order in which the pairs first come.
    """
    table = noes.assign(
        row=noes["name"] + ", " + noes["donor"], middle=(noes["low"] + noes["high"]) / 2
    )
    rows = list(dict.fromkeys(table["row"]))
    x = days_before(float(table["high"].max()))
    y = alt.Y("row:N", sort=rows, axis=None)
    layers = alt.layer(*lines(table, x, y), *crosses(table, x, y), *texts(table, y))
    chart = layers.properties(width=theme.WIDTH, height=ROW * len(rows))
    return theme.finished(chart, finding=finding, note=note)


def days_before(top: float) -> alt.X:
    """Days before the approval, by square roots: the last weeks are the point of the figure."""
    return alt.X(
        "middle:Q",
        scale=alt.Scale(
            type="sqrt", domain=[top, 0], range=[LABELS, theme.WIDTH - DAYS], nice=False
        ),
        axis=alt.Axis(
            values=[tick for tick in TICKS if tick <= top],
            ticks=False,
            title="days before the approval",
            titleAnchor="end",
        ),
    )


def lines(table: pd.DataFrame, x: alt.X, y: alt.Y) -> tuple[alt.Chart, alt.Chart]:
    """From the first refusal to the last, thin; from the last to the approval, thick."""
    spans = table.groupby("row", sort=False)["middle"].agg(["max", "min"]).reset_index()
    spans = spans.assign(zero=0, word=theme.STEPS["approved"].word)
    base = alt.Chart(spans).encode(y=y)
    first = x.copy()
    first["shorthand"] = "max:Q"
    last = x.copy()
    last["shorthand"] = "min:Q"
    refusing = base.mark_rule(color=theme.GREY, strokeWidth=1).encode(x=first, x2="min:Q")
    wait = base.mark_rule(color=theme.BLUE, strokeWidth=4, opacity=0.55).encode(x=last, x2="zero:Q")
    return refusing, wait


def crosses(table: pd.DataFrame, x: alt.X, y: alt.Y) -> tuple[alt.Chart, alt.Chart]:
    """A cross for each refusal, a bar behind it where only the month is known."""
    base = alt.Chart(theme.kept(table, "row", "middle", "low", "high")).encode(y=y)
    low = x.copy()
    low["shorthand"] = "low:Q"
    spread = (
        base.transform_filter("datum.low !== datum.high")
        .mark_rule(color=theme.VERMILION, strokeWidth=9, opacity=0.35)
        .encode(x=low, x2="high:Q")
    )
    points = base.mark_point(
        filled=True, color=theme.VERMILION, shape=theme.CROSS, opacity=1, size=66
    ).encode(x=x)
    return spread, points


def texts(table: pd.DataFrame, y: alt.Y) -> tuple[alt.Chart, alt.Chart]:
    """System and donor on the left, days from the last refusal on the right."""
    last = table[table["last"]]
    days = last.assign(
        text=[theme.between(row.low, row.high) for row in last.itertuples()],
    )[["row", "text"]]
    base = alt.Chart(days).encode(y=y)
    names = base.mark_text(align="right", baseline="middle").encode(
        x=alt.value(LABELS - 10), text="row:N"
    )
    figures = base.mark_text(align="right", baseline="middle", color=theme.BLUE).encode(
        x=alt.value(theme.WIDTH), text="text:N"
    )
    return names, figures
