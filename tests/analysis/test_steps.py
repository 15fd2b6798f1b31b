"""Frames that figures draw: each of their rows names the rows of the data that it rests on."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from report.analysis import claims, economy, proposals, weapons
from report.analysis.hindsight import OP_ED, arms, positions
from report.author import data

DAY = dt.date(2024, 11, 19)
LATER = dt.date(2026, 2, 24)


def test_each_bar_of_evidence_counts_the_facts_that_it_names():
    evidence = data("claim_evidence", on=DAY)
    bars = claims.by_day(evidence)
    assert list(bars["steps"].map(len)) == list(bars["n"])
    assert sorted(bars["steps"].sum()) == sorted(evidence.index)


def test_each_wait_between_packages_names_both_and_the_open_one_the_last():
    rows = economy.measures(data("economic_measures", on=DAY))
    waits = economy.pace(rows, pd.Timestamp(DAY))
    first, second = zip(*waits["steps"].iloc[:-1], strict=True)
    assert list(first[1:]) == list(second[:-1])
    assert waits["steps"].iloc[-1] == (second[-1],)
    assert {*first, *second} <= set(rows.index)


def test_each_bar_of_promises_counts_the_steps_that_it_names():
    names = ("weapons_decisions", "weapon_systems", "decision_codes")
    promised = arms.promises(weapons.transfers(*(data(name, on=LATER) for name in names)))
    bars = arms.by_half_year(promised, weapons.INVASION)
    assert list(bars["steps"].map(len)) == list(bars["n"])
    assert {key for keys in bars["steps"] for key in keys} <= set(promised.index)


def test_each_distance_names_the_plans_on_which_both_positions_rest():
    plans = proposals.plans(data("settlement_proposals", on=LATER))
    said, until = positions.statements(plans), pd.Timestamp(LATER)
    gaps = positions.distances(said, OP_ED, until)
    last = gaps[gaps["at"].eq(until)]
    stand = positions.standing(said, until)
    for gap in last.itertuples():
        behind = positions.behind(plans, stand, gap.one, gap.other)
        assert set(gap.steps) == set(behind.index)
