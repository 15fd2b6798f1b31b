import pytest

from report.rules import claims
from tests.rules.tables import at, found, made_of


def claim(verdict):
    return {"claim_id": "a", "verdict_2024_11_19": verdict, "sources": "fried2024justsecurity"}


def fact(side, known):
    return {"claim_id": "a", "side": side, "known_on": known}


@pytest.mark.parametrize(
    ("verdict", "facts", "faults"),
    [
        ("supported", [fact("for", "2024-11-19")], 0),
        ("supported", [fact("for", "2024-11-20")], 1),
        ("supported", [fact("for", "2024-11")], 1),  # it may have been the 30th
        ("supported", [fact("against", "2024-01")], 1),
        ("contested", [fact("for", "2024-01"), fact("against", "2023")], 0),
        ("contested", [], 2),
        ("untested", [], 0),
    ],
)
def test_a_verdict_rests_on_what_was_known_that_day(verdict, facts, faults):
    data = made_of(claims=[claim(verdict)], claim_evidence=facts)

    assert len(found(claims.verdict_rests_on_evidence, data)) == faults


def test_what_became_of_it_is_told_of_every_claim():
    data = made_of(
        claims=[claim("untested"), {"claim_id": "b"}], claim_outcomes=[{"claim_id": "a"}]
    )

    assert at(claims.every_claim_has_an_outcome, data) == ["data/claims.csv:3 [claim_id]"]
    early = made_of(claims=[claim("untested")], claim_outcomes=[])
    assert at(claims.every_claim_has_an_outcome, early) == []


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({}, None),
        ({"outcome": "open"}, "decided_on"),
        ({"decided_on": "2024-11-19"}, "decided_on"),
        ({"decided_on": "2026-02-25"}, "decided_on"),
        ({"sources": ""}, "sources"),
        ({"sources": "", "outcome": "not_testable", "decided_on": ""}, None),
    ],
)
def test_outcomes_are_decided_within_the_window(changes, column):
    row = {
        "outcome": "came_true",
        "decided_on": "2025-01-10",
        "as_of": "2026-02-24",
        "sources": "k",
    }

    places = at(
        claims.outcome_is_decided_in_the_window, made_of(claim_outcomes=[{**row, **changes}])
    )

    assert places == ([f"data/claim_outcomes.csv:2 [{column}]"] if column else [])


def test_every_claim_cites_the_op_ed():
    data = made_of(claims=[claim("untested"), {"claim_id": "b", "sources": "other"}])

    assert at(claims.claims_cite_the_op_ed, data) == ["data/claims.csv:3 [sources]"]


def test_a_moratorium_has_years_and_a_length_has_a_zone():
    rows = [
        {
            "nato_status": "moratorium",
            "moratorium_years": "20",
            "demilitarised_zone": "yes",
            "demilitarised_km": "1287",
        },
        {"nato_status": "moratorium"},
        {"nato_status": "open", "moratorium_years": "10"},
        {"nato_status": "open", "demilitarised_zone": "no", "demilitarised_km": "5"},
    ]

    assert at(claims.proposals_are_consistent, made_of(settlement_proposals=rows)) == [
        "data/settlement_proposals.csv:3 [moratorium_years]",
        "data/settlement_proposals.csv:4 [moratorium_years]",
        "data/settlement_proposals.csv:5 [demilitarised_km]",
    ]
