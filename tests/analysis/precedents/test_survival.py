import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.analysis.precedents import at_risk, curves, log_rank, quiet_after, spells
from report.analysis.precedents.survival import log_rank_p, p_text, quiet_shares, two_group_ps
from tests.analysis.precedents.frames import attacked, precedents

END = dt.date(2024, 11, 19)


def rows_of(years: list[float], hits: list[bool]) -> pd.DataFrame:
    """Spells with given lengths, for the estimators alone."""
    index = pd.Index([f"s{i}" for i in range(len(years))], name="precedents")
    frame = pd.DataFrame({"years": np.array(years, float), "attacked": hits}, index=index)
    return frame.assign(guarantee_class="weak", sources="a_source")


# Five spells: attacked at 1, 3 and 3 years, watched to 2 and 5 years. By hand:
# after 1 year 4/5; the one watched to 2 leaves; after 3 years 4/5 * 1/3.
FIVE = rows_of([1, 2, 3, 3, 5], [True, False, True, True, False])


def test_the_curve_is_the_one_worked_by_hand():
    told = curves(FIVE).set_index("years")["quiet"]
    assert told[0] == 1
    assert told[1] == pytest.approx(4 / 5)
    assert told[2] == pytest.approx(4 / 5)
    assert told[3] == pytest.approx(4 / 15)
    assert told[5] == pytest.approx(4 / 15)


def test_a_step_of_the_curve_leads_to_the_spells_that_ended_then():
    told = curves(FIVE).set_index("years")["steps"]
    assert told[0] == tuple(FIVE.index)
    assert told[3] == ("s2", "s3")
    assert told[5] == ("s4",)


def test_the_band_holds_the_curve():
    told = curves(FIVE).dropna()
    assert (told["low"] <= told["quiet"]).all()
    assert (told["quiet"] <= told["high"]).all()


def test_the_share_after_some_years_is_the_curve_there():
    assert str(quiet_after(FIVE, 2)) == "80%"
    assert str(quiet_after(FIVE, 4)) == "27%"


def test_numbers_at_risk_count_who_is_still_watched():
    told = at_risk(FIVE, at=(0, 2, 3, 4))
    assert told["n"].tolist() == [5, 4, 3, 1]
    assert told["attacks"].tolist() == [0, 1, 3, 3]
    assert told["steps"].map(len).tolist() == told["n"].tolist()
    assert told["steps"].tolist()[-1] == ("s4",)


def test_weights_count_a_spell_as_often_as_drawn():
    drawn = np.array([[1, 1, 1, 1, 1], [2, 0, 1, 1, 0], [0, 0, 0, 0, 0]])
    once, twice, none = quiet_shares(FIVE, drawn, 2)
    assert once == pytest.approx(4 / 5)
    assert twice == pytest.approx(2 / 4)
    assert np.isnan(none)


SPELLS = st.lists(
    st.tuples(st.integers(1, 20), st.booleans(), st.booleans()), min_size=4, max_size=25
)


@given(SPELLS)
@settings(max_examples=40, deadline=None)
def test_shares_are_those_of_lifelines(drawn):
    rows = rows_of([length for length, *_ in drawn], [hit for _, hit, _ in drawn])
    told = curves(rows)
    known = told[told["years"].le(10)]["quiet"].iloc[-1]
    assert quiet_shares(rows, np.ones((1, len(rows))), 10)[0] == pytest.approx(known)


@given(SPELLS)
@settings(max_examples=40, deadline=None)
def test_p_values_are_those_of_lifelines(drawn):
    rows = rows_of([length for length, *_ in drawn], [hit for _, hit, _ in drawn])
    first = pd.Series([side for *_, side in drawn], index=rows.index)
    if first.nunique() < 2 or not rows["attacked"].any():
        return
    ours = two_group_ps(rows, first, np.ones((1, len(rows))))[0]
    theirs = log_rank_p(rows, first)
    assert np.isnan(ours) or ours == pytest.approx(theirs, abs=1e-6)


def test_leaving_a_spell_out_is_testing_the_others():
    first = pd.Series([True, False, True, False, True], index=FIVE.index)
    without = np.array([[0, 1, 1, 1, 1]])
    rest = FIVE.iloc[1:]
    assert two_group_ps(FIVE, first, without)[0] == pytest.approx(log_rank_p(rest, first.iloc[1:]))


def test_one_group_has_no_p_value():
    assert np.isnan(log_rank_p(FIVE, FIVE["guarantee_class"]))


def test_the_test_leads_to_all_spells():
    rows = spells(
        precedents(
            a=attacked("1951-01-01"),
            b={"guarantee_type": "observers"},
            c={"guarantee_type": "observers"},
        ),
        END,
    )
    told = log_rank(rows)
    assert told.rows[0].keys == ("a", "b", "c")
    assert 0 <= told.value <= 1


@pytest.mark.parametrize(("p", "text"), [(0.0004, "under 0.01"), (0.264, "0.26")])
def test_small_p_values_are_bounds(p, text):
    assert p_text(p) == text
