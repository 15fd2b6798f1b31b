"""vl-convert behind its door: the same picture every time, both languages, nothing fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from report.engine.doors.charts import VegaCharts
from report.fonts import FOLDER, SANS
from tests.fakes.store import FakeStore

BARS = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.1.0.json",
    "config": {"font": SANS},
    "data": {"values": [{"state": "Ukraine", "years": 28}]},
    "mark": "bar",
    "encoding": {"y": {"field": "state"}, "x": {"field": "years", "type": "quantitative"}},
}
TEXT = {
    "$schema": "https://vega.github.io/schema/vega/v5.json",
    "width": 50,
    "height": 20,
    "marks": [{"type": "text", "encode": {"enter": {"text": {"value": "drawn by Vega"}}}}],
}


@pytest.fixture(scope="module")
def charts() -> Iterator[VegaCharts]:
    with closing(VegaCharts(fonts=(FOLDER,))) as drawing:
        yield drawing


def test_same_specification_same_picture(charts: VegaCharts) -> None:
    picture = charts.svg(BARS)

    assert picture == charts.svg(BARS)
    assert "Ukraine" in picture
    assert SANS in picture


PAINT = """
import hashlib
from report.engine.doors.charts import VegaCharts
spec = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "Words", "font": "DejaVu Sans"}}
print(hashlib.sha256(VegaCharts().png(spec)).hexdigest())
"""


def test_no_font_of_the_machine_is_drawn_with(tmp_path) -> None:
    own = Path(pytest.importorskip("matplotlib").get_data_path(), "fonts/ttf")
    pictures = set()
    for folder in (own, tmp_path):
        config = tmp_path / "fonts.conf"
        config.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>")
        environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
        command = [sys.executable, "-c", PAINT]
        done = subprocess.run(command, env=environment, check=True, capture_output=True)
        pictures.add(done.stdout)

    assert len(pictures) == 1


DRAW = """
import hashlib, sys
from report.engine.doors.charts import VegaCharts
encoding = {"x": {"field": "day", "type": "temporal"}}
data = {"values": [{"day": "2024-05-30"}, {"day": "2024-08-01"}]}
picture = VegaCharts().svg({"data": data, "mark": "point", "encoding": encoding})
print(hashlib.sha256(picture.encode()).hexdigest())
"""


def test_an_axis_of_time_is_the_same_in_every_time_zone() -> None:
    command = [sys.executable, "-c", DRAW]
    pictures = {
        subprocess.run(
            command, env={**os.environ, "TZ": zone}, check=True, capture_output=True
        ).stdout
        for zone in ("UTC", "Pacific/Kiritimati")
    }
    assert len(pictures) == 1


LETTERS = """
import hashlib
from report.engine.doors.charts import VegaCharts
from report.fonts import SANS
text = {"type": "text", "text": "Waits", "font": repr(SANS), "fontSize": 30}
picture = VegaCharts().png({"data": {"values": [{}]}, "mark": text})
print(hashlib.sha256(picture).hexdigest())
"""


def test_letters_are_the_same_whatever_fonts_the_machine_has(tmp_path: Path) -> None:
    pictures = set()
    for folder in (FOLDER, tmp_path):
        known = tmp_path / "fonts.conf"
        known.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>", "utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(known)}
        command = [sys.executable, "-c", LETTERS]
        done = subprocess.run(command, env=environment, check=True, capture_output=True)
        pictures.add(done.stdout)
    assert len(pictures) == 1


def test_vega_itself_is_drawn_too(charts: VegaCharts) -> None:
    assert "drawn by Vega" in charts.svg(TEXT)


def test_pixels_stand_on_white_and_are_painted_once() -> None:
    store = FakeStore()
    with closing(VegaCharts(fonts=(FOLDER,), store=store)) as drawing:
        first = drawing.png(BARS)

    assert first.startswith(b"\x89PNG\r\n")
    assert VegaCharts(store=store, fonts=(FOLDER,)).png(BARS) == first
    assert len(store.kept) == 2  # the picture, and the pixels


def test_the_browser_s_runtime_brings_its_own_interpreter_and_is_made_once() -> None:
    store = FakeStore()
    with closing(VegaCharts(store=store)) as drawing:
        script = drawing.runtime()

    assert script.startswith(b"(()=>{")
    assert b"vegaEmbed" in script
    assert b"nterpreter" in script
    assert list(store.kept.values()) == [script]
    assert VegaCharts(store=store).runtime() == script


def test_data_from_elsewhere_is_not_fetched(charts: VegaCharts) -> None:
    with pytest.raises(ValueError, match=r"(?i)access|allowed|denied|url"):
        charts.svg({**BARS, "data": {"url": "https://example.org/rows.csv"}})


def test_at_rest_no_process_is_left_and_the_runtime_is_remembered() -> None:
    drawing = VegaCharts(store=FakeStore())
    drawing.expect()
    drawing.rest()

    assert not drawing._vega.is_there
    assert b"vegaEmbed" in drawing.runtime()
    assert not drawing._vega.is_there


def test_warm_charts_stay_ready() -> None:
    with closing(VegaCharts(warm=True)) as drawing:
        drawing.expect()
        drawing.rest()

        assert drawing._vega.is_there
