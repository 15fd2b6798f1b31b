from report.rules import weapons
from tests.rules.tables import at, found, made_of


def step(event, date, donor="Germany", system="taurus", key="x"):
    return {"event_id": key, "system_id": system, "event": event, "date": date, "donor": donor}


def steps(*rows, kind="system"):
    return made_of(
        weapons_decisions=list(rows), weapon_systems=[{"system_id": "taurus", "kind": kind}]
    )


def test_nobody_delivers_before_having_approved():
    early = steps(step("approved", "2023-02-01"), step("delivered", "2023-01-31"))

    (finding,) = found(weapons.delivered_after_approval, early)

    assert str(finding.place) == "data/weapons_decisions.csv:3 [date]"
    assert "before the first approved" in finding.message


def test_dates_known_to_the_month_may_overlap():
    rows = step("approved", "2023-01-31"), step("delivered", "2023-01")

    assert not found(weapons.delivered_after_approval, steps(*rows))


def test_another_donor_s_approval_does_not_count():
    rows = (
        step("approved", "2023-02-01", donor="Poland"),
        step("delivered", "2023-01-01", donor="Germany"),
    )

    assert not found(weapons.delivered_after_approval, steps(*rows))


def test_a_coalition_can_be_anybody():
    rows = (
        step("approved", "2023-02-01", donor="coalition"),
        step("delivered", "2023-01-01", donor="Germany"),
    )

    assert len(found(weapons.delivered_after_approval, steps(*rows))) == 1


def test_rules_of_supply_are_no_weapons():
    rows = step("approved", "2023-02-01"), step("delivered", "2023-01-01")

    assert not found(weapons.delivered_after_approval, steps(*rows, kind="supply_rule"))


def test_a_weapon_is_used_and_lost_after_its_delivery():
    rows = step("delivered", "2023-03-01"), step("first_used", "2023-02-01")
    data = steps(*rows)
    lost = made_of(
        weapons_decisions=[rows[0]],
        first_losses=[
            {"system_id": "taurus", "date": "2023-02-01"},
            {"system_id": "taurus", "date": "2023-04-01"},
        ],
    )

    assert at(weapons.used_after_delivery, data) == ["data/weapons_decisions.csv:3 [date]"]
    assert at(weapons.lost_after_delivery, lost) == ["data/first_losses.csv:2 [date]"]


def test_a_restriction_is_eased_after_it_was_set():
    right = step("restriction_set", "2023-01-01"), step("restriction_eased", "2023-02-01")
    wrong = step("restriction_set", "2023-03-01"), step("restriction_eased", "2023-02-01")

    assert not found(weapons.eased_after_set, steps(*right))
    assert len(found(weapons.eased_after_set, steps(*wrong))) == 1


def test_donors_are_spelled_one_way_and_in_one_order():
    data = steps(
        step("approved", "2023-01-01", donor="Denmark;Netherlands"),
        step("approved", "2023-01-01", donor="Netherlands;Denmark"),
        step("approved", "2023-01-01", donor="UK"),
        step("approved", "2023-01-01", donor="France;France"),
    )

    assert [finding.message for finding in found(weapons.donors_in_one_spelling, data)] == [
        "the same donors are listed as `Denmark;Netherlands` elsewhere",
        "`UK` is spelled `United Kingdom` elsewhere",
        "a donor stands twice",
    ]


def test_a_system_is_known_from_its_first_step():
    rows = step("requested", "2023-05-26"), step("refused", "2023-10-05")
    right = {"system_id": "taurus", "known_on": "2023-05-26"}
    late = {"system_id": "taurus", "known_on": "2023-10-05"}
    idle = {"system_id": "nothing", "known_on": "2023-10-05"}

    data = made_of(weapons_decisions=list(rows), weapon_systems=[right, late, idle])

    assert at(weapons.systems_known_from_their_first_step, data) == [
        "data/weapon_systems.csv:3 [known_on]",
        "data/weapon_systems.csv:4 [system_id]",
    ]
