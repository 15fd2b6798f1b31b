import datetime as dt

import pandas as pd

from figures import claim_evidence, claim_tiles, economy_pace, economy_strip, proposal_matrix
from report.analysis import claims as k
from report.analysis import economy as e
from report.analysis import proposals as q
from report.author import data

DAY = dt.date(2024, 11, 19)
VOTE = pd.Timestamp("2024-11-05")


def told(chart) -> str:
    """The title of a figure, in one line."""
    return " ".join(chart.to_dict()["title"]["text"])


def test_the_matrix_tells_what_goes_with_the_front_line():
    frame = q.matrix(q.plans(data("settlement_proposals", on=DAY)), VOTE)
    assert told(proposal_matrix.draw(frame)).startswith("11 of 25 proposals")
    assert proposal_matrix.draw(frame).to_dict() == proposal_matrix.draw(frame.copy()).to_dict()
    none = frame.assign(said=frame["said"].replace("member", ""))
    assert "0 of these 11" in told(proposal_matrix.draw(none))


def test_the_strip_counts_the_last_twelve_months():
    frame = e.strip(e.measures(data("economic_measures", on=DAY)))
    today = pd.Timestamp(DAY)
    assert told(economy_strip.draw(frame, until=today)).startswith("16 measures in the first year")
    early = frame[frame["earliest"].lt(pd.Timestamp("2023-11-01"))]
    assert "0 in the last" in told(economy_strip.draw(early, until=today))


def test_the_pace_compares_the_open_wait():
    frame = e.pace(e.measures(data("economic_measures", on=DAY)), pd.Timestamp(DAY))
    assert "148 days and counting, longer than 4 of the last 5" in told(economy_pace.draw(frame))


def test_the_tiles_tell_how_facts_fared():
    frame = k.tiles(data("claims", on=DAY))
    assert told(claim_tiles.draw(frame)).startswith("22 of 26 statements of fact are supported")
    doubtful = frame.assign(verdict="untested")
    assert told(claim_tiles.draw(doubtful)).startswith("0 of 26")


def test_old_facts_stand_in_one_bar():
    frame = k.by_day(data("claim_evidence", on=DAY))
    chart = claim_evidence.draw(frame, since=pd.Timestamp("2024-01-01"))
    assert "speak against a claim" in told(chart)
    labels = set(claim_evidence.gathered(frame, pd.Timestamp("2024-01-01"))["label"])
    assert labels == {"before 2024", "Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024"}
