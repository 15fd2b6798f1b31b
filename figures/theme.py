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
import pandas as pd

from figures.room import WIDE, Room

TEXT = 12
SMALL = 11
LEADING = 16  # pixels from one line of a key to the next

# Vega measures text with this face, which vl-convert brings along. It has the widths of Arial and
# Helvetica, and more width than Source Sans 3, the report's own face: text fits whatever is at hand.
FONT = "Liberation Sans"


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
    "paper": Colour("#ffffff", "#15181b"),
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


STATES: Mapping[str, Mark] = {
    "barred": Mark("not allowed", VERMILION, "square"),
    "limited": Mark("within limits", GREY, "square"),
    "case_by_case": Mark("case by case", GREEN, "square"),
    "open": Mark("allowed", BLUE, "square"),
}


def scales_of(kinds: Mapping[str, Mark]) -> tuple[alt.Scale, alt.Scale]:
    """The colour and the shape scale for a field that holds the words of `kinds`."""
    words = [mark.word for mark in kinds.values()]
    colours = alt.Scale(domain=words, range=[mark.colour for mark in kinds.values()])
    shapes = alt.Scale(domain=words, range=[mark.shape for mark in kinds.values()])
    return colours, shapes


def key(kinds: Mapping[str, Mark], width: float = WIDE.width, before: float = 0) -> alt.Chart:
    """What explains the marks: each symbol, its word beside it, in as many lines as `width` asks for.

    It may begin some pixels `before` the marks, above their labels.
    """
    entries, x, line = [], 6.0 - before, 0
    for mark in kinds.values():
        long = 9 + width_of(mark.word)
        if entries and x + long > width:
            x, line = 6.0 - before, line + 1
        entries.append({"word": mark.word, "x": x, "label": x + 9, "y": 6 + LEADING * line})
        x += long + 20
    colours, shapes = scales_of(kinds)
    base = alt.Chart(alt.Data(values=entries)).encode(y=alt.Y("y:Q", scale=None, axis=None))
    symbols = base.mark_point(filled=True, opacity=1, size=66).encode(
        x=alt.X("x:Q", scale=None, axis=None),
        color=alt.Color("word:N", scale=colours, legend=None),
        shape=alt.Shape("word:N", scale=shapes, legend=None),
    )
    words = base.mark_text(align="left", baseline="middle", color=MUTED).encode(
        x=alt.X("label:Q", scale=None, axis=None), text=alt.Text("word:N")
    )
    return alt.layer(symbols, words).properties(width=width, height=12 + LEADING * line)


def stacked(*charts: alt.TopLevelMixin, spacing: int = 8, also: str = "") -> alt.VConcatChart:
    """Charts one below the other, a key first: none has colours, shapes or `also` of another's scale."""
    apart = dict.fromkeys(["color", "shape", *also.split()], "independent")
    return alt.vconcat(*charts, spacing=spacing, resolve={"scale": apart})


def finished(
    chart: alt.TopLevelMixin, *, finding: str, note: str, frame: str = "group", room: Room = WIDE
) -> alt.TopLevelMixin:
    """`chart` with its title (`finding`), the line below it (`note`: unit, source), and the look.

    `frame` "bounds" puts the title over an axis' labels, "group" over the marks.
    """
    text, subtitle = balanced(finding, room), wrapped(note, room.note)
    title = alt.TitleParams(text=text, subtitle=subtitle, frame=frame)
    chart.title, chart.background = title, "transparent"  # as attributes: a copy takes long
    chart.config = alt.Config(**configuration())
    return chart


def names(base: alt.Chart, column: str, right: int, room: Room, lift: int = 0) -> alt.Chart:
    """What rows are called: in a column that ends at the pixel `right`, or above their marks.

    `lift` is by how much more they stand above marks that are tall.
    """
    rise = room.either(0, room.lift + lift)
    words = base.mark_text(align=room.either("right", "left"), baseline="middle", dy=-rise)
    return words.encode(x=alt.XValue(room.either(right, 0)), text=alt.Text(f"{column}:N"))


def width_of(text: str) -> float:
    """About how many pixels a text of size `TEXT` takes."""
    return sum(
        3.4 if letter in "fijlrt .,-" else 8.2 if letter.isupper() or letter in "mw" else 6.7
        for letter in text
    )


def dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """`frame` with these timestamps as ISO days."""
    return frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in columns})


def kept(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """These columns of `frame`, and the keys of the rows that it rests on, if it has them."""
    return frame[[*columns, *(name for name in ("steps",) if name in frame.columns)]]


def between(low: float, high: float) -> str:
    """A number or an interval in short: "48", "92–120"."""
    return f"{low:g}" if low == high else f"{low:g}\N{EN DASH}{high:g}"


def moment(day: pd.Timestamp) -> alt.DateTime:
    """A day for an axis or the domain of a scale."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def balanced(text: str, room: Room) -> list[str]:
    """The lines of a title; in a narrow room of about one length, lest a word stand alone."""
    lines = wrapped(text, room.title)
    for width in range(room.title - 1, room.either(room.title, 1) - 1, -1):
        shorter = wrapped(text, width)
        if len(shorter) > len(lines):
            break
        lines = shorter
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters: Vega does not break lines itself."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def configuration() -> dict[str, Any]:
    """Vega-Lite's configuration for every figure of the report."""
    return {
        "font": FONT,
        "aria": False,
        "padding": 2,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
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
            "labelLimit": 0,  # nothing is cut off, nor measured for it
        },
        "header": {
            "labelColor": INK,
            "labelFontSize": TEXT,
            "labelFontWeight": "bold",
            "title": None,
        },
        "text": {"color": INK, "fontSize": TEXT},
    }


def dark_css() -> str:
    """The style sheet `figures/dark.css`: what each colour of the palette is, by light and in the dark.

    The site names a colour `#rrggbb` of a chart `--svg-rrggbb`. Print the sheet anew with
    `python -m figures.theme > figures/dark.css`; a test keeps the two alike.
    """
    lines = [
        f"  --svg-{colour.light[1:]}: light-dark({colour.light}, {colour.dark}); /* {name} */"
        for name, colour in PALETTE.items()
    ]
    return "\n".join(["/* Made by figures/theme.py. */", ":root {", *lines, "}", ""])


if __name__ == "__main__":
    print(dark_css(), end="")
