import pandas as pd
import pytest

from report.analysis import weapons
from report.analysis.hindsight import persistence
from tests.analysis.steps import codes, decisions, systems

TURN, TODAY = pd.Timestamp("2025-01-20"), pd.Timestamp("2026-02-24")
LINES = (
    ("tank", "Germany", "2024-01-01", "refused"),
    ("tank", "Germany", "2024-03-01", "refused"),
    ("tank", "Germany", "2024-04-10", "approved"),
    ("jet", "France", "2024-01-01", "refused"),
    ("rocket", "United States", "2025-06-01", "refused"),
)


@pytest.fixture
def rows():
    return decisions(*LINES)


@pytest.fixture
def spells(rows):
    return persistence.refused(weapons.transfers(rows, systems(), codes()), TODAY)


def test_a_refusal_stands_from_the_first_no_to_the_first_yes(spells):
    [tank] = spells[spells["donor"].eq("Germany")].to_dict("records")

    assert (tank["start"], tank["end"]) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-04-10"))
    assert tank["granted"]
    assert spells.loc[spells["donor"].eq("France"), "end"].item() == TODAY


def test_each_period_counts_what_stood_and_what_fell_in_it(spells, rows):
    table = persistence.by_period(spells, rows, TURN, TODAY).set_index("period")

    told = table[["pairs", "new", "granted"]].map(lambda one: one.value)
    assert told.loc["before"].tolist() == [2, 2, 1]
    assert told.loc["since"].tolist() == [2, 1, 0]


def test_time_in_the_other_period_is_not_counted(spells, rows):
    table = persistence.by_period(spells, rows, TURN, TODAY).set_index("period")

    assert table.loc["before", "years"].value == round((100 + 385) / 365.25, 1)
    assert table.loc["since", "years"].value == round((400 + 268) / 365.25, 1)


def test_the_share_still_refused_counts_late_entries_from_their_age_on(spells, rows):
    table = persistence.by_period(spells, rows, TURN, TODAY).set_index("period")

    assert table.loc["before", "after_180"].text == "50% (1)"
    assert table.loc["since", "after_180"].text == "100% (1)"  # the jet enters at 385 days
    assert table.loc["since", "after_365"].text == "none known"


def test_no_refusals_make_no_spells():
    steps = weapons.transfers(
        decisions(("tank", "Germany", "2024-04-10", "approved")), systems(), codes()
    )

    assert persistence.refused(steps, TODAY).empty
