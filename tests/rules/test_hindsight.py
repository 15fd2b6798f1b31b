import pytest

from report.rules.hindsight import mentions, texts_know_no_later_day
from tests.rules.tables import at, found, made_of


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 17 November 2024", ["2024-11-17"]),
        ("1 Sept 1939 and Oct 2023", ["1939-09-01", "2023-10-01"]),
        ("from 2024-10-01 on", ["2024-10-01"]),
        ("back in 2022", ["2022-01-01"]),
        ("for 2019-2028", ["2019-01-01", "2028-01-01"]),
        ("2,022 vehicles, 2000 km, $2024, EUR 1999, 1939.5", []),
        ("the declaration 2008", ["2008-01-01"]),
    ],
)
def test_dates_are_found_as_people_write_them(text, dates):
    assert [str(days.first) for _, days in mentions(text)] == dates


def test_a_text_may_not_know_more_than_its_row():
    row = {"event_id": "a", "date": "2024-05-02"}
    data = made_of(
        weapons_decisions=[
            {**row, "note": "said on 2 May 2024"},
            {**row, "note": "no use until November 2024"},
            {**row, "note": "no use until November 2024", "note_known_on": "2024-11-20"},
        ]
    )

    (finding,) = found(texts_know_no_later_day, data)

    assert str(finding.place) == "data/weapons_decisions.csv:3 [note]"
    assert "November 2024, later than the row's day 2024-05-02" in finding.message


def test_a_secret_step_may_tell_of_its_disclosure():
    row = {"event_id": "a", "date": "2024-02", "disclosed_on": "2024-04-24"}

    data = made_of(weapons_decisions=[{**row, "note": "disclosed on 24 April 2024"}])

    assert not found(texts_know_no_later_day, data)


def test_what_was_planned_is_listed_as_foreseen():
    row = {"date": "2024-05-28", "scope": "30 F-16 by 2028"}

    data = made_of(weapons_decisions=[{**row, "event_id": "f16_18"}, {**row, "event_id": "other"}])

    assert at(texts_know_no_later_day, data) == ["data/weapons_decisions.csv:3 [scope]"]


def test_a_part_is_known_with_its_parent():
    data = made_of(
        guarantee_frameworks=[{"framework_id": "a", "known_on": "1954-10-23"}],
        guarantee_provisions=[
            {"framework_id": "a", "dimension": "duration", "rationale": "in force until 2011"},
            {"framework_id": "a", "dimension": "legal_form", "rationale": "signed in 1954"},
        ],
    )

    assert at(texts_know_no_later_day, data) == ["data/guarantee_provisions.csv:2 [rationale]"]
