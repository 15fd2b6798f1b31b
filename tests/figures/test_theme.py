from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from figures import theme

# Machado, Oliveira and Fernandes (IEEE TVCG 15(6), 2009), severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
) / np.array([[0.9505], [1.0], [1.089]])
GROUNDS = ("light", "dark")
MARKS = ("grey", "blue", "vermilion", "green", "gold", "purple", "ink")


def linear(colour):
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lab(colour, matrix):
    x, y, z = np.cbrt(np.clip(XYZ @ np.clip(matrix @ linear(colour), 0, 1), 1e-4, None))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def on(ground, name):
    return getattr(theme.PALETTE[name], ground)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", MARKS)
def test_marks_stand_out_from_their_ground(ground, name):
    assert contrast(on(ground, name), on(ground, "paper")) >= 3


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", ["ink", "muted", "blue", "vermilion"])
def test_words_can_be_read(ground, name):
    needed = 4 if name == "vermilion" else 4.5

    assert contrast(on(ground, name), on(ground, "paper")) >= needed


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("kinds", [theme.STEPS, theme.STATES], ids=["steps", "states"])
def test_marks_differ_for_every_kind_of_colour_vision(ground, deficiency, kinds):
    """Colours that look alike (CIE76 below 12) must at least have another shape."""
    shown = {colour.light: getattr(colour, ground) for colour in theme.PALETTE.values()}
    for one, other in combinations(kinds.values(), 2):
        seen = [lab(shown[mark.colour], DEFICIENCIES[deficiency]) for mark in (one, other)]

        assert one.shape != other.shape or np.linalg.norm(seen[0] - seen[1]) >= 12, (one, other)


def test_no_two_colours_share_a_variable():
    assert len({colour.light for colour in theme.PALETTE.values()}) == len(theme.PALETTE)


def test_the_style_sheet_is_what_the_palette_makes():
    sheet = Path(theme.__file__).with_name("dark.css").read_text(encoding="utf-8")

    assert sheet == theme.dark_css()


def test_intervals_are_told_in_short():
    assert (theme.between(48, 48), theme.between(92, 120)) == ("48", "92\N{EN DASH}120")
    assert theme.between(131, 136.5) == "131\N{EN DASH}136.5"


def test_titles_break_between_words_only():
    assert theme.wrapped("long-range ones came later", 12) == ["long-range", "ones came", "later"]
