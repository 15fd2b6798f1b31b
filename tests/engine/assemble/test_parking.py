"""Lists of rows kept out of Pandoc: they come back as they were, whatever Pandoc made around them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.engine.assemble.ast import document
from report.engine.assemble.parking import lists_in_json, parked_json, parked_markdown, put_back
from report.engine.assemble.reading import READER, loaded
from report.engine.doors.pandoc import BundledPandoc
from report.engine.ports import Conversion

WORD = st.from_regex(r"[A-Za-z0-9_:;|=./%-]{1,12}", fullmatch=True)
ROWS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
TEXT = st.sampled_from(
    [
        'The wait was [131 days]{{.derived data-function="a.b" data-rows="{0}" data-unit="day"}}, no more.',
        '![A figure. [Source: [44 rows]{{.derived data-rows="{0}"}}.]{{.note}}](a.svg){{#fig-a}}',
        '::: {{.derived-table data-rows="{0}" data-cells="0.1=a.b=day={1}"}}\n\n| A |\n| - |\n| b |\n\n:::',
        '```\n[code]{{.derived data-rows="{0}"}}\n```',
        'In `[code]{{.derived data-rows="{0}"}}` and [two]{{.derived data-rows="{0}"}} or'
        ' [c]{{.derived data-rows="{1}"}}.',
        '[other]{{.note data-rows="{0}"}}',
    ]
)


def read(text: str, markdown: str) -> object:
    [answer] = BundledPandoc().convert([Conversion(text, READER, "json")])
    return loaded(answer, markdown)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=3).map("\n\n".join), ROWS, ROWS)
def test_rows_kept_from_pandoc_come_back_as_they_were(text, one, other):
    markdown = text.format(one, other)
    assert read(parked_markdown(markdown), markdown) == read(markdown, "")


def test_what_pandoc_reads_does_not_grow_with_the_rows():
    few, many = (
        parked_markdown(f'[1]{{.derived data-rows="t:{" ".join("k" * n)}"}}') for n in (2, 900)
    )
    assert few == many


@pytest.mark.parametrize("value", ["&amp; x", 'a\\" b', "a  b", "a\nb"])
def test_a_value_that_pandoc_may_read_otherwise_stays_with_it(value):
    markdown = f'[1]{{.derived data-rows="{value}"}}'
    assert parked_markdown(markdown) == markdown


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=3).map("\n\n".join), ROWS, ROWS)
def test_a_page_says_of_its_rows_what_it_said_before(text, one, other):
    nodes = read(text.format(one, other), "")["blocks"]
    whole = document(nodes, {})
    texts = (whole, parked_json(whole))
    page, of_parked = BundledPandoc().convert(
        [Conversion(said, "json", "html5", ("--wrap=none",)) for said in texts]
    )
    assert put_back(of_parked, lists_in_json(whole)) == page


def test_the_rows_of_a_large_table_are_kept_from_pandoc():
    rows = " ".join(f"guarantee_provisions:ua_uk_2024/arms_{n}" for n in range(900))
    said = json.dumps(["Div", [["data-cells", f"0.1=report.agreement=%25={rows}"]]])
    assert len(parked_json(said)) < 100
