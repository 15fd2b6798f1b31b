"""CSV that nothing runs from: what a spreadsheet would take for a formula is text, numbers are numbers."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.spreadsheet import FORMULA, NUMBER, csv_text, guarded

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@x", "\tx", "\rx", "-", "=-5"]
)
def test_what_begins_a_formula_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3.25", "-1.5e-3", "-.5", "plain", "", "a=b", "−5", "'=1"])
def test_numbers_and_plain_texts_stay(text):
    assert guarded(text) == text


def test_values_are_written_as_json_has_them():
    rows = [[1, -2.5, True, None, ["a", "=b"], {"k": 1}]]
    assert csv_text(["a", "b", "c", "d", "e", "f"], rows) == (
        'a,b,c,d,e,f\n1,-2.5,true,,a; =b,"{""k"": 1}"\n'
    )


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_every_text_comes_back_and_none_is_a_formula(rows):
    _, *back = csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline=""))
    assert back == [[guarded(text) for text in row] for row in rows]
    for text in (text for row in back for text in row):
        assert not text.startswith(FORMULA) or NUMBER.fullmatch(text)


@given(TEXTS)
def test_the_guard_takes_nothing_away(text):
    assert guarded(text).endswith(text)
    assert len(guarded(text)) <= len(text) + 1
