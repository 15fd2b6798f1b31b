import pandas as pd

from report.analysis import refusals, weapons
from tests.analysis.steps import codes, decisions, systems

TODAY = pd.Timestamp("2024-11-19")
STEPS = (
    ("tank", "United States", "2022-11-04", "refused"),
    ("tank", "United States", "2023-01-18", "refused"),
    ("tank", "United States", "2023-01-25", "approved"),
    ("tank", "United States", "2023-06-01", "refused"),
    ("tank", "Spain", "2022-08-02", "refused"),
    ("jet", "Poland;Slovakia", "2022-03", "refused"),
    ("jet", "Poland", "2023-03-16", "approved"),
)


def steps():
    return weapons.transfers(decisions(*STEPS), systems(), codes())


def test_a_refusal_counts_until_the_same_donor_says_yes():
    table = refusals.reversals(steps(), TODAY).set_index(["system_id", "donor"])
    row = table.loc[("tank", "United States")]

    assert (row["refusals"], row["low"], row["high"], row["granted"]) == (2, 7, 7, True)
    assert row["steps"] == ("s0", "s1", "s2")


def test_a_refusal_of_a_month_gives_an_interval():
    row = refusals.reversals(steps(), TODAY).set_index("donor").loc["Poland"]

    assert (row["low"], row["high"]) == (350, 380)


def test_who_never_said_yes_is_kept_and_counted_to_today():
    table = refusals.reversals(steps(), TODAY)
    open_ones = table[~table["granted"]]

    assert set(open_ones["donor"]) == {"Spain", "Slovakia"}
    assert open_ones.set_index("donor").loc["Spain", "low"] == 840


def test_every_refusal_taken_back_is_listed_and_the_last_is_marked():
    table = refusals.noes_before_yes(steps())

    assert table[["donor", "low", "last"]].values.tolist() == [
        ["United States", 7, True],
        ["Poland", 350, True],
        ["United States", 82, False],
    ]


def test_the_number_of_refusals_knows_its_rows():
    found = refusals.number(
        refusals.reversals(steps(), TODAY), decisions(*STEPS), "tank", "United States"
    )

    assert (found.value, found.rows[0].keys) == (2, ("s0", "s1", "s2"))


def test_without_a_refusal_the_tables_are_empty_and_keep_their_columns():
    none = weapons.transfers(
        decisions(("tank", "United States", "2023-01-25", "approved")), systems(), codes()
    )

    assert refusals.reversals(none, TODAY).empty
    assert list(refusals.noes_before_yes(none).columns)[-1] == "steps"
