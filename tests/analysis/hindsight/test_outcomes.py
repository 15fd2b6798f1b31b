import datetime as dt

import pandas as pd

from report.analysis.hindsight import outcomes
from report.author import data

TODAY = dt.date(2026, 2, 24)


def frames(*lines: tuple[str, str, str, str, str | None]) -> pd.DataFrame:
    """`outcomes.judged` of claims given as `(number, kind, verdict, outcome, decided_on)`."""
    keys = [f"claim_{number}" for number, *_ in lines]
    claims = pd.DataFrame(
        [
            {"claim": f"Claim {number}", "kind": kind, "topic": "weapons", "test": ""}
            | {"verdict_2024_11_19": verdict}
            for number, kind, verdict, *_ in lines
        ],
        index=pd.Index(keys, name="claims"),
    )
    told = pd.DataFrame(
        {
            "claim_id": keys,
            "outcome": [line[3] for line in lines],
            "decided_on": pd.to_datetime([line[4] for line in lines]),
            "sources": [f"page{line[0]}" for line in lines],
        },
        index=pd.Index(keys, name="claim_outcomes"),
    )
    return outcomes.judged(claims, told)


LINES = (
    ("01", "fact", "supported", "came_true", "2024-12-01"),
    ("02", "forecast", "untested", "open", None),
    ("03", "forecast", "untested", "came_true", "2025-05-01"),
    ("04", "forecast", "untested", "partly", "2025-02-01"),
)


def test_counts_by_kind_add_up_and_name_their_rows():
    table = outcomes.by_kind(frames(*LINES)).set_index("kind")
    assert table.loc["Forecast", "all"].value == 3
    assert table.loc["All", "came_true"].value == 2
    assert pd.isna(table.loc["Fact", "open"])
    assert table.loc["Fact", "came_true"].sources == ("page01",)


def test_pairs_of_kind_and_verdict_have_a_row_each():
    table = outcomes.by_kind(frames(*LINES), verdicts=True)
    assert table["verdict"].tolist() == ["Supported", "Untested", ""]


def test_forecasts_come_by_the_day_that_decided_them_and_open_ones_last():
    table = outcomes.forecasts(frames(*LINES))
    assert table["number"].tolist() == [4, 3, 2]
    assert [outcomes.decided(row) for _, row in table.iterrows()][-1] == "–"
    assert len(outcomes.scored(table)) == 2


def test_a_hit_that_is_a_fact_needs_no_foresight():
    assert outcomes.without_plain_facts(frames(*LINES))["number"].tolist() == [3]


def test_tiles_of_a_cell_stand_side_by_side():
    table = outcomes.tiles(frames(*LINES, ("05", "hearsay", "untested", "came_true", None)))
    cell = table[table["verdict"].eq("Untested") & table["outcome"].eq("Came true")]
    assert cell["place"].tolist() == [0, 1]


def test_every_claim_is_judged_and_every_word_known():
    rows = outcomes.judged(data("claims", on=TODAY), data("claim_outcomes", on=TODAY))
    assert len(rows) == len(data("claims", on=TODAY))
    assert set(rows["outcome"]) <= set(outcomes.OUTCOMES)
    assert set(rows["kind"]) <= set(outcomes.KINDS)


def test_the_day_before_nothing_is_judged():
    early = dt.date(2026, 2, 23)
    assert outcomes.judged(data("claims", on=early), data("claim_outcomes", on=early)).empty


def test_what_speaks_against_an_outcome_names_outcomes_in_words():
    assert outcomes.reading("came_true: said so; not_testable: no record") == (
        "Came true: said so; not testable: no record"
    )
    assert outcomes.reading("did_not, if a_b counts") == "Did not, if a_b counts"
    assert outcomes.reading(float("nan")) == ""
