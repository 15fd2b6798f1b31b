"""Figure: every claim of the op-ed as a numbered tile, by kind and verdict."""

from __future__ import annotations

import altair as alt
import pandas as pd

from figures import theme

SIDE = 20
LABELS = 78
VERDICTS = {
    "supported": theme.Mark("supported", theme.BLUE, "square"),
    "partly_supported": theme.Mark("in part", theme.GREEN, "square"),
    "contested": theme.Mark("contested", theme.VERMILION, "square"),
    "untested": theme.Mark("untested", theme.GREY, "square"),
    "not_testable": theme.Mark("not testable", theme.GRID, "square"),
}
DARK_TEXT = ("untested", "not_testable")
NOTE = "One tile a claim, with its number in the ledger; by kind, then by verdict."


def draw(frame: pd.DataFrame) -> alt.TopLevelMixin:
    """The tiles of the frame that `report.analysis.claims.tiles` makes."""
    kinds = list(dict.fromkeys(frame["kind"]))
    across = int(frame["place"].max()) + 1
    x = alt.X("place:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    y = alt.Y(
        "kind:N",
        sort=kinds,
        title=None,
        axis=alt.Axis(ticks=False, labelPadding=8, labelColor=theme.INK),
        scale=alt.Scale(paddingInner=0.25),
    )
    base = alt.Chart(frame).encode(x=x, y=y)
    scale = alt.Scale(domain=list(VERDICTS), range=[mark.colour for mark in VERDICTS.values()])
    tiles = base.mark_rect(cornerRadius=2).encode(
        fill=alt.Fill("verdict:N", scale=scale, legend=None), tooltip=["number:O", "verdict:N"]
    )
    layers = alt.layer(tiles, *numbers(base))
    layers = layers.properties(width=(theme.WIDTH - LABELS) / 26 * across, height=30 * len(kinds))
    chart = alt.vconcat(theme.key(present(frame)), layers, spacing=8)
    chart = chart.resolve_scale(color="independent", shape="independent", fill="independent")
    return theme.finished(chart, finding=finding(frame), note=NOTE, frame="bounds")


def present(frame: pd.DataFrame) -> dict[str, theme.Mark]:
    """The verdicts that occur."""
    return {key: mark for key, mark in VERDICTS.items() if key in set(frame["verdict"])}


def numbers(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The claims' numbers, in the colour that stands out from each tile."""
    pale = " || ".join(f"datum.verdict === '{name}'" for name in DARK_TEXT)
    return tuple(
        base.transform_filter(test).mark_text(fontSize=10, color=colour).encode(text="number:Q")
        for test, colour in ((pale, theme.INK), (f"!({pale})", theme.PAPER))
    )


def finding(frame: pd.DataFrame) -> str:
    """How facts fared against all else."""
    facts = frame[frame["kind"].eq("Fact")]
    rest = frame.drop(index=facts.index)
    held, others = facts["verdict"].eq("supported"), rest["verdict"].eq("supported")
    return (
        f"{held.sum()} of {len(facts)} statements of fact are supported, "
        f"against {others.sum()} of {len(rest)} other claims"
    )
