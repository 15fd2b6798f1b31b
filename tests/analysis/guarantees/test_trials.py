import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.analysis.guarantees import score_by_outcome, trend, trend_span, trials, tried
from report.analysis.guarantees.trials import tau_b
from tests.analysis.guarantees.frames import frameworks, provisions

FIELD = frameworks(
    kept={"test_outcome": "honoured: all came"},
    half={"test_outcome": "partly: some came"},
    broken={"test_outcome": "not honoured: nobody came"},
    quiet={"test_outcome": "deterred so far: no attack"},
)
SCORES = provisions(
    kept=(3, 3, 3, 3, 3, 3, 3),
    half=(2, 2, 2, 0, 2, 2, 2),
    broken=(1, 1, 1, 3, 1, 1, 1),
    quiet=(0, 0, 0, 0, 0, 0, 0),
)


def test_an_outcome_opens_the_account():
    told = trials(FIELD)
    assert told["outcome"].tolist() == ["honoured", "partly", "not honoured", "deterred so far"]
    assert told.loc["broken", "account"] == "nobody came"


def test_only_what_was_tested_is_counted():
    assert tried(FIELD).value == 3
    assert tried(FIELD, "partly").rows[0].keys == ("half",)


def test_scores_of_outcomes_leave_later_facts_out():
    assert score_by_outcome(SCORES, FIELD, "not honoured").value == 6


def test_an_outcome_that_never_came_has_no_score():
    assert str(score_by_outcome(SCORES, FIELD.drop(index="broken"), "not honoured")) == "not known"


def test_the_trend_of_a_perfect_order_is_one():
    assert trend(SCORES, FIELD) == 1
    assert str(trend_span(SCORES, FIELD)) == "1.00 to 1.00"


def test_tau_worked_by_hand():
    # pairs: (1,2) tied in the first, (1,3) and (2,3) agree; tau-b = 2 / sqrt(2 * 3)
    assert tau_b(np.array([1.0, 1, 2]), np.array([0.0, 1, 2])) == pytest.approx(2 / math.sqrt(6))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=2, max_size=12))
def test_turning_one_order_round_turns_the_sign(pairs):
    one, two = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    assert tau_b(one, two) == pytest.approx(-tau_b(-one, two), nan_ok=True)
