"""The look that all figures share: colours with their dark counterparts, marks of steps, type, title.

A figure module builds a chart and hands it to `finished`, which adds the title that states the
finding, the line below it with unit and source, and the configuration. Charts have no background;
the site turns each colour into a CSS variable named after it, and `dark_css` says what those become
in the dark.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt

WIDTH = 560  # pixels of a whole figure: a text column, and still legible on a telephone
TEXT = 12
SMALL = 11

# Liberation Sans has the widths of Arial and Helvetica, so text fits wherever one of them is set;
# Source Sans 3, the report's own face in PDFs, is narrower.
FONT = "Liberation Sans, Source Sans 3, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the palette: on a light ground (paper, screen) and on a dark one."""

    light: str
    dark: str


# Hues after Okabe and Ito (https://jfly.uni-koeln.de/color/), made darker or lighter until each
# stands out from its ground at 3:1 (text: 4.5:1); the tests hold them to that, also as they look to
# people with deficient colour vision.
PALETTE: Mapping[str, Colour] = {
    "ink": Colour("#1f2a33", "#e8ebee"),
    "muted": Colour("#56626d", "#a9b4be"),
    "grid": Colour("#dde2e7", "#39424b"),
    "faint": Colour("#eff2f5", "#232b33"),
    "paper": Colour("#ffffff", "#15191e"),
    "grey": Colour("#868f98", "#7b8691"),
    "blue": Colour("#0067a5", "#62b6ee"),
    "vermilion": Colour("#cf4f00", "#f58a4b"),
    "green": Colour("#007a5a", "#33c79b"),
    "gold": Colour("#a87b00", "#e6bf45"),
    "purple": Colour("#a3488a", "#e29ccd"),
}
INK, MUTED, GRID, FAINT, PAPER, GREY, BLUE, VERMILION, GREEN, GOLD, PURPLE = (
    colour.light for colour in PALETTE.values()
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of step is drawn: its word, colour, and a shape that works without colour."""

    word: str
    colour: str
    shape: str


CROSS = "M-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0L-1,-.7Z"
STEPS: Mapping[str, Mark] = {
    "requested": Mark("request", PURPLE, "circle"),
    "refused": Mark("public refusal", VERMILION, CROSS),
    "approved": Mark("approval", BLUE, "square"),
    "delivered": Mark("first delivery", GREEN, "triangle-up"),
    "first_used": Mark("first use", INK, "diamond"),
}


def scales_of(kinds: Mapping[str, Mark]) -> tuple[alt.Scale, alt.Scale]:
    """The colour and the shape scale for a field that holds the words of `kinds`."""
    words = [mark.word for mark in kinds.values()]
    colours = alt.Scale(domain=words, range=[mark.colour for mark in kinds.values()])
    shapes = alt.Scale(domain=words, range=[mark.shape for mark in kinds.values()])
    return colours, shapes


def finished(chart: alt.TopLevelMixin, *, finding: str, note: str) -> alt.TopLevelMixin:
    """`chart` with its title (`finding`), the line below it (`note`: unit, source), and the look."""
    title = alt.TitleParams(text=wrapped(finding, 66), subtitle=wrapped(note, 92))
    return chart.properties(title=title, background=None).configure(**configuration())


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters: Vega does not break lines itself."""
    return textwrap.wrap(text, width)


def configuration() -> dict[str, Any]:
    """Vega-Lite's configuration for every figure of the report."""
    return {
        "font": FONT,
        "aria": False,
        "padding": 2,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "offset": 12,
            "color": INK,
            "fontSize": 15,
            "fontWeight": "bold",
            "lineHeight": 19,
            "subtitleColor": MUTED,
            "subtitleFontSize": TEXT,
            "subtitleLineHeight": 16,
            "subtitlePadding": 5,
        },
        "axis": {
            "domain": False,
            "gridColor": GRID,
            "tickColor": GRID,
            "labelColor": MUTED,
            "labelFontSize": TEXT,
            "titleColor": MUTED,
            "titleFontSize": TEXT,
            "titleFontWeight": "normal",
            "labelLimit": 300,
        },
        "header": {
            "labelColor": INK,
            "labelFontSize": TEXT,
            "labelFontWeight": "bold",
            "title": None,
        },
        "legend": {
            "labelColor": MUTED,
            "labelFontSize": TEXT,
            "title": None,
            "orient": "top",
            "symbolSize": 70,
            "symbolStrokeWidth": 0,
            "labelLimit": 300,
            "columnPadding": 14,
        },
        "text": {"color": INK, "fontSize": TEXT},
    }


def dark_css() -> str:
    """The style sheet that gives every colour of the palette its dark counterpart.

    The site names a colour `#rrggbb` of a chart `--svg-rrggbb`. Paper keeps the light ones.
    """
    lines = [f"--svg-{colour.light[1:]}: {colour.dark};" for colour in PALETTE.values()]
    by_system = "\n".join(f"    {line}" for line in lines)
    by_choice = by_system
    return (
        "/* Made from figures/theme.py by scripts/dark_css.py; a test keeps the two alike. */\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        '  :root:not([data-theme="light"]) {\n'
        f"{by_system}\n  }}\n}}\n"
        '@media screen {\n  :root[data-theme="dark"] {\n'
        f"{by_choice}\n  }}\n}}\n"
    )
