import datetime as dt

import pandas as pd

from report.analysis import economy, refusals, weapons
from report.analysis.hindsight import INAUGURATION, OP_ED, arms, pressure
from report.author import data
from tests.analysis.steps import codes, decisions, systems

TODAY = pd.Timestamp("2026-02-24")


def steps(*lines: tuple[str, str, str, str]) -> pd.DataFrame:
    """`weapons.transfers` of steps given as `(system, donor, date, event)`."""
    return weapons.transfers(decisions(*lines), systems(), codes())


def test_a_promise_of_several_counts_for_each_and_once_in_all():
    rows = arms.promises(
        steps(
            ("tank", "Germany;Poland", "2023-01-05", "approved"),
            ("tank", "United States", "2023-02-01", "quantity_added"),
            ("tank", "United States", "2023-03-01", "delivered"),
        )
    )
    table = arms.by_year(rows).iloc[0]
    assert table["all"].value == 2
    assert table["Germany"].value == 1
    assert pd.isna(table["France"])
    halves = arms.by_half_year(rows, weapons.INVASION).set_index("donor")["n"]
    assert halves.to_dict() == {"Germany": 1, "United States": 1, "others": 1}
    assert arms.share_of(rows, "United States").text == "50%"


def test_an_open_refusal_is_followed_up():
    all_steps = steps(
        ("jet", "France", "2024-01-01", "refused"),
        ("tank", "Germany", "2024-01-01", "refused"),
        ("tank", "Germany", "2025-01-01", "approved"),
    )
    then = refusals.reversals(all_steps[all_steps["latest"].le(OP_ED)], OP_ED)
    fate = arms.fate(then, refusals.reversals(all_steps, TODAY))
    assert fate.set_index("donor")["granted"].to_dict() == {"France": False, "Germany": True}


def test_a_request_of_the_first_years_is_not_asked_anew():
    reached = weapons.milestones(
        steps(
            ("jet", "France", "2022-05-01", "requested"),
            ("rocket", "United States", "2025-07", "requested"),
        )
    )
    assert list(arms.first_asked(reached, INAUGURATION, TODAY)["system_id"]) == ["rocket"]


def measures():
    return pressure.adopted(economy.measures(data("economic_measures", on=TODAY.date())))


def test_a_proposal_is_no_measure():
    assert "eu_package_20_proposed_2026_02_06" not in measures().index


def test_four_tools_lay_idle_and_two_were_taken_up():
    told = pressure.used_since(measures(), OP_ED)
    assert len(pressure.unused_then(measures(), OP_ED)) == 4
    assert told.value == 2
    assert "us_gazprombank_2024_11_21" in told.rows[0].keys


def test_an_actors_first_use_is_marked_once():
    table = pressure.uses(measures(), OP_ED)
    assert table[table["first"]].groupby(["tool", "actor"]).size().eq(1).all()


def test_the_waits_of_a_time_without_packages_are_not_known():
    day = pd.Timestamp("2024-08-01")
    assert pressure.mean_gap(measures(), day, OP_ED).text == "not known"


def test_idle_tools_are_those_of_the_edition_of_that_day():
    early = economy.measures(data("economic_measures", on=dt.date(2024, 11, 19)))
    assert pressure.unused_then(early, OP_ED) == pressure.unused_then(measures(), OP_ED)
