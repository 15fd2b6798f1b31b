import datetime as dt

import pandas as pd
import pytest

from report.analysis.guarantees import (
    consultation_within,
    gap,
    lead,
    mean_total,
    profile,
    scores,
    signed_between,
    speed_parts,
    totals,
    widest,
)
from report.derived import Between
from tests.analysis.guarantees.frames import UA, frameworks, provisions

FIELD = frameworks(one={}, two={"consultation_hours": 24}, three=UA)
SCORES = provisions(
    one=(3, 2, 2, 3, 1, 2, 3),
    two=(3, 3, 3, 0, 0, 0, 2),
    three=(1, 2, 1, 0, 3, 2, 1),
)
ALLIES, OWN = FIELD.loc[["one", "two"]], FIELD.loc[["three"]]


def test_a_table_of_scores_knows_only_the_frameworks_given():
    table = scores(SCORES, OWN)
    assert list(table.index) == ["three"]
    assert table.columns[0] == "legal_form"
    assert totals(table)["three"] == 10


def test_totals_leave_dimensions_out():
    assert mean_total(SCORES, ALLIES).value == (16 + 11) / 2
    assert mean_total(SCORES, OWN, ["arms_supply"]).value == 7


def test_a_missing_score_is_not_nought():
    lacking = provisions(one=(3, 2, 2, 3, 1, None, 3), two=(3, 3, 3, 0, 0, 0, 2))
    assert pd.isna(totals(scores(lacking, ALLIES))["one"])
    assert mean_total(lacking, ALLIES).value == 11
    assert mean_total(lacking, ALLIES, ["decision_speed"]).value == (14 + 11) / 2


def test_a_profile_has_means_and_ranges():
    told = profile(SCORES, {"allies": ALLIES}).set_index("dimension")
    assert told.loc["forward_presence", ["n", "mean", "low", "high"]].tolist() == [2, 1.5, 0, 3]
    assert told.loc["forward_presence", "steps"] == ("one/forward_presence", "two/forward_presence")


def test_the_lead_on_a_dimension_rests_on_its_cells_alone():
    found = lead(SCORES, OWN, ALLIES, "arms_supply")
    assert found.value == 2.5
    assert found.rows[0].keys == ("three/arms_supply",)
    assert found.rows[1].keys == ("one/arms_supply", "two/arms_supply")


def test_the_widest_gaps_are_named():
    assert str(widest(SCORES, ALLIES, OWN, 1)) == "legal form"


def test_the_gap_ranges_over_single_frameworks_left_out():
    # 16 and 11 against 10: whole 3.5, without one 1, without two 6
    found = gap(SCORES, ALLIES, frameworks(three=UA, four=UA).loc[["three"]])
    assert found.value == Between(1, 6)


def test_speed_is_told_in_its_two_parts():
    speed = pd.DataFrame(
        {
            "framework_id": ["one", "two", "three"],
            "consultation_speed": [0, 2, 2],
            "military_readiness": [2, 2, 0],
        },
        index=pd.Index(["one", "two", "three"], name="guarantee_decision_speed"),
    )
    told = speed_parts(speed, {"allies": ALLIES, "own": OWN}).set_index("group")
    assert [told.loc["allies", name].value for name in ("n", "prompt", "ready", "both")] == [
        2,
        1,
        2,
        1,
    ]
    assert told.loc["own", "ready"].value == 0


@pytest.mark.parametrize(("hours", "count"), [(24, 1), (12, 0)])
def test_a_deadline_counts_where_a_page_shows_it(hours, count):
    assert consultation_within(FIELD, hours).value == count


def test_signatures_within_days_count_both_ends():
    assert signed_between(FIELD, dt.date(2024, 2, 1), dt.date(2024, 2, 1)).value == 1
