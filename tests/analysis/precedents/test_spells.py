import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.analysis.precedents import against, spells
from report.analysis.precedents import settlements as main_stratum
from tests.analysis.precedents.frames import attacked, precedents

END = dt.date(2024, 11, 19)


def test_a_spell_runs_to_the_attack_or_to_the_last_day_observed():
    told = spells(
        precedents(
            hit=attacked("1960-01-01"),
            held={"settled_on": "2014-11-19"},
            replaced={"observed_until": "1955-01-01", "end_state": "replaced"},
        ),
        END,
    )
    assert told["attacked"].tolist() == [True, False, False]
    assert told["years"].round(1).tolist() == [10, 10, 5]


def test_a_month_is_an_interval():
    told = spells(precedents(hit=attacked("1951-01")), END).loc["hit"]
    assert told["years_low"] == pytest.approx(365 / 365.25)
    assert told["years_high"] == pytest.approx(395 / 365.25)


def test_an_attack_after_the_day_is_not_known():
    told = spells(precedents(hit=attacked("1960-01-01")), dt.date(1955, 1, 1)).loc["hit"]
    assert not told["attacked"]
    assert told["years"] == pytest.approx(5, abs=0.01)


def test_an_attack_in_the_month_of_the_day_is_not_known_yet():
    assert not spells(precedents(hit=attacked("1960-01")), dt.date(1960, 1, 15))["attacked"].any()


def test_a_spell_lasts_a_day_at_least():
    told = spells(precedents(hit=attacked("1950-01-01")), END)
    assert told["years"].iloc[0] == pytest.approx(1 / 365.25)


def test_types_fall_into_classes():
    rows = precedents(
        paper={"guarantee_type": "paper_assurance"},
        blue={"guarantee_type": "un_peacekeepers"},
        troops={"guarantee_type": "foreign_combat_troops"},
    )
    assert spells(rows, END)["guarantee_class"].tolist() == ["weak", "middle", "strong"]


def test_guarantees_without_a_settlement_stand_apart():
    rows = precedents(one={}, alone={"stratum": "guarantee_only"})
    assert list(main_stratum(rows).index) == ["one"]


def test_revisionists_are_found_by_name():
    rows = precedents(one={"revisionist": "Soviet Union;Poland"}, two={})
    assert list(against(rows, "Russia|Soviet").index) == ["one"]


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2024, 11, 19))


@given(st.lists(DAYS, min_size=1, max_size=6), st.lists(DAYS, max_size=6), DAYS)
@settings(max_examples=40, deadline=None)
def test_what_was_settled_later_changes_nothing(earlier, later, until):
    rows = {f"a{i}": {"settled_on": str(min(day, until))} for i, day in enumerate(earlier)}
    after = {f"b{i}": {"settled_on": str(day)} for i, day in enumerate(later) if day > until}
    pd.testing.assert_frame_equal(
        spells(precedents(**rows, **after), until), spells(precedents(**rows), until)
    )
