import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.analysis import weapons
from report.analysis import weapons_tables as tables
from report.derived import Between
from tests.analysis.steps import codes, decisions, systems

TODAY = pd.Timestamp("2024-11-19")
US = "United States"
CHAIN = (
    ("rocket", US, "2022-04-13", "requested"),
    ("rocket", US, "2022-05-18", "refused"),
    ("rocket", US, "2022-05-31", "approved"),
    ("rocket", US, "2022-06", "delivered"),
    ("rocket", US, "2022-06-24", "first_used"),
)


def reached(*steps, coded=()):
    frame = decisions(*steps)
    return weapons.milestones(weapons.transfers(frame, systems(), codes(*coded)))


def lag(table, system="rocket"):
    row = table[table["system_id"].eq(system)].iloc[0]
    return row["low"], row["high"]


def test_a_chain_runs_from_the_first_request_to_the_first_use():
    table = weapons.lags(reached(*CHAIN), "requested", "first_used")

    assert lag(table) == (72, 72)
    assert table["steps"].iloc[0] == ("s0", "s4")


def test_a_month_in_a_chain_makes_an_interval():
    assert lag(weapons.lags(reached(*CHAIN), "approved", "delivered")) == (1, 30)


def test_only_the_first_step_of_a_kind_counts():
    later = (*CHAIN, ("rocket", US, "2023-01-01", "approved"))

    assert lag(weapons.lags(reached(*later), "requested", "approved")) == (48, 48)


def test_a_month_and_a_day_that_compete_bound_the_first_step_together():
    table = reached(
        ("rocket", US, "2022-05", "requested"),
        ("rocket", US, "2022-05-20", "requested"),
        ("rocket", US, "2022-06-01", "approved"),
    )

    assert lag(weapons.lags(table, "requested", "approved")) == (12, 31)


def test_a_request_after_the_approval_asks_for_more_and_starts_no_chain():
    table = reached(
        ("rocket", US, "2022-05-31", "approved"), ("rocket", US, "2022-06-07", "requested")
    )

    assert weapons.lags(table, "requested", "approved").empty


def test_rules_and_coded_steps_are_no_transfers():
    frame = decisions(
        ("jet", US, "2023-05-19", "approved"),
        ("jet", US, "2023-08-17", "approved"),
        ("tank", US, "2023-01-25", "approved"),
    )
    steps = weapons.transfers(
        frame, systems({"tank": "rule_of_use"}), codes(("s0", "training", None, None))
    )

    assert list(steps["event_id"]) == ["s1"]


def test_what_was_given_before_the_invasion_is_another_war():
    table = reached(
        ("rocket", US, "2021-12-01", "approved"),
        ("tank", US, "2022-02-24", "approved"),
        ("jet", US, "2022-03-01", "requested"),
    )

    assert set(weapons.of_the_invasion(table)["system_id"]) == {"tank", "jet"}


def test_who_waits_still_has_waited_until_today():
    table = weapons.still_waiting(
        reached(*CHAIN, ("jet", "Sweden", "2023-08-19", "requested")), TODAY
    )

    assert list(table["system_id"]) == ["jet"]
    assert lag(table, "jet") == (458, 458)


def test_a_request_to_all_goes_to_each_donor_that_acted():
    steps = weapons.transfers(
        decisions(
            ("jet", "coalition", "2023-01-20", "requested"),
            ("jet", "Denmark;Norway", "2023-08-20", "approved"),
            ("jet", "Belgium", "2024-05-28", "quantity_added"),
        ),
        systems(),
        codes(),
    )
    by = ("system_id", "donor")
    table = weapons.lags(
        weapons.milestones(weapons.by_donor(steps), by), "requested", "approved", by
    )

    assert dict(zip(table["donor"], table["low"], strict=True)) == {
        "Denmark": 212,
        "Norway": 212,
        "Belgium": 494,
    }


def test_what_is_added_after_a_delivery_is_no_approval_of_its_own():
    steps = weapons.transfers(
        decisions(
            ("tank", "Poland", "2022-04-05", "delivered"),
            ("tank", "Poland", "2022-04-29", "quantity_added"),
        ),
        systems(),
        codes(),
    )

    assert "approved" not in set(weapons.by_donor(steps)["event"])


def test_the_share_before_the_approval():
    shares = weapons.decision_share(reached(*CHAIN))

    assert shares[["low", "high"]].iloc[0].tolist() == pytest.approx([48 / 72, 48 / 72])


def test_the_block_is_the_most_crowded_window():
    table = reached(
        ("tank", "Germany", "2022-06-01", "approved"),
        ("carrier", US, "2023-01-05", "approved"),
        ("jet", US, "2023-01-06", "approved"),
    )

    assert list(weapons.block(table, "Armour", days=28)["system_id"]) == ["tank"]
    near = reached(
        ("tank", "Germany", "2023-01-25", "approved"), ("carrier", US, "2023-01-05", "approved")
    )
    found = weapons.block(near, "Armour", days=28)
    assert list(found["system_id"]) == ["carrier", "tank"]
    assert weapons.span(found, decisions(*[("tank", US, "2023-01-25", "approved")] * 2)).value == 21


def test_a_median_knows_its_rows_and_sources():
    frame = decisions(*CHAIN)
    table = weapons.milestones(weapons.transfers(frame, systems(), codes()))
    found = weapons.median_lag(weapons.lags(table, "requested", "approved"), frame)

    assert found.value == Between(48, 48)
    assert found.rows[0].dataset == "weapons_decisions"
    assert found.rows[0].keys == ("s0", "s2")
    assert found.sources == ("page0", "page2")
    assert found.function == "report.analysis.weapons.median_lag"


def test_a_chain_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="0 chains"):
        weapons.lag_of(
            weapons.lags(reached(*CHAIN), "requested", "approved"), decisions(*CHAIN), system_id="x"
        )


def test_robustness_leaves_out_and_takes_in():
    frame = decisions(
        *CHAIN,
        ("tank", "Germany", "2022-05-01", "requested"),
        ("tank", "Germany", "2023-01-25", "approved"),
        ("jet", "Sweden", "2023-08-19", "requested"),
    )
    table = tables.robustness(frame, systems(), codes(), TODAY).set_index("variant")

    assert table.loc["As stated", "chains"] == 2
    assert table.loc["Without armour", ["low", "high"]].tolist() == [48, 48]
    assert table.loc["Also those still waiting, at their wait so far", "low"] == 269
    assert table.loc["Without any one system", ["low", "high"]].tolist() == [48, 269]


DAYS = st.dates(dt.date(2022, 3, 1), dt.date(2024, 11, 19)).map(str)
STEP = st.tuples(
    st.sampled_from(["rocket", "tank", "jet"]),
    st.sampled_from([US, "Germany", "coalition"]),
    st.one_of(DAYS, DAYS.map(lambda day: day[:7])),
    st.sampled_from(["requested", "refused", "approved", "delivered", "first_used"]),
)


@settings(max_examples=40)
@given(st.lists(STEP, min_size=1, max_size=12), st.integers(0, 400))
def test_later_steps_change_nothing_that_was_reached_before(steps, after):
    """As-of: a chain's milestones up to a day are the same whatever is added after that day."""
    day = str((pd.Timestamp("2025-01-01") + pd.Timedelta(days=after)).date())
    later = [("rocket", US, day, "approved"), ("jet", US, day, "first_used")]
    before, grown = rows_of(reached(*steps)), rows_of(reached(*steps, *later))

    assert before <= grown
    assert all(earliest >= pd.Timestamp(day) for _, _, earliest, _ in grown - before)


def rows_of(table):
    return set(
        table[["system_id", "event", "earliest", "latest"]].itertuples(index=False, name=None)
    )


@settings(max_examples=40)
@given(st.lists(STEP, min_size=1, max_size=12))
def test_dates_known_to_the_day_give_lags_within_those_of_months(steps):
    exact = [(s, d, day if len(day) == 10 else f"{day}-15", e) for s, d, day, e in steps]
    rough = [(s, d, day[:7], e) for s, d, day, e in exact]
    narrow = weapons.lags(reached(*exact), "approved", "delivered").set_index("system_id")
    wide = weapons.lags(reached(*rough), "approved", "delivered").set_index("system_id")

    for system in narrow.index:
        assert wide.loc[system, "low"] <= narrow.loc[system, "low"]
        assert narrow.loc[system, "high"] <= max(wide.loc[system, "high"], 0)
