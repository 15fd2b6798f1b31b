import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from report.analysis.guarantees import (
    DIMENSIONS,
    bundled,
    chosen_map,
    outranks,
    rank_of,
    rank_ranges,
    rank_span,
    ranked,
    ranked_count,
    score_map,
    standing,
)
from report.analysis.guarantees.charted import resting
from report.analysis.guarantees.ranking import shifted, weighted
from tests.analysis.guarantees.frames import UA, frameworks, provisions

FIELD = frameworks(top={}, low={}, a=UA, b=UA, c=UA, draft={"signed_on": None})
SCORES = provisions(
    top=(3, 3, 3, 3, 3, 3, 3),
    low=(0, 0, 0, 0, 0, 0, 1),
    a=(1, 2, 1, 0, 1, 2, 1),
    b=(1, 2, 1, 0, 2, 2, 1),
    c=(2, 2, 1, 1, 3, 0, 1),
    draft=(0, 3, 3, 3, 3, 3, 3),
)


def test_the_network_becomes_a_typical_text_and_its_best_clauses():
    table = bundled(SCORES, FIELD)
    assert list(table.index) == ["top", "low", "ua_typical", "ua_best_clauses"]
    assert table.loc["ua_typical"].tolist() == [1, 2, 1, 0, 2, 2, 1]
    assert table.loc["ua_best_clauses"].tolist() == [2, 2, 1, 1, 3, 2, 1]


def test_drafts_are_never_ranked():
    assert "draft" not in rank_ranges(SCORES, FIELD).index


def test_ranges_hold_the_rank_and_the_extremes_stay():
    ranges = rank_ranges(SCORES, FIELD)
    assert (ranges["low"] <= ranges["rank"]).all()
    assert (ranges["high"] >= ranges["rank"]).all()
    assert ranges.loc["top", ["low", "high"]].tolist() == [1, 1]
    assert str(rank_span(ranges, SCORES, FIELD, "top")) == "1"
    assert rank_of(ranges, SCORES, FIELD, "low").value == 4
    assert ranked_count(ranges, SCORES, FIELD).value == 4


def test_a_text_that_is_better_everywhere_outranks_under_all_weights():
    assert str(outranks(SCORES, FIELD, "top", "ua_typical")) == "100%"
    assert str(outranks(SCORES, FIELD, "low", "top")) == "0%"


def test_random_weights_are_the_same_every_time():
    table = bundled(SCORES, FIELD)
    pd.testing.assert_frame_equal(weighted(table), weighted(table))


def test_equals_share_a_rank():
    table = pd.DataFrame([[1, 1], [2, 0], [0, 0]], index=["a", "b", "c"], columns=["x", "y"])
    assert standing(table).tolist() == [1.5, 1.5, 3]


TABLES = st.lists(st.lists(st.integers(0, 3), min_size=7, max_size=7), min_size=2, max_size=8).map(
    lambda rows: pd.DataFrame(
        rows, columns=list("abcdefg"), index=[f"f{i}" for i in range(len(rows))]
    )
)


@given(TABLES, st.data())
@settings(max_examples=60, deadline=None)
def test_a_higher_score_never_lowers_a_rank(table, drawn):
    row = drawn.draw(st.sampled_from(list(table.index)))
    column = drawn.draw(st.sampled_from(list(table.columns)))
    raised = table.copy()
    raised.loc[row, column] = min(3, raised.loc[row, column] + 1)
    assert standing(raised)[row] <= standing(table)[row]


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_shifting_one_score_is_what_ranking_the_changed_table_gives(table):
    row, column = table.index[0], table.columns[0]
    changed = table.copy()
    changed.loc[row, column] = np.clip(changed.loc[row, column] - 1, 0, 3)
    assert shifted(table.astype(float)).loc[row, f"{column}-1"] == standing(changed)[row]


def test_a_score_leads_to_its_provision_and_the_bundle_s_to_those_nearest_first():
    table = bundled(SCORES, FIELD)
    found = resting(table, SCORES, FIELD)
    assert found["top", "duration"] == ("top/duration",)
    arms = [f"{text}/arms_supply" for text in "abc"]
    assert found["ua_typical", "arms_supply"] == (arms[1], arms[0], arms[2])
    assert found["ua_best_clauses", "arms_supply"] == (arms[2], arms[1], arms[0])


def test_maps_and_ranks_carry_the_keys_of_their_scores():
    cells = score_map(SCORES, FIELD).set_index(["key", "dimension"])["steps"]
    assert cells["low", "Legal form"] == ("low/legal_form",)
    ranks = ranked(SCORES, FIELD)["steps"]
    assert ranks["low"] == tuple(f"low/{name}" for name in DIMENSIONS)
    assert len(ranks["ua_typical"]) == 3 * len(DIMENSIONS)
    missing = SCORES.drop(index="low/duration")
    told = chosen_map(missing, FIELD, {"All": ["low"]}).set_index("dimension")["steps"]
    assert told["Duration"] == ()
