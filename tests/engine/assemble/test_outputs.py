"""Which of an output's MIME types is shown, and what becomes of charts and echoes."""

from __future__ import annotations

import json

import pytest

from report.engine.assemble.outputs import joined, mime_of, shown, vega_of
from report.engine.model import Output
from tests.fakes.charts import FakeCharts

SPEC = {"mark": "bar", "title": "}) ("}


def result(**data: object) -> Output:
    names = {"html": "text/html", "md": "text/markdown", "plain": "text/plain", "tex": "text/latex"}
    names |= {"svg": "image/svg+xml", "png": "image/png"}
    return Output("execute_result", data={names[key]: value for key, value in data.items()})


@pytest.mark.parametrize(
    ("output", "html", "typst"),
    [
        (result(html="<b>", md="x", plain="p"), "text/html", "text/markdown"),
        (result(svg="<svg/>", png="", plain="p"), "image/svg+xml", "image/svg+xml"),
        (result(html="<b>", plain="p"), "text/html", "text/plain"),
        (result(html="<table></table>", plain="p"), "text/html", "text/html"),
        (result(html="<table></table>", png="", plain="p"), "text/html", "image/png"),
        (Output("execute_result", data={"application/x": "?"}), "", ""),
        (Output("stream", name="stdout", text="x"), "", ""),
    ],
)
def test_each_format_chooses_for_itself(output, html, typst):
    assert (mime_of(output, "html"), mime_of(output, "typst")) == (html, typst)


@pytest.mark.parametrize(
    "mime",
    [
        "application/vnd.vegalite.v5+json",
        "application/vnd.vegalite.v6.json",
        "application/vnd.vega.v5+json",
    ],
)
def test_charts_are_drawn(mime):
    [drawn] = shown([Output("display_data", data={mime: SPEC})], "html", True, FakeCharts())
    assert drawn.data["image/svg+xml"] == FakeCharts().svg(SPEC)


def test_the_chart_in_altair_s_html_is_found_and_the_html_is_gone():
    call = f"(function(spec){{vegaEmbed(x)}})({json.dumps(SPEC)}, {{}});"
    html = f'<div id="altair-viz-1"></div><script>{call}</script>'
    assert vega_of({"text/html": html}) == SPEC
    [drawn] = shown([result(html=html, plain="alt.Chart(...)")], "html", True, FakeCharts())
    assert set(drawn.data) == {"image/svg+xml", "text/plain"}


def test_a_chart_with_its_own_picture_is_left_alone():
    output = Output(
        "display_data", data={"application/vnd.vegalite.v5+json": SPEC, "image/png": ""}
    )
    assert shown([output], "html", True, FakeCharts()) == [output]


def test_html_without_a_chart_is_no_chart():
    assert vega_of({"text/html": "<p>vegaEmbed</p>"}) is None


@pytest.mark.parametrize(
    "echo", ["[<matplotlib.lines.Line2D at 0x1>]", "<Axes: >", "Text(0.5, 1, 'x')"]
)
def test_echoes_of_plots_go_where_there_is_a_picture(echo):
    outputs = [result(plain=echo), result(svg="<svg/>")]
    assert shown(outputs, "html", True, FakeCharts()) == outputs[1:]


def test_text_stays_where_there_is_no_picture():
    outputs = [result(plain="(1, 2)"), result(plain="<Treaty>")]
    assert shown(outputs, "html", True, FakeCharts()) == outputs


def test_neighbouring_pieces_of_a_stream_are_one():
    written = [("stdout", "a"), ("stdout", "b"), ("stderr", "c")]
    streams = [Output("stream", name=name, text=text) for name, text in written]
    assert [(o.name, o.text) for o in joined(streams)] == [("stdout", "ab"), ("stderr", "c")]


def test_latex_that_is_a_formula_is_markdown():
    [output] = shown([result(tex="$$x$$", plain="p")], "html", True, FakeCharts())
    assert mime_of(output, "html") == "text/markdown"
