"""Every figure fits a telephone: whole, legible, and nothing of it beside the picture."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from itertools import combinations
from pathlib import Path

import altair as alt
import pytest
import vl_convert
from lxml import etree
from PIL import ImageFont

import figures
from figures import theme
from figures.room import NARROW, WIDE
from report.engine.widths import narrow_of, wide_of
from report.fonts import FOLDER
from tests.figures.drawn import every_figure

SVG = "{http://www.w3.org/2000/svg}"
MOVED = re.compile(r"translate\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)\s*\)")
FACE = str(FOLDER / "SourceSans3-Regular.otf")  # what the site sets charts in
SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
MODULES = sorted(
    path.stem
    for path in Path(figures.__file__).parent.glob("*.py")
    if hasattr(import_module(f"figures.{path.stem}"), "draw")
)
every_module = pytest.mark.parametrize("name", MODULES)


@cache
def specs():
    return {name: chart.to_dict() for name, chart in every_figure().items()}


@cache
def drawn(name, narrow=True):
    spec = specs()[name]
    picture = vl_convert.vegalite_to_svg(narrow_of(spec) if narrow else wide_of(spec))
    return etree.fromstring(picture)


def size_of(text):
    return float(text.get("font-size").removesuffix("px"))


def place_of(text):
    """Where a text that lies level begins and ends, and its baseline; None for one that is turned."""
    chain = [text.get("transform", ""), *(up.get("transform", "") for up in text.iterancestors())]
    if any("rotate" in each for each in chain):
        return None
    moves = [tuple(map(float, found.groups())) for found in map(MOVED.search, chain) if found]
    x, y = (sum(move[axis] for move in moves) for axis in (0, 1))
    lines = [span.text or "" for span in text.iter(f"{SVG}tspan")] or [text.text or ""]
    face = ImageFont.truetype(FACE, 100)
    width = max(face.getlength(line) for line in lines) * size_of(text) / 100
    left = x - SHARE[text.get("text-anchor", "start")] * width
    return left, left + width, y, len(lines)


def texts_of(picture):
    """The texts that are seen: an axis hides labels that would stand on one another."""
    seen = (text for text in picture.iter(f"{SVG}text") if text.get("opacity") != "0")
    return [text for text in seen if "".join(text.itertext()).strip()]


def test_every_figure_module_is_looked_at():
    assert set(specs()) == set(MODULES)


@every_module
def test_the_narrow_chart_is_valid_and_has_no_datasets_or_looks_of_its_own(name):
    narrow = narrow_of(specs()[name])
    assert {"config", "datasets", "usermeta"} & set(specs()[name]["usermeta"]["narrow"]) == set()
    alt.Chart.from_dict(dict(narrow))


@every_module
def test_each_drawing_is_as_wide_as_its_room(name):
    assert float(drawn(name).get("width")) <= NARROW.width + 8
    assert float(drawn(name, narrow=False).get("width")) <= WIDE.width + 28


@every_module
def test_no_word_is_too_small_to_read(name):
    assert min(map(size_of, texts_of(drawn(name)))) >= 10


@every_module
def test_nothing_is_cut_off(name):
    picture = drawn(name)
    width, height = (float(picture.get(side)) for side in ("width", "height"))
    assert not [text for text in texts_of(picture) if "…" in "".join(text.itertext())]
    for text in texts_of(picture):
        if place := place_of(text):
            left, right, y, _ = place
            assert left >= -1, "".join(text.itertext())
            assert right <= width + 1, "".join(text.itertext())
            assert 0 <= y <= height, "".join(text.itertext())


@every_module
def test_no_word_stands_on_another(name):
    level = [(text, place) for text in texts_of(drawn(name)) if (place := place_of(text))]
    for (one, first), (other, second) in combinations(level, 2):
        beside = min(first[1], second[1]) - max(first[0], second[0]) <= 1
        below = abs(first[2] - second[2]) > 7 or max(first[3], second[3]) > 1
        assert beside or below, ("".join(one.itertext()), "".join(other.itertext()))


@every_module
def test_the_marks_of_both_drawings_tell_the_same_rows(name):
    """The figure's data are those of the wide one; its narrow one draws no other."""
    shown = [told_by(spec) for spec in (wide_of(specs()[name]), narrow_of(specs()[name]))]
    assert shown[0] == shown[1]


def told_by(spec):
    """Words for the rows that the marks of a chart tell of, whichever names they stand under."""
    named = set(re.findall(r"'name': '(data-\w+)'", str({**spec, "datasets": {}})))
    rows = (row for name in named for row in spec["datasets"][name])
    keys = ("name", "framework", "claim", "measure", "number", "key", "plan", "day")
    return {str(row[key]) for row in rows for key in keys if key in row and row[key] is not None}


def test_a_key_takes_as_many_lines_as_it_needs():
    words = {"a": theme.Mark("a long word for it", theme.BLUE, "circle")}
    words["b"] = theme.Mark("another long word for it", theme.INK, "square")
    assert [theme.key(words, width).height for width in (560, 200)] == [12, 12 + theme.LEADING]


def test_a_narrow_title_has_lines_of_about_one_length():
    found = "Moscow’s terms did not move; on the ground Washington changed 5 times, Kyiv 7"
    lines = theme.balanced(found, NARROW)
    assert max(map(len, lines)) - min(map(len, lines)) <= 8
    assert theme.balanced(found, WIDE) == theme.wrapped(found, WIDE.title)
