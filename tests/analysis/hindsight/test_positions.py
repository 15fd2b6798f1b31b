import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.analysis import proposals as q
from report.analysis.hindsight import INAUGURATION, OP_ED, positions
from report.author import data
from tests.analysis.test_proposals import plans

TODAY = pd.Timestamp("2026-02-24")
PUTIN = {"author": "Vladimir Putin", "territory": "withdrawal_by_ukraine"}
KYIV = {"author": "Volodymyr Zelensky"}


def test_scales_run_from_kyivs_aim_to_moscows_and_hold_every_word():
    rows = q.plans(data("settlement_proposals", on=dt.date(2026, 12, 31)))
    for term, scale in positions.SCALES.items():
        assert positions.position(term, scale[0][0]) == 0
        assert positions.position(term, scale[-1][0]) == 1
        silences = {"unspecified", "open"}
        assert set(rows[term]) <= {word for words in scale for word in words} | silences


def test_the_last_word_stands_and_a_silence_leaves_it():
    rows = plans(
        a=KYIV | {"territory": "withdrawal_by_russia", "published_on": "2024-01-01"},
        b=KYIV | {"territory": "de_facto", "published_on": "2024-03-01"},
        c=KYIV | {"nato_status": "membership", "published_on": "2024-04-01"},
    )
    stand = positions.standing(positions.statements(rows), TODAY)
    assert stand.loc[("kyiv", "territory"), ["key", "position"]].tolist() == ["b", 0.5]
    assert stand.loc[("kyiv", "nato_status"), "position"] == 0


def test_a_joint_paper_counts_for_both_and_a_strangers_for_none():
    rows = plans(
        a={"author": "United States and Ukraine", "territory": "deferred"},
        b={"author": "China and Brazil", "territory": "de_facto"},
    )
    said = positions.statements(rows)
    assert set(said["side"]) == {"washington", "kyiv"}
    assert set(said["key"]) == {"a"}


def test_distance_is_the_mean_over_common_terms_and_unknown_without_any():
    rows = plans(
        a=PUTIN | {"nato_status": "neutrality", "foreign_troops": "none"},
        b=KYIV | {"territory": "de_facto", "nato_status": "membership"},
        c={"author": "Britain, France and Germany"},
    )
    told = positions.distance(rows, TODAY, "moscow", "kyiv")
    assert told.value == pytest.approx((0.5 + 1) / 2)
    assert told.rows[0].keys == ("a", "b")
    assert positions.distance(rows, TODAY, "moscow", "europe").text == "not known"
    assert positions.distance_span(rows, TODAY, "moscow", "kyiv").value == (0.5, 1)


def test_changes_count_new_words_alone():
    rows = plans(
        a=KYIV | {"territory": "withdrawal_by_russia", "published_on": "2024-01-01"},
        b=KYIV | {"territory": "de_facto", "published_on": "2025-01-01"},
        c=KYIV | {"territory": "de_facto", "published_on": "2025-02-01"},
    )
    assert positions.changes(rows, "kyiv", OP_ED).value == 1
    assert positions.changes(rows, "kyiv", INAUGURATION).value == 0


def test_the_series_and_the_single_distance_agree():
    rows = q.plans(data("settlement_proposals", on=TODAY.date()))
    series = positions.distances(positions.statements(rows), OP_ED, TODAY)
    for row in series.itertuples():
        single = positions.distance(rows, row.at, row.one, row.other)
        assert single.value == pytest.approx(row.distance)


def test_a_shift_is_towards_moscow_where_positive():
    rows = q.plans(data("settlement_proposals", on=TODAY.date()))
    table = positions.moved(positions.statements(rows), OP_ED, TODAY).set_index(["side", "term"])
    assert table.loc[("Kyiv", "Ground"), "shift"] == 0.5
    assert table.loc[("Moscow", "NATO"), "shift"] == 0


def test_every_author_since_the_op_ed_is_a_side_or_left_out_on_purpose():
    rows = q.after(q.plans(data("settlement_proposals", on=TODAY.date())), OP_ED)
    left_out = set(rows["author"]) - set(positions.AUTHORS)
    assert left_out == {
        "Annalena Baerbock",
        "Boris Johnson",
        "China and Brazil",
        "Five current and former Russian officials",
        "Giorgia Meloni",
        "US, Ukrainian and Russian negotiators",
    }


ROWS = st.fixed_dictionaries(
    {
        "author": st.sampled_from(sorted(positions.AUTHORS)),
        "territory": st.sampled_from(["unspecified", "de_facto", "withdrawal_by_ukraine"]),
        "nato_status": st.sampled_from(["open", "membership", "excluded"]),
        "published_on": st.dates(dt.date(2024, 1, 1), dt.date(2026, 1, 1)).map(str),
    }
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=6), later=st.lists(ROWS, min_size=1, max_size=4))
def test_papers_of_a_later_day_change_nothing(rows, later):
    day = pd.Timestamp("2026-01-01")
    mine = {f"a{place}": row for place, row in enumerate(rows)}
    more = {f"b{place}": row | {"published_on": "2026-01-02"} for place, row in enumerate(later)}
    one, two = (positions.statements(plans(**each)) for each in (mine, mine | more))
    pd.testing.assert_frame_equal(positions.standing(one, day), positions.standing(two, day))
    since = pd.Timestamp("2024-06-01")
    pd.testing.assert_frame_equal(
        positions.distances(one, since, day), positions.distances(two, since, day)
    )
