import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.analysis.guarantees import agreement, kappa
from report.author import data
from tests.analysis.guarantees.frames import frameworks, provisions

SCORES = st.lists(st.integers(0, 3), min_size=2, max_size=20)


def test_kappa_worked_by_hand():
    # 3 of 4 equal; by chance (2/4 * 1/4) + (2/4 * 3/4) = 1/2, so (3/4 - 1/2) / (1 - 1/2)
    assert kappa(pd.Series([0, 0, 1, 1]), pd.Series([0, 1, 1, 1])) == pytest.approx(0.5)


def test_weights_forgive_near_misses():
    first, second = pd.Series([0, 1, 2, 3]), pd.Series([0, 1, 2, 2])
    assert kappa(first, second, linear=True) > kappa(first, second)


def test_equal_scores_throughout_say_nothing():
    assert math.isnan(kappa(pd.Series([1, 1]), pd.Series([1, 1])))


@given(SCORES, st.data())
def test_kappa_does_not_ask_who_came_first(scores, drawn):
    other = drawn.draw(st.lists(st.integers(0, 3), min_size=len(scores), max_size=len(scores)))
    one, two = (
        kappa(pd.Series(scores), pd.Series(other)),
        kappa(pd.Series(other), pd.Series(scores)),
    )
    assert one == pytest.approx(two, nan_ok=True)
    assert math.isnan(one) or one <= 1


def test_rows_with_one_coder_are_left_out():
    cells = provisions(one=(3, 3, 3, 3, 3, 3, 3), two=(1, 1, 1, 1, 1, 1, 1))
    cells.loc[cells["framework_id"].eq("two"), "coder2"] = pd.NA
    told = agreement(cells, frameworks(one={}, two={}))
    assert [value.value for value in told["n"]] == [1] * 7


def test_the_measures_are_those_of_the_evidence():
    whole = data("guarantee_agreement").query("scope == 'all 72 frameworks'").set_index("dimension")
    cells = data("guarantee_provisions", on=data_closed())
    told = agreement(cells, data("guarantee_frameworks", on=data_closed())).set_index("dimension")
    for name in ("duration", "forward_presence", "legal_form"):
        assert told.loc[name, "kappa"].value == pytest.approx(
            whole.loc[name, "cohen_kappa"], abs=0.02
        )


def data_closed():
    """A day after which nothing more is known."""
    return pd.Timestamp("2026-12-31").date()
