import pytest

from report.rules import guarantees
from tests.rules.tables import at, found, made_of

SIGNED = {
    "framework_id": "a",
    "known_on": "2024-01-12",
    "signed_on": "2024-01-12",
    "response_clause": "consult",
}


def frameworks(**changes):
    return made_of(guarantee_frameworks=[SIGNED, {**SIGNED, "framework_id": "b", **changes}])


def test_every_framework_has_seven_scores():
    rows = [{"framework_id": "a", "dimension": name} for name in guarantees.DIMENSIONS]
    data = made_of(
        guarantee_frameworks=[{"framework_id": "a"}, {"framework_id": "b"}],
        guarantee_provisions=[*rows, *({**row, "framework_id": "b"} for row in rows[1:])],
    )

    (finding,) = found(guarantees.scored_on_every_dimension, data)

    assert finding.message == "no score for legal_form"
    assert str(finding.place) == "data/guarantee_frameworks.csv:3 [framework_id]"


@pytest.mark.parametrize(
    ("score", "one", "two", "resolution", "fits"),
    [
        ("2", "2", "2", "agreed", True),
        ("2", "2", "1", "agreed", False),
        ("2", "2", "1", "coder1", True),
        ("1", "2", "1", "coder1", False),
        ("1", "2", "1", "coder2", True),
        ("2", "2", "2", "coder2", False),
        ("3", "2", "1", "new", True),
        ("2", "2", "1", "new", False),
        ("1", "1", "", "one_coder", True),
        ("1", "1", "1", "one_coder", False),
        ("1", "0", "1", "later_source", True),
    ],
)
def test_a_score_is_the_one_that_its_resolution_gives(score, one, two, resolution, fits):
    row = {"score": score, "coder1": one, "coder2": two, "resolution": resolution}

    data = made_of(guarantee_provisions=[row])

    assert (not found(guarantees.score_follows_from_its_coding, data)) is fits


@pytest.mark.parametrize(
    ("score", "among_provisions", "faults"), [("2", "2", 0), ("1", "1", 1), ("2", "1", 1)]
)
def test_speed_is_the_higher_of_its_parts_everywhere(score, among_provisions, faults):
    parts = {"consultation_speed": "2", "military_readiness": "1", "decision_speed": score}
    data = made_of(
        guarantee_decision_speed=[{"framework_id": "a", **parts}],
        guarantee_provisions=[
            {"framework_id": "a", "dimension": "decision_speed", "score": among_provisions}
        ],
    )

    assert len(found(guarantees.speed_is_the_higher_part, data)) == faults


def test_a_duty_to_consult_does_not_score_as_help():
    rows = [
        {"framework_id": "a", "dimension": "response_obligation", "score": score}
        for score in ("1", "3")
    ]
    data = made_of(guarantee_frameworks=[SIGNED], guarantee_provisions=rows)

    assert at(guarantees.response_fits_the_clause, data) == [
        "data/guarantee_provisions.csv:3 [score]"
    ]


@pytest.mark.parametrize(
    ("signed", "note", "faults"),
    [
        ("2024-01-12", "Signed.", 0),
        ("", "UNSIGNED draft.", 0),
        ("", "A draft.", 1),
        ("2024-01-12", "UNSIGNED draft.", 1),
    ],
)
def test_drafts_have_no_day_of_signature_and_say_so(signed, note, faults):
    data = made_of(guarantee_frameworks=[{**SIGNED, "signed_on": signed, "note": note}])

    assert len(found(guarantees.drafts_are_marked, data)) == faults


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"signed_on": "2024-01-11"}, "signed_on"),
        ({"in_force_on": "2023"}, "in_force_on"),
        ({"ended_on": "2024-01-01"}, "ended_on"),
        ({"tested_on": "2023-12-31"}, "tested_on"),
    ],
)
def test_dates_of_a_framework_run_forward(changes, column):
    data = frameworks(**changes)

    assert at(guarantees.framework_dates_in_order, data) == [
        f"data/guarantee_frameworks.csv:3 [{column}]"
    ]


def test_a_statute_may_take_effect_before_its_signature():
    data = frameworks(framework_id="tra_1979", in_force_on="2024-01-01")

    assert not found(guarantees.framework_dates_in_order, data)


def test_what_has_no_attack_clause_cannot_be_tested():
    data = frameworks(response_clause="none", tested_on="2024-02-01", test_outcome="held")

    assert at(guarantees.tested_only_with_a_clause, data) == [
        "data/guarantee_frameworks.csv:3 [tested_on]",
        "data/guarantee_frameworks.csv:3 [test_outcome]",
    ]


def test_a_sum_has_a_currency():
    data = frameworks(first_year_pledge_value="5", pledge_currency="")

    assert at(guarantees.said_together, data) == [
        "data/guarantee_frameworks.csv:3 [pledge_currency]"
    ]
