import datetime as dt

import pandas as pd
import pytest

from report.analysis.precedents import (
    STRONG_WEAK,
    TROOPS_REST,
    ahead,
    estimate_range,
    estimates,
    interval_of,
    left_out,
    one_more,
    p_range,
    points_of,
    spells,
    ways,
)
from tests.analysis.precedents.frames import attacked, evidence, precedents

END = dt.date(2024, 11, 19)
TROOPS = {"guarantee_type": "foreign_combat_troops", "settlement_type": "armistice"}
ROWS = precedents(
    weak_hit=attacked("1951-01-01"),
    weak_struck=attacked("1952-01-01"),
    weak_held={},
    troops_a=TROOPS,
    troops_b={**TROOPS, "settled_on": "1995-01-01"},
    treaty=attacked("1958-01-01", guarantee_type="bilateral_defence_treaty"),
    alone={"stratum": "guarantee_only", "guarantee_type": "alliance_membership"},
)
FILE = evidence(
    ROWS,
    dyads={**{key: key for key in ROWS.index}, "weak_struck": "weak_hit"},
    weak_hit={"alt_late": "1970-01-01"},
    weak_struck={"target_struck_first": "yes"},
    treaty={"alt_class": "none", "alt_censored": True},
)


@pytest.fixture(scope="module")
def set_ups():
    return ways(FILE, END)


def table(set_ups, contrast=TROOPS_REST):
    return estimates(set_ups, FILE.dyads, contrast).set_index("specification")


def test_the_main_set_up_is_the_main_stratum(set_ups):
    assert "alone" not in set_ups["As adjudicated"].index
    assert "alone" in set_ups["With guarantee-only rows"].index


def test_the_estimate_is_the_difference_of_the_shares(set_ups):
    # troops 100%; of the four others weak_held alone is quiet after ten years
    main = table(set_ups).loc["As adjudicated"]
    assert main["estimate"] == pytest.approx(75)
    assert (main["n_first"], main["attacks_second"]) == (2, 3)
    assert main["low"] <= main["estimate"] <= main["high"]
    assert main["steps"] == (
        "troops_a",
        "troops_b",
        "weak_hit",
        "weak_struck",
        "weak_held",
        "treaty",
    )


def test_each_set_up_changes_what_it_says(set_ups):
    assert set_ups["Later attack dates"].loc["weak_hit", "years"] == pytest.approx(20, abs=0.1)
    assert not set_ups["Later attack dates"].loc["treaty", "attacked"]
    assert not set_ups["Not where target struck"].loc["weak_struck", "attacked"]
    assert set_ups["Narrower scope"].loc["treaty", "guarantee_class"] == "weak"
    assert set_ups["Wider scope"].loc["treaty", "guarantee_class"] == "strong"
    assert "weak_struck" not in set_ups["First spell of each dyad"].index
    assert list(set_ups["Settled since 1990"].index) == ["troops_b"]
    assert set_ups["Truces only"].index.tolist() == set_ups["As adjudicated"].index.tolist()


def test_coders_who_agree_give_the_main_result(set_ups):
    pd.testing.assert_frame_equal(set_ups["First coder"], set_ups["As adjudicated"])


def test_an_empty_group_has_no_estimate(set_ups):
    assert pd.isna(table(set_ups, STRONG_WEAK).loc["Settled since 1990", "estimate"])


def test_the_draws_are_the_same_every_time(set_ups):
    pd.testing.assert_frame_equal(table(set_ups), table(set_ups))


def test_leaving_out_the_attacked_treaty_lowers_the_difference():
    rows = spells(ROWS[ROWS["stratum"].eq("settlement")], END)
    told = left_out(rows, pd.Series(rows.index, index=rows.index), TROOPS_REST)
    assert told.loc["treaty", "estimate"] == pytest.approx(100 - 100 / 3)
    assert told.loc["weak_held", "estimate"] == pytest.approx(100)


def test_one_more_attack_weakens_the_test(set_ups):
    rows = spells(ROWS[ROWS["stratum"].eq("settlement")], END)
    told = one_more(rows, TROOPS_REST)
    assert list(told.index) == ["troops_a", "troops_b"]
    assert (told > table(set_ups).loc["As adjudicated", "p"]).all()


def test_ranges_are_printed_with_signs(set_ups):
    told = estimates(set_ups, FILE.dyads, TROOPS_REST)
    rows = set_ups["As adjudicated"]
    assert str(points_of(told, "As adjudicated", rows)) == "+75"
    assert " to " in str(interval_of(told, "As adjudicated", rows))
    assert str(estimate_range(told, rows)).endswith(" to +75")
    assert " of " in str(ahead(told, rows))
    assert p_range(told, rows).value.low <= p_range(told, rows).value.high
