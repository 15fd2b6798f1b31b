import datetime as dt

import pandas as pd
import pytest

from report.analysis import proposals as q
from report.author import data

DAY = dt.date(2024, 11, 19)
VOTE = pd.Timestamp("2024-11-05")
COLUMNS = {
    "name": "A plan",
    "published_on": "2024-01-01",
    "date_precision": "day",
    "territory": "unspecified",
    "nato_status": "open",
    "foreign_troops": "unspecified",
    "demilitarised_zone": "no",
    "guarantee": "Arms",
    "moratorium_years": None,
    "demilitarised_km": None,
    "scope": "settlement",
}


def plans(**rows: dict[str, object]) -> pd.DataFrame:
    """`q.plans` of a frame like that of `data("settlement_proposals")`, one row a keyword."""
    lines = [{**COLUMNS, "sources": f"source_{key}", **row} for key, row in rows.items()]
    index = pd.Index(list(rows), name="settlement_proposals", dtype="object")
    frame = pd.DataFrame(lines, index=index)
    frame["published_on"] = pd.to_datetime(frame["published_on"], format="ISO8601")
    frame["guarantee"] = frame["guarantee"].astype("string")
    return q.plans(frame.astype({"moratorium_years": "Int64", "demilitarised_km": "Float64"}))


def test_agendas_truces_and_venues_are_no_plans():
    rows = plans(a={}, b={"scope": "agenda"}, c={"scope": "partial_truce"}, d={"scope": "venue"})
    assert list(rows.index) == ["a"]


def test_the_month_of_the_vote_lies_on_neither_side():
    rows = plans(
        month={"published_on": "2024-11", "date_precision": "month"},
        old={"published_on": "2024-11-04"},
        new={"published_on": "2024-11-06"},
    )
    assert list(q.before(rows, VOTE).index) == ["old"]
    assert list(q.after(rows, VOTE).index) == ["new"]


def test_a_guarantee_is_named_unless_the_text_opens_with_none():
    rows = plans(a={"guarantee": "None; principles"}, b={"guarantee": "Non-NATO guarantees"})
    assert rows["guarantee_named"].to_dict() == {"a": "no", "b": "yes"}


def test_counts_name_their_rows_and_sources():
    rows = plans(a={"territory": "de_facto"}, b={}, c={"territory": "deferred"})
    told = q.counted(q.having(rows, territory=("de_facto", "deferred")))
    assert told.value == 2
    assert told.rows[0].keys == ("a", "c")
    assert told.sources == ("source_a", "source_c")


def test_what_the_op_ed_alone_or_among_others_vouches_for_is_not_from_elsewhere():
    rows = plans(a={"sources": "other;fried2024justsecurity"}, b={"sources": "other"})
    assert list(q.from_elsewhere(rows).index) == ["b"]


@pytest.mark.parametrize(
    ("ground", "nato", "whose"),
    [
        ("withdrawal_by_ukraine", "neutrality", q.MOSCOW),
        ("withdrawal_by_russia", "membership", q.KYIV),
        ("recognition", "excluded", q.MOSCOW),
    ],
)
def test_a_plan_is_wholly_a_sides_when_both_terms_are(ground, nato, whose):
    rows = plans(a={"territory": ground, "nato_status": nato}, b={"territory": ground})
    assert list(q.wholly(rows, whose).index) == ["a"]
    assert q.between_the_two(rows).empty


def test_a_line_with_membership_lies_between_the_two():
    rows = plans(a={"territory": "de_facto", "nato_status": "membership"}, silent={})
    assert list(q.between_the_two(rows).index) == ["a"]


def test_others_that_share_terms_do_not_hold_the_plan_itself():
    rows = plans(a={"territory": "de_facto"}, b={"territory": "de_facto"}, c={})
    assert list(q.sharing(rows, "a", ["territory"]).index) == ["b"]
    assert q.sharing(rows, "not there", ["territory"]).empty


def test_ground_and_nato_add_up():
    rows = plans(
        a={"territory": "de_facto", "nato_status": "membership"},
        b={"territory": "de_facto", "nato_status": "neutrality"},
        c={},
    )
    table = q.ground_and_nato(rows)
    assert [cell.value for cell in table["all"]] == [2, 1]
    assert list(table.columns) == ["ground", "membership", "open", "neutrality", "all"]
    assert table.loc[0, "open"] is None


def test_combinations_come_with_the_most_frequent_first():
    rows = plans(a={}, b={"territory": "de_facto"}, c={})
    assert [one.value for one in q.combinations(rows)["n"]] == [2, 1]


def test_the_matrix_leaves_cells_empty_that_a_plan_leaves_open():
    rows = plans(
        a={"nato_status": "moratorium", "moratorium_years": 20, "published_on": "2024-11-06"},
        b={"territory": "de_facto"},
    )
    cells = q.matrix(rows, VOTE).set_index(["key", "term"])
    assert cells.loc[("a", "NATO"), "said"] == "no, 20 years"
    assert cells.loc[("a", "Ground"), ["said", "aim"]].tolist() == ["", ""]
    assert cells.loc[("b", "Ground"), "aim"] == q.BETWEEN
    assert list(dict.fromkeys(cells["group"])) == [
        "Before the US election",
        "After the US election",
    ]


def test_every_word_that_the_data_may_hold_can_be_said():
    rows = q.plans(data("settlement_proposals", on=dt.date(2026, 12, 31)))
    assert set(rows["territory"]) <= set(q.GROUND_WORDS)
    assert set(rows["nato_status"]) <= set(q.NATO_WORDS)


def test_later_rows_change_nothing_of_what_was_told_on_the_day():
    rows = q.plans(data("settlement_proposals", on=DAY))
    grown = q.plans(data("settlement_proposals", on=dt.date(2026, 12, 31)))
    kept = grown[grown["latest"].le(pd.Timestamp(DAY))]
    pd.testing.assert_frame_equal(q.matrix(rows, VOTE), q.matrix(kept, VOTE))
    assert rows["latest"].max() <= pd.Timestamp(DAY)
