"""Rules on strikes inside Russia: in which state each was, what was said, and what happened around."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme
from figures.room import Room, fitting

LABELS = 126
LANE = 34
TALL = 44  # where the name stands above
BAR = 20
LEVEL = 15  # pixels between the lines that the words of events stand on
MARKS = {
    "requested": theme.Mark("request", theme.INK, "circle"),
    "refused": theme.Mark("public refusal", theme.INK, theme.CROSS),
    "first_used": theme.Mark("first use in Russia", theme.INK, "diamond"),
}


@fitting
def draw(
    spells: pd.DataFrame,
    steps: pd.DataFrame,
    events: pd.DataFrame,
    *,
    since: pd.Timestamp,
    until: pd.Timestamp,
    finding: str,
    note: str,
    room: Room,
) -> alt.TopLevelMixin:
    """A lane for each rule from `since` to `until`, under the events of those months.

    `spells`: one row a spell, with `lane`, `state` (a key of `theme.STATES`), `start`, `end`.
    `steps`: one row a step, with `lane`, `event` (a key of `MARKS`; others are left out), `earliest`
    and `latest`. `events`: one row an event, with `date`, `words`. Lanes keep the order of `spells`.
    """
    x = time(since, until, room)
    states = {key: mark for key, mark in theme.STATES.items() if key in set(spells["state"])}
    chart = theme.stacked(
        theme.key(states, room.width),
        theme.key(MARKS, room.width),
        around(events, x, room),
        lanes(within(spells, since, until), steps[steps["earliest"].ge(since)], events, x, room),
        also="fill",
    )
    return theme.finished(chart, finding=finding, note=note, room=room)


def time(since: pd.Timestamp, until: pd.Timestamp, room: Room) -> alt.X:
    """The months, between the names and the right edge."""
    domain = [theme.moment(since), theme.moment(until)]
    scale = alt.Scale(domain=domain, range=[room.either(LABELS, 2), room.width - 6], nice=False)
    months = pd.date_range(since, until, freq="MS")
    axis = alt.Axis(
        values=[theme.moment(month) for month in months],
        format="%b",
        ticks=False,
        labelAlign="left",
        labelPadding=6,
        labelFlush=False,
    )
    return alt.X("at:T", scale=scale, axis=axis, title=None)


def within(spells: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """The spells that reach into the months shown, cut to them."""
    shown = spells[spells["end"].gt(since) & spells["start"].lt(until)]
    return shown.assign(at=shown["start"].clip(lower=since), end=shown["end"].clip(upper=until))


def around(events: pd.DataFrame, x: alt.X, room: Room) -> alt.LayerChart:
    """The events, each on a line of its own, with a rule down to the lanes.

    The latest stands highest, so that no rule runs through the words of another event.
    """
    count = len(events)
    table = theme.dated(events.assign(at=events["date"]), "at")[["at", "words"]]
    table = table.assign(level=range(count - 1, -1, -1), floor=count)
    y = alt.Y("level:Q", scale=alt.Scale(domain=[0, count], reverse=True), axis=None)
    base = alt.Chart(table)
    hidden = x.copy()
    hidden["axis"] = None
    rules = base.mark_rule(color=theme.MUTED, strokeDash=[2, 2]).encode(
        x=hidden, y=y, y2=alt.Y2("floor:Q")
    )
    words = base.mark_text(align="right", baseline="middle", dx=-4, fontSize=theme.SMALL).encode(
        x=hidden, y=y, text=alt.Text("words:N")
    )
    return alt.layer(rules, words).properties(width=room.width, height=LEVEL * count)


def lanes(
    spells: pd.DataFrame, steps: pd.DataFrame, events: pd.DataFrame, x: alt.X, room: Room
) -> alt.LayerChart:
    """The rules: a bar for each spell, symbols for what was said and done."""
    order = list(dict.fromkeys(spells["lane"]))
    y = alt.Y("lane:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.35))
    bars = bands(theme.dated(spells, "at", "end")[["lane", "state", "at", "end"]], x, y, room)
    down = (
        alt.Chart(theme.dated(events.assign(at=events["date"]), "at")[["at"]])
        .mark_rule(color=theme.MUTED, strokeDash=[2, 2])
        .encode(x=x)
    )
    base = alt.Chart(pd.DataFrame({"lane": order})).encode(y=y)
    names = theme.names(base, "lane", LABELS - 10, room, lift=3)
    marks = symbols(steps[steps["lane"].isin(order)], x, y, room)
    layers = alt.layer(bars, down, *marks, names)
    return layers.properties(width=room.width, height=room.either(LANE, TALL) * len(order))


def bands(spells: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> alt.Chart:
    """A bar for each spell, coloured by its state."""
    words = [mark.word for mark in theme.STATES.values()]
    colours = alt.Scale(domain=words, range=[mark.colour for mark in theme.STATES.values()])
    table = spells.assign(word=spells["state"].map({k: m.word for k, m in theme.STATES.items()}))
    fill = alt.Fill("word:N", scale=colours, legend=None)
    bars = alt.Chart(table).mark_bar(opacity=0.75, height=BAR, yOffset=room.lift)
    return bars.encode(x=x, x2=alt.X2("end:T"), y=y, fill=fill)


def symbols(steps: pd.DataFrame, x: alt.X, y: alt.Y, room: Room) -> tuple[alt.Chart, alt.Chart]:
    """What was asked, refused and done, on the bars; a line where only the month is known."""
    shown = steps[steps["event"].isin(MARKS)]
    shown = shown.assign(
        at=shown["earliest"] + (shown["latest"] - shown["earliest"]) / 2,
        word=shown["event"].map({key: mark.word for key, mark in MARKS.items()}),
    )
    columns = ["lane", "event", "word", "at", "earliest", "latest"]
    base = alt.Chart(theme.dated(shown, "at", "earliest", "latest")[columns]).encode(y=y)
    _, shapes = theme.scales_of(MARKS)
    spread = (
        base.transform_filter("datum.earliest !== datum.latest")
        .mark_rule(color=theme.INK, strokeWidth=1.5, yOffset=room.lift)
        .encode(x=alt.X("earliest:T"), x2=alt.X2("latest:T"))
    )
    points = base.mark_point(
        filled=True,
        opacity=1,
        size=80,
        color=theme.INK,
        stroke=theme.PAPER,
        strokeWidth=0.8,
        yOffset=room.lift,
    ).encode(x=x, shape=alt.Shape("word:N", scale=shapes, legend=None))
    return spread, points
