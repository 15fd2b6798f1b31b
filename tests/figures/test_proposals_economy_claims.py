import datetime as dt

import pandas as pd

from figures import proposal_matrix
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
