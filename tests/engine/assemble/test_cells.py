"""Cells as Markdown: what is shown, where labels and captions go, which figures come about."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from report.engine.assemble.cells import executed, value_markdown
from report.engine.model import CellResult, Execution, Output
from tests.engine.assemble.nodes import cell, document
from tests.fakes.charts import FakeCharts

SVG = Output("display_data", data={"image/svg+xml": "<svg/>"})
TEXT = Output("execute_result", data={"text/plain": "42"})
TABLE = Output("execute_result", data={"text/html": "<table></table>", "text/plain": "t"})
PRINTED = Output("stream", name="stdout", text="printed\n")
WARNED = Output("stream", name="stderr", text="careful\n")


def run(*pieces, outputs=(), values=(), form="html", meta=None):
    """The executed Markdown of a document whose cells all gave `outputs`."""
    one = document("chapters/war.qmd", *pieces, meta=meta)
    results = tuple(CellResult(tuple(outputs), 1) for _ in one.cells)
    execution = Execution(one.path, results, tuple(values))
    return executed(one, execution, form, FakeCharts())


def test_code_and_output_stand_in_a_cell():
    opening, *rest = run(cell("6 * 7"), outputs=[TEXT]).markdown.split("\n")
    assert re.fullmatch(r':::: \{#cell-[0-9a-f]{8} \.cell execution_count="1"\}', opening)
    assert "\n".join(rest) == (
        "``` {.python .cell-code}\n6 * 7\n```\n\n"
        '::: {.cell-output .cell-output-display execution_count="1"}\n```\n42\n```\n:::\n::::\n'
    )


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        ({"echo": False}, "printed", "6 * 7"),
        ({"output": False}, "6 * 7", "printed"),
        ({"warning": False}, "printed", "careful"),
        ({"tags": ["hide-code"]}, "printed", "6 * 7"),
    ],
)
def test_options_hide_parts(options, shown, hidden):
    text = run(cell("6 * 7", **options), outputs=[PRINTED, WARNED]).markdown
    assert shown in text
    assert hidden not in text


def test_a_cell_that_shows_nothing_leaves_no_trace():
    assert run(cell(include=False), outputs=[TEXT, SVG]) == run(cell("", echo=False), outputs=[])
    assert run(cell(include=False), outputs=[SVG]).assets == ()


def test_document_defaults_hold_unless_the_cell_says_otherwise():
    meta = {"execute": {"echo": False}}
    assert "6 * 7" not in run(cell("6 * 7"), outputs=[TEXT], meta=meta).markdown
    assert "6 * 7" in run(cell("6 * 7", echo=True), outputs=[TEXT], meta=meta).markdown


def test_an_image_takes_label_caption_and_alternative_text():
    text = run(cell(label="fig-map", fig_cap="A *map*", fig_alt='Say "x"'), outputs=[SVG]).markdown
    figure = "war_files/figure-html/fig-map-output-1.svg"
    assert f'![A *map*]({figure}){{#fig-map fig-alt="Say \\"x\\"" offers="svg"}}' in text
    assert "#cell-fig-map .cell" in text


def test_the_label_of_several_outputs_is_the_cell_s():
    options = {"label": "fig-two", "fig_cap": "Both", "fig_subcap": ["One", "Two"]}
    text = run(cell(**options), outputs=[SVG, SVG]).markdown
    assert "{#fig-two .cell" in text
    assert "![One](" in text
    assert '{#fig-two-1 offers="svg"}' in text
    assert "![Two](" in text
    assert text.rstrip().split("\n")[-2] == "Both"


def test_a_table_s_label_and_caption_are_the_cell_s():
    text = run(cell(label="tbl-x", tbl_cap="Rows"), outputs=[TABLE]).markdown
    assert '{#tbl-x .cell tbl-cap="Rows"' in text
    assert "{=html}" in text


def test_output_asis_is_markdown_as_printed():
    printed = Output("stream", name="stdout", text="## Heading\n")
    assert run(cell(output="asis", echo=False), outputs=[printed]).markdown == "## Heading\n"


def test_echo_fenced_shows_the_options():
    header = ["#| label: x", "#| echo: fenced"]
    text = run(cell("1", header=header, label="x", echo="fenced"), outputs=[]).markdown
    assert "```{python}\n#| label: x\n1\n```" in text
    assert "echo" not in text


def test_ids_of_cells_without_a_label_are_the_same_every_time():
    first, second = run(cell(), outputs=[TEXT]), run(cell(), outputs=[TEXT])
    assert first == second
    assert run(cell(), cell(index=1), outputs=[TEXT]).markdown.count("#cell-") == 2


def test_figures_are_named_by_label_or_place_and_kept_as_files():
    png = Output("display_data", data={"image/png": base64.b64encode(b"png").decode()})
    made = run(cell(label="fig-a:B"), cell(index=1), outputs=[PRINTED, png])
    assert [(str(one.path), one.content) for one in made.assets] == [
        ("war_files/figure-html/fig-a-b-output-2.png", b"png"),
        ("war_files/figure-html/cell-3-output-2.png", b"png"),
    ]


def test_options_that_nobody_knows_become_attributes():
    assert 'my-own="3"' in run(cell(my_own=3), outputs=[TEXT]).markdown


def test_a_cell_in_a_list_item_keeps_its_indentation():
    text = run(replace(cell(), indent="  "), outputs=[TEXT]).markdown
    assert all(line.startswith("  ") for line in text.split("\n") if line)


def test_values_replace_inline_code_in_order():
    values = [{"text/plain": "1900"}, {"text/plain": "'a*b'"}]
    text = run("n `{python} n`, s `{python} s`", cell(), values=values).markdown
    assert text.startswith("n 1900, s a\\*b")


def test_inline_code_without_cells_is_plain_text():
    assert run("n `{python} n`").markdown == "n `{python} n`"


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ("'Ukraine'", "Ukraine"),
        ('"it\'s"', "it's"),
        ("'C:\\\\temp'", "C\\:\\\\temp"),
        ("'one\\ntwo'", "one two"),
        ("''", ""),
        (repr(dt.date(1994, 12, 5)), "1994\\-12\\-05"),
        ("[1, 2]", "\\[1, 2\\]"),
        ("0.5", "0\\.5"),
    ],
)
def test_plain_values_are_escaped_words(plain, said):
    assert value_markdown({"text/plain": plain}, "html") == said


def test_markup_is_markup_only_when_it_says_so():
    assert value_markdown({"text/markdown": "*x*", "text/plain": "y"}, "typst") == "*x*"
    assert (
        value_markdown({"text/html": "<b>x</b>", "text/plain": "y"}, "html") == "`<b>x</b>`{=html}"
    )
    assert value_markdown({"text/html": "<b>x</b>", "text/plain": "y"}, "typst") == "y"


def test_a_chart_tells_the_rows_that_it_rests_on():
    spec = {"mark": "bar", "usermeta": {"rows": "steps:a b"}}
    chart = Output("display_data", data={"application/vnd.vegalite.v6+json": spec})
    assert 'offers-rows="steps:a b"' in run(cell(label="fig-bars"), outputs=[chart]).markdown


def test_a_chart_offers_its_data_its_picture_and_pixels():
    spec = {"mark": "bar", "data": {"values": [{"state": "=x", "years": -2}]}}
    chart = Output("display_data", data={"application/vnd.vegalite.v6+json": spec})
    made = run(cell(label="fig-bars", fig_cap="Bars"), outputs=[chart])
    assert 'offers="csv svg png"' in made.markdown
    files = {asset.path.name: asset.content for asset in made.assets}
    assert files["fig-bars-output-1.csv"] == b"state,years\n'=x,-2\n"
    assert files["fig-bars-output-1.png"] == FakeCharts().png(spec)
    begin, _, said = files["fig-bars-output-1.js"].decode().partition(" = ")
    assert begin == '(window.charts ??= {})["fig-bars-output-1"]'
    assert json.loads(said.removesuffix(";\n")) == spec
    printed = run(cell(label="fig-bars", fig_cap="Bars"), outputs=[chart], form="typst")
    assert "offers" not in printed.markdown
    assert len(printed.assets) == 1


def test_a_chart_drawn_for_narrow_pages_too_has_a_second_picture_there_and_not_in_print():
    plain = {"mark": "bar", "usermeta": {"rows": "steps:a"}}
    spec = {"mark": "bar", "usermeta": {"rows": "steps:a", "narrow": {"mark": "rule"}}}
    chart = Output("display_data", data={"application/vnd.vegalite.v6+json": spec})
    made = run(cell(label="fig-bars", fig_cap="Bars"), outputs=[chart])
    files = {asset.path.name: asset.content for asset in made.assets}
    assert files["fig-bars-output-1.svg"] == FakeCharts().svg(plain).encode()
    assert files["fig-bars-output-1-narrow.svg"] == FakeCharts().svg({"mark": "rule"}).encode()
    printed = run(cell(label="fig-bars", fig_cap="Bars"), outputs=[chart], form="typst")
    assert [one.content for one in printed.assets] == [FakeCharts().svg(plain).encode()]
