import pytest

from report.engine.tables import Row
from report.rules.dates import (
    known_after_the_row,
    nothing_after_the_close,
    precision_tells_the_length,
)
from report.rules.spans import Span, is_later, span
from tests.rules.tables import at, found, made_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-11-19", "2024-11-19", "2024-11-19"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1836", "1836-01-01", "1836-12-31"),
    ],
)
def test_a_span_holds_every_day_that_a_date_can_mean(text, first, last):
    days = span(text)

    assert (str(days.first), str(days.last)) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "2024-1-1-1"])
def test_what_is_no_date_has_no_span(text):
    assert span(text) is None


def test_only_certain_order_counts():
    assert isinstance(span("2024"), Span)
    assert is_later(Row(2, {"a": "2024-02-01", "b": "2024-01"}), "a", "b")
    assert not is_later(Row(2, {"a": "2024-01-31", "b": "2024-01"}), "a", "b")
    assert not is_later(Row(2, {"a": "2024-02-01", "b": ""}), "a", "b")


def test_a_month_may_not_claim_to_be_a_day():
    data = made_of(
        timeline=[
            {"date": "2024-11", "date_precision": "day"},
            {"date": "2024-11", "date_precision": "month"},
        ]
    )

    (finding,) = found(precision_tells_the_length, data)

    assert str(finding.place) == "data/timeline.csv:2 [date_precision]"
    assert finding.message == "`date` is 2024-11, but its precision is day"
    assert finding.hint.startswith("write month")


def test_an_empty_date_has_no_precision():
    data = made_of(guarantee_frameworks=[{"signed_on": "", "signed_precision": "day"}])

    assert at(precision_tells_the_length, data) == [
        "data/guarantee_frameworks.csv:2 [signed_precision]"
    ]


def test_the_tables_close_on_a_day():
    data = made_of(timeline=[{"date": "2026-02-25"}, {"date": "2026-02"}, {"date": "2026-02-24"}])

    assert at(nothing_after_the_close, data) == ["data/timeline.csv:2 [date]"]


def test_a_note_cannot_be_known_before_its_row():
    early = {"date": "2024-05-01", "note_known_on": "2024-04"}
    late = {"date": "2024-05-01", "note_known_on": "2024-06"}
    hasty = {"date": "2024-05-01", "disclosed_on": "2024-04-30"}

    assert at(known_after_the_row, made_of(weapons_decisions=[early, late, hasty])) == [
        "data/weapons_decisions.csv:4 [disclosed_on]",
        "data/weapons_decisions.csv:2 [note_known_on]",
    ]
