"""A chart's data as one table: every row that it draws and no other, said once."""

from __future__ import annotations

import csv
import io

import altair as alt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.drawn import drawn_table
from report.engine.spreadsheet import csv_text, field

WAITS = pd.DataFrame({"system": ["Tanks", "Jets"], "days": [90, -3]})
MARKS = pd.DataFrame({"system": ["Jets"], "day": ["2023-01-04"], "word": ["yes"]})
BARS = alt.Chart(WAITS).mark_bar().encode(x="days:Q", y="system:N")
DOTS = alt.Chart(MARKS).mark_point().encode(x="day:T", y="system:N")
VALUES = st.one_of(st.none(), st.integers(-999, 999), st.text("ab=-", max_size=3))
TABLES = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=6)


def table(chart):
    return drawn_table(chart.to_dict())


def test_one_dataset_is_the_table_itself():
    assert table(BARS) == (("system", "days"), [("Tanks", 90), ("Jets", -3)])


def test_the_same_data_under_several_marks_stand_once():
    assert table(BARS + BARS.mark_text()) == table(BARS)


def test_layers_with_other_columns_say_how_they_are_drawn():
    header, rows = table(BARS + DOTS)
    assert header == ("drawn_as", "system", "days", "day", "word")
    assert rows[-1] == ("point", "Jets", None, "2023-01-04", "yes")
    assert [row[0] for row in rows] == ["bar", "bar", "point"]


def test_panels_are_told_apart_by_their_titles():
    other = alt.Chart(WAITS.assign(days=[1, 2])).mark_bar().encode(x="days:Q", y="system:N")
    header, rows = table(BARS.properties(title="A") | other.properties(title=["B", "c"]))
    assert header == ("panel", "system", "days")
    assert [row[0] for row in rows] == ["A", "A", "B c", "B c"]


def test_a_column_of_labels_and_a_key_by_pixels_are_no_data():
    labels = alt.Chart(WAITS[["system"]]).mark_text().encode(y="system:N", text="system:N")
    key = alt.Chart(alt.Data(values=[{"word": "bar", "x": 6}])).mark_point()
    placed = key.encode(x=alt.X("x:Q", scale=None), y=alt.value(6))
    assert table(placed & (BARS + labels)) == table(BARS)


def test_equal_rows_of_one_dataset_all_stay():
    twice = pd.concat([WAITS, WAITS])
    assert len(table(alt.Chart(twice).mark_point().encode(x="days:Q"))[1]) == 4


def test_facets_and_inherited_data_are_followed():
    assert table(BARS.facet("system:N")) == table(BARS)
    layered = {"data": {"values": [{"a": 1}]}, "layer": [{"mark": "bar"}, {"mark": "text"}]}
    assert drawn_table(layered) == (("a",), [(1,)])


@pytest.mark.parametrize("data", [{}, {"data": {"url": "x.csv"}}, {"data": {"name": "elsewhere"}}])
def test_data_from_elsewhere_make_no_table(data):
    assert drawn_table({"mark": "bar", **data}) == ((), [])


@given(TABLES, TABLES)
def test_the_download_holds_exactly_what_the_chart_draws(first, second):
    one, two = records(first, "ab"), records(second, "cd")
    views = [{"mark": "bar", "data": {"name": name}} for name in ("one", "two")]
    text = csv_text(*drawn_table({"layer": views, "datasets": {"one": one, "two": two}}))
    downloaded = [list(row.values())[1:] for row in csv.DictReader(io.StringIO(text, newline=""))]
    drawn = [[field(row.get(name)) for name in "abcd"] for row in (*one, *two)]
    assert downloaded == drawn


def records(rows, names):
    return [dict(zip(names, row, strict=True)) for row in rows]
