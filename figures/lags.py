"""How long each leg of a decision took, by group of systems: a strip of dots with its median."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 150
MEDIANS = 68  # pixels for the column of medians
ROW = 19
TALL = 34  # where the name stands above
TICKS = [0, 30, 90, 180, 365, 550]


LEGS = {
    ("requested", "approved"): "First request to approval",
    ("approved", "delivered"): "Approval to first delivery",
    ("delivered", "first_used"): "First delivery to first use",
}
FEWEST = 3  # systems that make a median


@fitting
def draw(
    lags: pd.DataFrame, medians: pd.DataFrame, *, finding: str, note: str, room: Room
) -> alt.TopLevelMixin:
    """One panel a leg, one row a group, on a shared axis of days (square roots, so that weeks show).

    `lags`: one row a system and leg, with `name`, `from` and `to` (a key of `LEGS`), `group`, `low` and
    `high` (days; a bar where they differ). `medians`: one row a group and leg, with `start` and `end`
    (as `from` and `to`), `group` ("All" or a group), `chains` (their number), `low` and `high`.
    """
    medians = labelled(medians)
    table = placed(lags, medians)
    legs = list(LEGS.values())
    panels = [
        panel(
            table[table["leg"].eq(leg)],
            medians[medians["leg"].eq(leg)],
            axis(float(lags["high"].max()), room, labels=leg == legs[-1]),
            room,
        )
        for leg in legs
    ]
    chart = alt.vconcat(*panels, spacing=10)
    return theme.finished(chart, finding=finding, note=note, room=room)


def labelled(medians: pd.DataFrame) -> pd.DataFrame:
    """`medians` with `leg`, `row` and `text`; no figures where a median would rest on too few."""
    table = medians[medians["chains"].gt(0)]
    enough = table["chains"].ge(FEWEST)
    return table.assign(
        leg=[LEGS[pair] for pair in zip(table["start"], table["end"], strict=True)],
        row=table["group"] + " (" + table["chains"].astype(str) + ")",
        low=table["low"].where(enough),
        high=table["high"].where(enough),
        text=[
            theme.between(row.low, row.high) if row.chains >= FEWEST else ""
            for row in table.itertuples()
        ],
    )


def placed(lags: pd.DataFrame, medians: pd.DataFrame) -> pd.DataFrame:
    """`lags` with `leg` and `row`, once among all and once in their group."""
    rows = medians.set_index(["leg", "group"])["row"]
    table = lags.assign(leg=[LEGS[pair] for pair in zip(lags["from"], lags["to"], strict=True)])
    both = pd.concat([table.assign(group="All"), table], ignore_index=True)
    return both.assign(row=[rows[pair] for pair in zip(both["leg"], both["group"], strict=True)])


def axis(top: float, room: Room, *, labels: bool) -> alt.X:
    """Days, from the names to the right edge."""
    return alt.X(
        "low:Q",
        scale=alt.Scale(
            type="sqrt",
            domain=[0, top],
            range=room.either([LABELS, room.width - MEDIANS], [5, room.width - 10]),
            nice=False,
        ),
        axis=alt.Axis(
            values=[tick for tick in TICKS if tick <= top],
            labels=labels,
            ticks=False,
            title="days" if labels else None,
            titleAnchor="end",
            titlePadding=2,
        ),
    )


def panel(lags: pd.DataFrame, medians: pd.DataFrame, x: alt.X, room: Room) -> alt.LayerChart:
    """One leg."""
    y = alt.Y("row:N", sort=list(medians["row"]), axis=None)
    title = alt.TitleParams(medians["leg"].iloc[0], fontSize=theme.TEXT, color=theme.INK, offset=4)
    names = theme.names(alt.Chart(medians[["row"]]).encode(y=y), "row", LABELS - 12, room, lift=2)
    layers = alt.layer(*dots(lags, x, y, room), *middles(medians, y, room), names)
    height = room.either(ROW, TALL) * len(medians)
    return layers.properties(width=room.width, height=height, title=title)


def dots(lags: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """A dot a system, a bar where a month is in the lag."""
    base = alt.Chart(theme.kept(lags, "row", "name", "low", "high")).encode(y=y)
    exact = (
        base.transform_filter("datum.low === datum.high")
        .mark_point(filled=True, color=theme.BLUE, opacity=0.65, size=48, yOffset=room.lift)
        .encode(x=x)
    )
    spread = (
        base.transform_filter("datum.low !== datum.high")
        .mark_rule(
            color=theme.BLUE, opacity=0.45, strokeWidth=4, strokeCap="round", yOffset=room.lift
        )
        .encode(x=x, x2=alt.X2("high:Q"))
    )
    return spread, exact


def middles(medians: pd.DataFrame, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """The median, a box as wide as it is uncertain, and its figure in a column on the right."""
    base = alt.Chart(medians[["row", "low", "high", "text"]]).encode(y=y)
    box = (
        base.transform_filter("isValid(datum.low)")
        .mark_bar(
            height=15,
            fill=theme.VERMILION,
            fillOpacity=0.3,
            stroke=theme.VERMILION,
            strokeWidth=2,
            yOffset=room.lift,
        )
        .encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    )
    figure = base.mark_text(
        align="right", baseline="middle", color=theme.VERMILION, dy=-room.either(0, room.lift + 2)
    ).encode(x=alt.XValue(room.width), text=alt.Text("text:N"))
    return box, figure
