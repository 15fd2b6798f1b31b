import datetime as dt

import pandas as pd
import pytest

from report.analysis.precedents import (
    chain,
    chains,
    counted,
    days_between,
    lost_twice,
    median_until_attack,
    phased,
    repeat_dyads,
    shares,
    shares_attacked,
    spells,
    told,
    watched,
)
from report.analysis.precedents.selection import features
from report.derived import Between
from tests.analysis.precedents.frames import attacked, precedents

END = dt.date(2024, 11, 19)
TAKEN = {"end_state": "phased_conquest"}
ROWS = precedents(
    first=attacked("1952-01-01", **TAKEN),
    second=attacked("1954-01-01", settled_on="1953-01-01", target_at_table="no", **TAKEN),
    other=attacked("1960-01-01", **TAKEN),
    held={"settlement_type": "peace_treaty"},
)
DYADS = pd.Series({"first": "a_b", "second": "a_b", "other": "c_d", "held": "e_f"})
SPELLS = spells(ROWS, END)
EVENTS = pd.DataFrame(
    [
        ("e1", "first", "1950-01-01", "day", "prelude"),
        ("e2", "first", "1950-01-01", "day", "settlement"),
        ("e3", "first", "1952-01-01", "month", "renewed_attack"),
        ("e4", "second", "1953-01-01", "year", "settlement"),
        ("e5", "second", "1954-01-01", "day", "conquest"),
    ],
    columns=["event_id", "precedent_id", "date", "date_precision", "phase"],
)
EVENTS = EVENTS.assign(date=pd.to_datetime(EVENTS["date"]), event="Something", sources="a_source")
EVENTS = EVENTS.set_index(pd.Index(EVENTS["event_id"], name="precedent_events"))


def test_conquests_are_attacked_spells_that_ended_so():
    assert list(phased(SPELLS).index) == ["first", "second", "other"]


def test_ground_lost_twice_is_told_by_pair():
    assert lost_twice(SPELLS, DYADS) == {"a b 1950": ["first", "second"]}
    assert repeat_dyads(SPELLS, DYADS).rows[0].keys == ("first", "second")


def test_a_chain_is_in_order_of_time_and_says_how_fine_its_dates_are():
    rows = told(chain(EVENTS, ["first", "second"]))
    words = ["1 January 1950", "January 1952", "1953", "1 January 1954"]
    assert rows["when"].tolist()[1:] == words
    assert rows["step"].iloc[-1] == "Conquest"


def test_years_count_from_the_first_settlement():
    rows = chains(EVENTS, ROWS, {"A lane": ["first", "second"]}).set_index("event_id")
    assert rows.loc["e2", "years"] == 0
    assert rows.loc["e5", "years"] == pytest.approx(4, abs=0.01)
    assert rows["until"].unique() == pytest.approx([4], abs=0.01)


def test_a_month_makes_the_days_an_interval():
    assert days_between(EVENTS, "e2", "e3").value == Between(730, 760)


def test_counts_and_medians_lead_to_their_spells():
    assert counted(SPELLS, attacked=True).value == 3
    assert counted(SPELLS, attacked=False).rows[0].keys == ("held",)
    assert median_until_attack(SPELLS).value == pytest.approx(2, abs=0.01)
    assert str(watched(SPELLS, END)) == "75\N{NO-BREAK SPACE}years"


def test_features_are_shares_of_each_class():
    told_shares = shares(SPELLS, DYADS).set_index(["group", "feature"])
    assert told_shares.loc[("weak", "truce"), "share"] == 75
    assert told_shares.loc[("weak", "again"), "share"] == 25
    assert told_shares.loc[("weak", "absent"), "n"] == 4
    again = told_shares.loc[("weak", "again"), "steps"]
    assert set(again) == set(SPELLS.index[SPELLS["guarantee_class"].eq("weak")])
    assert features(SPELLS, DYADS).loc[again[0], "again"]
    raw = shares_attacked(SPELLS, DYADS).set_index("feature")
    assert raw.loc["truce", "with_attacked"] == 100
    assert raw.loc["truce", "without_attacked"] == 0
