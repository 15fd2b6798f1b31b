import datetime as dt

import pandas as pd

from report.analysis.guarantees import DIMENSIONS
from report.analysis.hindsight import OP_ED, drafts
from report.author import data
from tests.analysis.guarantees.frames import UA, frameworks, provisions

TODAY = dt.date(2026, 2, 24)
DRAFT = {"beneficiary": "Ukraine", "signed_on": None, "response_clause": "assist_unspecified"}


def field(**more: dict[str, object]) -> pd.DataFrame:
    """Two signed agreements, and the texts given here, known since 2025."""
    rows = {"one": UA, "two": UA, **more}
    known = ["2024-02-01", "2024-02-01", *("2025-06-01" for _ in more)]
    return frameworks(**rows).assign(known_on=pd.to_datetime(known))


SCORES = {"one": (1, 2, 1, 0, 2, 2, 1), "two": (1, 2, 1, 0, 2, 2, 1)}


def test_a_draft_is_compared_and_never_enters_the_bundle():
    rows = field(draft=DRAFT)
    scored = provisions(**SCORES, draft=(0, 3, 3, 3, 0, 2, 1))
    recent = drafts.since(rows, OP_ED)
    assert list(recent.index) == list(drafts.unsigned(recent).index) == ["draft"]
    table = drafts.margins(scored, rows, recent)
    assert table.loc["draft", ["total", "margin", "binding"]].tolist() == [12, 3, 6]
    assert not table.loc["draft", "signed"]
    assert table.loc["draft", "steps"] == tuple(f"draft/{name}" for name in DIMENSIONS)
    poorer = provisions(**SCORES, draft=(0, 0, 0, 0, 0, 0, 0))
    assert drafts.margins(poorer, rows, recent).loc["draft", "margin"] == -9


def test_checks_span_the_margin():
    rows = field(draft=DRAFT)
    table = drafts.margins(
        provisions(**SCORES, draft=(0, 3, 3, 3, 0, 2, 1)), rows, drafts.since(rows, OP_ED)
    )
    row = table.loc["draft"]
    assert (row["dropped.low"], row["dropped.high"]) == (0, 5)
    assert (row["shifted.low"], row["shifted.high"]) == (2, 4)
    assert row["low"] <= row["dropped.low"]
    assert row["high"] >= row["dropped.high"]


def test_a_text_without_a_clause_on_attack_is_not_compared():
    rows = field(draft=DRAFT, silent=DRAFT | {"response_clause": "none"})
    scored = provisions(**SCORES, draft=(0,) * 7, silent=(3,) * 7)
    assert list(drafts.margins(scored, rows, drafts.since(rows, OP_ED)).index) == ["draft"]


def test_a_margin_is_printed_with_its_sign():
    assert [drafts.signed_number(value) for value in (2.0, -1.5, 0.0)] == ["+2", "−1.5", "0"]


def test_one_coder_scored_most_of_the_later_texts():
    recent = drafts.since(data("guarantee_frameworks", on=TODAY), OP_ED)
    told = drafts.by_one_coder(data("guarantee_provisions", on=TODAY), recent)
    assert told.value == 9
    assert len(drafts.unsigned(recent)) == 4
