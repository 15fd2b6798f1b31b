import pytest

from report.rules import precedents
from tests.rules.tables import at, found, made_of

HELD = {
    "precedent_id": "a",
    "settled_on": "1953-07-27",
    "renewed_kind": "none",
    "observed_until": "2024-11-19",
    "guarantee_type": "none",
}
ATTACKED = {
    **HELD,
    "renewed_attack_on": "1960-01",
    "renewed_kind": "limited_attack",
    "observed_until": "1960-01",
}


@pytest.mark.parametrize(
    ("row", "changes", "column"),
    [
        (ATTACKED, {"renewed_attack_on": "1950", "observed_until": "1950"}, "renewed_attack_on"),
        (ATTACKED, {"observed_until": "1961"}, "observed_until"),
        (HELD, {"observed_until": "2024-11-20"}, "observed_until"),
        (HELD, {"observed_until": "1950"}, "observed_until"),
    ],
)
def test_a_spell_runs_from_settlement_to_attack_or_cut_off(row, changes, column):
    data = made_of(precedents=[row, {**row, **changes}])

    assert f"data/precedents.csv:3 [{column}]" in at(precedents.spell_runs_forward, data)
    assert not [place for place in at(precedents.spell_runs_forward, data) if ":2 " in place]


def test_an_attack_has_a_kind_and_no_attack_has_none():
    data = made_of(
        precedents=[
            HELD,
            ATTACKED,
            {**HELD, "renewed_kind": "annexation"},
            {**ATTACKED, "renewed_kind": "none"},
        ]
    )

    assert at(precedents.attack_has_a_kind, data) == [
        "data/precedents.csv:4 [renewed_kind]",
        "data/precedents.csv:5 [renewed_kind]",
    ]


def test_a_guarantee_has_guarantors():
    data = made_of(
        precedents=[HELD, {**HELD, "guarantors": "UN"}, {**HELD, "guarantee_type": "observers"}]
    )

    assert len(found(precedents.guarantors_where_guaranteed, data)) == 2


def test_events_carry_the_dates_of_their_spell():
    events = [
        {"precedent_id": "a", "date": "1953-07-27", "phase": "settlement"},
        {"precedent_id": "a", "date": "1960-01-26", "phase": "renewed_attack"},
    ]

    assert not found(
        precedents.events_carry_the_spell, made_of(precedents=[ATTACKED], precedent_events=events)
    )
    assert at(
        precedents.events_carry_the_spell,
        made_of(precedents=[ATTACKED], precedent_events=events[:1]),
    ) == ["data/precedents.csv:2 [renewed_attack_on]"]


def test_an_earlier_event_over_the_threshold_takes_precedence():
    events = [
        {"precedent_id": "a", "date": "1959-12", "phase": "renewed_attack"},
        {"precedent_id": "a", "date": "1960-01-26", "phase": "renewed_attack"},
    ]
    data = made_of(precedents=[ATTACKED], precedent_events=events)

    assert len(found(precedents.attack_is_the_earliest, data)) == 1


def test_events_stand_in_the_order_of_their_dates():
    dates = ("1953-07-27", "1953-07", "1953-06")
    events = [{"precedent_id": "a", "date": date} for date in dates]

    assert at(precedents.events_in_order, made_of(precedent_events=events)) == [
        "data/precedent_events.csv:4 [date]"
    ]


def coding(one, two, final, taken, name="renewed_attack_on"):
    row = {f"{other}_taken": "agreed" for other in precedents.CODED}
    values = {"coder1": one, "coder2": two, "final": final, "taken": taken}
    return {"precedent_id": "a", **row, **{f"{name}_{who}": code for who, code in values.items()}}


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        (coding("1960", "1960-01", "1960-01", "agreed"), True),
        (coding("1960", "1961", "1960", "agreed"), False),
        (coding("1959-10", "1960-01-26", "1960-01", "coder2"), True),
        (coding("1959-10", "1960-01-26", "1960-01", "coder1"), False),
        (coding("1959", "1958", "1960-01", "new"), True),
        (coding("1960-01", "1958", "1960-01", "new"), False),
    ],
)
def test_the_code_taken_is_the_final_one(row, fits):
    final = {"renewed_attack_on": row["renewed_attack_on_final"]}
    data = made_of(precedents=[{"precedent_id": "a", **final}], precedent_codings=[row])

    assert (not found(precedents.codings_lead_to_the_code, data)) is fits


def test_the_final_code_is_that_of_the_precedents():
    row = coding("held", "held", "held", "agreed", name="end_state")
    data = made_of(
        precedents=[{"precedent_id": "a", "end_state": "replaced"}], precedent_codings=[row]
    )

    (finding,) = found(precedents.codings_lead_to_the_code, data)

    assert finding.message == "the final code is held, in precedents it is replaced"


def test_alternative_dates_lie_on_their_side_of_the_code():
    rows = [
        {"precedent_id": "a", "alt_early": "1959", "alt_late": "1965"},
        {"precedent_id": "a", "alt_early": "1965", "alt_late": "1959"},
    ]
    data = made_of(precedents=[ATTACKED], precedent_alt_codings=rows)

    assert at(precedents.alternatives_lie_on_their_side, data) == [
        "data/precedent_alt_codings.csv:3 [alt_early]",
        "data/precedent_alt_codings.csv:3 [alt_late]",
    ]


def test_a_war_that_is_included_leads_to_spells_that_exist():
    rows = [
        {"status": "included", "precedent_ids": "a"},
        {"status": "included", "precedent_ids": ""},
        {"status": "excluded", "precedent_ids": "a"},
        {"status": "included", "precedent_ids": "b"},
    ]
    data = made_of(precedents=[HELD], precedent_cow_frame=rows)

    assert at(precedents.frame_and_spells_agree, data) == [
        "data/precedent_cow_frame.csv:3 [status]",
        "data/precedent_cow_frame.csv:4 [status]",
        "data/precedent_cow_frame.csv:5 [precedent_ids]",
    ]
