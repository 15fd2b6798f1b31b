import pandas as pd
import pytest

from report.analysis import restrictions
from report.derived import Between
from tests.analysis.steps import codes, decisions, systems

TODAY = pd.Timestamp("2024-11-19")
STEPS = (
    ("rocket", "United States", "2022-06-01", "restriction_set"),
    ("rocket", "United States", "2022-07-15", "restriction_set"),
    ("rocket", "United States", "2024-05-28", "refused"),
    ("rocket", "United States", "2024-05-30", "restriction_eased"),
    ("rocket", "United States", "2024-06-02", "first_used"),
    ("jet", "United Kingdom", "2024-05-02", "restriction_eased"),
    ("jet", "United Kingdom", "2024-07", "refused"),
    ("tank", "Switzerland", "2022-04-26", "restriction_set"),
)
CODES = (
    ("s0", "use_in_russia", "us_border", "barred"),
    ("s1", "use_in_russia", "us_border", "barred"),
    ("s2", "use_in_russia", "us_border", "barred"),
    ("s3", "use_in_russia", "us_border", "limited"),
    ("s4", "use_in_russia", "us_border", None),
    ("s5", "use_in_russia", "uk_storm_shadow", "open"),
    ("s6", "use_in_russia", "uk_storm_shadow", "barred"),
    ("s7", "re_export", "ch_ammunition", "barred"),
)
FRAME = decisions(*STEPS)


def steps(covers="use_in_russia"):
    return restrictions.steps_of_rules(FRAME, codes(*CODES), covers)


def spells():
    return restrictions.spells(steps(), TODAY)


def test_rules_of_another_kind_are_kept_apart():
    assert set(steps()["rule"]) == {"us_border", "uk_storm_shadow"}
    assert set(steps("re_export")["rule"]) == {"ch_ammunition"}


def test_a_spell_lasts_until_the_state_changes_and_restatements_do_not_end_it():
    table = spells()
    barred = table[table["rule"].eq("us_border")].iloc[0]

    assert (barred["state"], barred["low"], barred["high"]) == ("barred", 729, 729)
    assert barred["steps"] == ("s0", "s1", "s2")


def test_a_rule_can_be_set_again_on_a_day_known_to_the_month():
    table = spells()
    british = table[table["rule"].eq("uk_storm_shadow")]

    assert british["state"].tolist() == ["open", "barred"]
    assert british[["low", "high"]].iloc[0].tolist() == [60, 90]
    assert british[["low", "high", "open"]].iloc[1].tolist() == [111, 141, True]


def test_the_last_spell_is_open_and_reaches_today():
    last = spells()
    last = last[last["rule"].eq("us_border")].iloc[-1]

    assert (last["state"], last["open"], last["end"]) == ("limited", True, TODAY)


def test_from_the_last_no_to_the_easing():
    table = restrictions.last_no_to_easing(steps())

    assert table[["rule", "refusals", "low"]].values.tolist() == [["us_border", 1, 2]]
    assert restrictions.gap(table, FRAME, "us_border").value == Between(2, 2)
    assert restrictions.noes(table, FRAME, "us_border").value == 1


def test_the_longest_spell_in_a_state_and_the_lack_of_one():
    assert restrictions.longest(spells(), FRAME, "us_border", "barred").value == Between(729, 729)
    with pytest.raises(KeyError, match="never 'open'"):
        restrictions.longest(spells(), FRAME, "us_border", "open")


def test_spells_are_listed_in_words_with_their_rows():
    table = restrictions.listed(spells(), FRAME)

    assert table["state"].tolist() == ["not allowed", "within limits", "allowed", "not allowed"]
    assert table["days"].iloc[1].text == "173 so far"
    assert table["since"].iloc[3].text == "July 2024"
    assert table["steps"].iloc[0].value == 3


def test_weapons_and_rules_are_never_added_up():
    table = restrictions.by_kind(FRAME, systems({"rocket": "rule_of_use"}))

    counts = [value.value for value in table["steps"]]
    assert dict(zip(table["kind"], counts, strict=True)) == {"rule_of_use": 5, "system": 3}
