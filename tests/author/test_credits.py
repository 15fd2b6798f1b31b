"""The line of sources: whose pages state the rows that a chart draws."""

from __future__ import annotations

import json

import altair as alt
import pytest

from report.author import data
from report.author.charts import specified
from report.author.credits import credit
from report.derived import Rows

PACKAGE = {
    "resources": [
        {
            "name": "steps",
            "path": "steps.csv",
            "title": "Steps",
            "schema": {
                "primaryKey": "step_id",
                "fields": [
                    {"name": "step_id", "type": "string"},
                    {"name": "sources", "type": "string"},
                ],
            },
        }
    ]
}
ENTRIES = {"a": "CNN (via KVSP)", "b": "CNN", "c": "Zeit; dpa", "d": ""}


@pytest.fixture
def steps(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "_quarto.yml").write_text("project:\n  type: book\n")
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(PACKAGE))
    (tmp_path / "data" / "steps.csv").write_text("step_id,sources\none,a;b\ntwo,b;c;d\nthree,\n")
    entries = (f"@misc{{{key}, publisher = {{{name}}}}}" for key, name in ENTRIES.items())
    (tmp_path / "bibliography.bib").write_text("\n".join(entries))
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))
    monkeypatch.setenv("REPORT_AS_OF", "2024-11-19")
    return data("steps")


def test_each_page_counts_once_for_its_house(steps):
    assert credit([Rows("steps", ("one", "two"))]) == {
        "tables": [["Steps", 2]],
        "sources": 4,
        "houses": [["CNN", 2], ["d", 1], ["Zeit", 1]],
    }


def test_what_nobody_states_has_no_line(steps):
    assert credit([Rows("steps", ("three",))]) is None
    assert credit([Rows("unknown", ("one",))]) is None


def test_a_chart_tells_it_of_the_rows_that_it_draws(steps):
    chart = alt.Chart(steps.iloc[:1]).mark_point().encode(x="step_id:N")
    told = specified(chart, ())["usermeta"]
    assert told["rows"] == "steps:one"
    assert told["credit"] == {"tables": [["Steps", 1]], "sources": 2, "houses": [["CNN", 2]]}
