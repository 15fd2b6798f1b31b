"""Rules on strikes inside Russia: in which state each was, what was said, and what happened around."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme

LABELS = 126
LANE = 34
LEVEL = 15  # pixels between the lines that the words of events stand on
MARKS = {
    "requested": theme.Mark("request", theme.INK, "circle"),
    "refused": theme.Mark("public refusal", theme.INK, theme.CROSS),
    "first_used": theme.Mark("first use in Russia", theme.INK, "diamond"),
}


def draw(
    spells: pd.DataFrame,
    steps: pd.DataFrame,
    events: pd.DataFrame,
    *,
    since: pd.Timestamp,
    until: pd.Timestamp,
    finding: str,
    note: str,
) -> alt.TopLevelMixin:
    """A lane for each rule from `since` to `until`, under the events of those months.

    `spells`: one row a spell, with `lane`, `state` (a key of `theme.STATES`), `start`, `end`.
    `steps`: one row a step, with `lane`, `event` (a key of `MARKS`; others are left out), `earliest`
    and `latest`. `events`: one row an event, with `date`, `words`. Lanes keep the order of `spells`.
    """
    x = time(since, until)
    states = {key: mark for key, mark in theme.STATES.items() if key in set(spells["state"])}
    chart = alt.vconcat(
        theme.key(states),
        theme.key(MARKS),
        around(events, x),
        lanes(within(spells, since, until), steps[steps["earliest"].ge(since)], events, x),
        spacing=8,
    ).resolve_scale(color="independent", shape="independent", fill="independent")
    return theme.finished(chart, finding=finding, note=note)


def time(since: pd.Timestamp, until: pd.Timestamp) -> alt.X:
    """The months, between the names and the right edge."""
    domain = [theme.moment(since), theme.moment(until)]
    scale = alt.Scale(domain=domain, range=[LABELS, theme.WIDTH - 6], nice=False)
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


def around(events: pd.DataFrame, x: alt.X) -> alt.LayerChart:
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
    rules = base.mark_rule(color=theme.MUTED, strokeDash=[2, 2]).encode(x=hidden, y=y, y2="floor:Q")
    words = base.mark_text(align="right", baseline="middle", dx=-4, fontSize=theme.SMALL).encode(
        x=hidden, y=y, text="words:N"
    )
    return alt.layer(rules, words).properties(width=theme.WIDTH, height=LEVEL * count)


def lanes(
    spells: pd.DataFrame, steps: pd.DataFrame, events: pd.DataFrame, x: alt.X
) -> alt.LayerChart:
    """The rules: a bar for each spell, symbols for what was said and done."""
    order = list(dict.fromkeys(spells["lane"]))
    y = alt.Y("lane:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.35))
    bars = bands(theme.dated(spells, "at", "end")[["lane", "state", "at", "end"]], x, y)
    down = (
        alt.Chart(theme.dated(events.assign(at=events["date"]), "at")[["at"]])
        .mark_rule(color=theme.MUTED, strokeDash=[2, 2])
        .encode(x=x)
    )
    names = (
        alt.Chart(pd.DataFrame({"lane": order}))
        .mark_text(align="right", baseline="middle")
        .encode(y=y, x=alt.value(LABELS - 10), text="lane:N")
    )
    layers = alt.layer(bars, down, *symbols(steps[steps["lane"].isin(order)], x, y), names)
    return layers.properties(width=theme.WIDTH, height=LANE * len(order))


def bands(spells: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """A bar for each spell, coloured by its state."""
    words = [mark.word for mark in theme.STATES.values()]
    colours = alt.Scale(domain=words, range=[mark.colour for mark in theme.STATES.values()])
    table = spells.assign(word=spells["state"].map({k: m.word for k, m in theme.STATES.items()}))
    fill = alt.Fill("word:N", scale=colours, legend=None)
    return alt.Chart(table).mark_bar(opacity=0.75).encode(x=x, x2="end:T", y=y, fill=fill)


def symbols(steps: pd.DataFrame, x: alt.X, y: alt.Y) -> tuple[alt.Chart, alt.Chart]:
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
        .mark_rule(color=theme.INK, strokeWidth=1.5)
        .encode(x="earliest:T", x2="latest:T")
    )
    points = base.mark_point(
        filled=True, opacity=1, size=80, color=theme.INK, stroke=theme.PAPER, strokeWidth=0.8
    ).encode(x=x, shape=alt.Shape("word:N", scale=shapes, legend=None))
    return spread, points
