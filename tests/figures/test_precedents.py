import datetime as dt

import pandas as pd
import pytest

from figures import (
    conquest_chains,
    divided_states,
    precedent_estimates,
    precedent_selection,
    precedent_strong,
    precedent_survival,
)
from report.analysis import precedents as p
from report.author import data

DAY = dt.date(2024, 11, 19)
TABLES = ("precedents", "precedent_codings", "precedent_alt_codings", "precedent_clusters")


@pytest.fixture(scope="module")
def evidence():
    return p.Evidence(*(data(name, on=DAY) for name in TABLES))


@pytest.fixture(scope="module")
def spells(evidence):
    return p.settlements(p.spells(evidence.precedents, DAY))


def title(spec: dict) -> str:
    """The title of a figure, in one line."""
    return " ".join(spec["title"]["text"])


def test_survival_says_whether_the_classes_differ(spells):
    whole = p.curves(spells.assign(all="all"), "all")
    frames = p.curves(spells), whole, p.at_risk(spells)
    same = precedent_survival.draw(*frames, 0.26).to_dict()
    assert same == precedent_survival.draw(*frames, 0.26).to_dict()
    assert "can’t be told apart" in title(same)
    assert "different rates" in title(precedent_survival.draw(*frames, 0.01).to_dict())


def test_strong_guarantees_are_counted_by_group():
    frame = pd.DataFrame(
        {
            "group": ["Treaty", "Treaty", "Troops"],
            "label": ["A", "B", "C"],
            "years": [1.0, 2.0, 3.0],
            "attacked": [True, True, False],
        }
    )
    spec = precedent_strong.draw(frame).to_dict()
    assert title(spec) == "Attacked: 2 of 2 (treaty), 0 of 1 (troops)"


def test_estimates_state_their_range():
    frame = pd.DataFrame(
        {
            "contrast": ["One | two"] * 2,
            "specification": ["Main", "Other"],
            "n_first": [3, 2],
            "n_second": [5, 5],
            "estimate": [12.4, -7.6],
            "low": [-3.0, -30.0],
            "high": [30.0, 10.0],
            "p": [0.04, 0.5],
        }
    )
    spec = precedent_estimates.draw(frame).to_dict()
    assert title(spec) == "The set-up decides: one two −8 to +12 points"


def test_selection_names_what_differs_most(spells, evidence):
    frame = p.shares(spells, evidence.dyads)
    spec = precedent_selection.draw(frame, dict(p.FEATURES)).to_dict()
    assert spec == precedent_selection.draw(frame, dict(p.FEATURES)).to_dict()
    assert "“target not at the table”" in title(spec)


def test_chains_count_pairs_and_say_how_soon(spells, evidence):
    lanes = p.lost_twice(spells, evidence.dyads)
    frame = p.chains(data("precedent_events", on=DAY), evidence.precedents, lanes)
    spec = conquest_chains.draw(frame).to_dict()
    assert title(spec).startswith(f"{len(lanes)} times ground was lost")


def test_divided_states_name_where_an_attack_came(evidence):
    lanes = {"Cyprus": ["cyprus_1960"], "Austria": ["austria_1955"]}
    events = data("precedent_events", on=DAY)
    spec = divided_states.draw(p.chains(events, evidence.precedents, lanes)).to_dict()
    assert title(spec) == "A renewed attack came in 1 of 2 cases: “Cyprus”"
    quiet = p.chains(events, evidence.precedents, {"Austria": ["austria_1955"]})
    assert title(divided_states.draw(quiet).to_dict()).startswith("None of the 1 cases")
