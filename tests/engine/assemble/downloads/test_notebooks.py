"""Chapters as notebooks: text with its values, code with what it gave, and a start that finds the data."""

from __future__ import annotations

import ast
import json
from dataclasses import replace

import nbformat

from report.engine.assemble.downloads.notebooks import notebook, notebook_text, script, start
from report.engine.model import CellResult, Execution, Kind, Output
from tests.engine.assemble.nodes import cell, document, project
from tests.fakes.charts import FakeCharts

SPEC = {"mark": "bar"}
OUTPUTS = (
    Output("stream", name="stdout", text="one\ntwo\n"),
    Output("execute_result", data={"application/vnd.vegalite.v6+json": SPEC, "text/plain": "c"}),
    Output("display_data", data={"text/html": "<b>x</b>"}),
    Output("error", name="ValueError", text="no", data={"traceback": ["line"]}),
)
META = {"title": "War", "description": "How it went.", "as-of": "2024-11-19"}
DERIVED = {"text/markdown": '[187\\~days]{.derived data-function="f" data-rows="a:b"}'}


def made(**config):
    one = document(
        "chapters/war.qmd",
        "Then `{python} wait` and `{python} n` passed.\n",
        cell("bars(wait)", header=["#| label: fig-a"], label="fig-a"),
        "\n\n",
        meta=META,
    )
    execution = Execution(one.path, (CellResult(OUTPUTS, 3),), (DERIVED, {"text/plain": "2"}))
    whole = project(one, kind=Kind.BOOK, **config)
    return one, whole, notebook(one, execution, whole, FakeCharts())


def sources(book):
    return ["".join(each["source"]) for each in book["cells"]]


def test_a_notebook_is_valid_and_told_in_the_order_of_the_chapter():
    _, _, book = made()
    nbformat.validate(nbformat.reads(notebook_text(book), as_version=4))
    title, code, text, figure = sources(book)
    assert title == "# War\n\nHow it went."
    assert "_quarto.yml" in code
    assert text == "Then 187\\~days and 2 passed."
    assert figure == "#| label: fig-a\nbars(wait)"


def test_outputs_stay_and_a_chart_is_a_picture_too():
    _, _, book = made()
    stream, chart, shown, error = book["cells"][-1]["outputs"]
    assert stream["text"] == ["one\n", "two\n"]
    assert chart["data"]["application/vnd.vegalite.v6+json"] == SPEC
    assert chart["data"]["image/svg+xml"] == FakeCharts().svg(SPEC)
    assert chart["execution_count"] == 3
    assert shown["data"] == {"text/html": "<b>x</b>"}
    assert (error["ename"], error["traceback"]) == ("ValueError", ["line"])


def test_the_start_names_day_and_folder_and_no_place_of_this_machine():
    one, whole, _ = made(project={"execute-dir": "project"})
    code = start(one, whole)
    ast.parse(code)
    assert "os.environ[\"REPORT_AS_OF\"] = '2024-11-19'" in code
    assert "os.chdir(_root)" in code
    assert "os.chdir(_root / 'chapters')" in start(one, replace(whole, config={}))
    given = replace(whole, environment={"REPORT_AS_OF": "2023-01-01"})
    assert "'2023-01-01'" in start(one, given)


def test_a_script_is_the_code_alone():
    one, whole, _ = made()
    text = script(one, whole)
    ast.parse(text)
    assert "bars(wait)" in text
    assert "passed" not in text


def test_a_document_without_a_title_begins_with_its_text():
    one = document("a.qmd", "# Heading\n", cell("1"))
    book = notebook(one, Execution(one.path, (CellResult(()),), ()), project(one), FakeCharts())
    assert "# Heading" in sources(book)
    assert [each["id"] for each in json.loads(notebook_text(book))["cells"]] == [
        "cell-1",
        "cell-2",
        "cell-3",
    ]
