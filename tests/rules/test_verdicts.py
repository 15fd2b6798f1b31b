import csv

import pytest

from report.rules import verdicts
from tests.rules.tables import ROOT, found, made_of

DOCTRINE = [
    {"event_id": "ev_2024_09_25_doctrine", "date": "2024-09-25", "date_precision": "day"},
    {"event_id": "ev_2024_11_19_doctrine", "date": "2024-11-19", "date_precision": "day"},
]
BIB = "@online{old, title = {{Old}}, date = {2024-01-01}}"


def messages(verdict, reason="", events=DOCTRINE, claim="claim_29"):
    """What the rule says of one claim."""
    row = {"claim_id": claim, "verdict_2024_11_19": verdict, "contradiction_reason": reason}
    events = [{**event, "sources": "old"} for event in events]
    data = made_of(BIB, claims=[row], timeline=events)
    return [finding.message for finding in found(verdicts.computed_verdicts_agree, data)]


def test_a_verdict_that_the_tables_give_passes():
    assert messages("supported") == []


def test_a_verdict_that_the_tables_contradict_needs_a_reason():
    (message,) = messages("contested")
    assert message.startswith("contested, but the tables say supported: 55")
    assert messages("contested", "Because the pages say so.") == []


@pytest.mark.parametrize("claim", ["claim_29", "claim_03"])
def test_a_reason_without_a_contradiction_is_idle(claim):
    assert messages("supported", "Because.", claim=claim) == [
        "a reason for a contradiction, but nothing contradicts the verdict"
    ]


def test_a_row_that_is_gone_is_told_and_not_raised():
    (message,) = messages("supported", events=DOCTRINE[:1])
    assert message.startswith("its predicate cannot be computed: KeyError")


def test_what_became_known_later_does_not_count():
    late = {**DOCTRINE[1], "date": "2024-11-20"}
    (message,) = messages("supported", events=[DOCTRINE[0], late])
    assert message.startswith("its predicate cannot be computed")


def test_no_claims_no_work():
    assert found(verdicts.computed_verdicts_agree, made_of()) == []


def test_the_project_s_own_tables_pass():
    def rows(name):
        with (ROOT / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    from report.analysis.claims import DATASETS

    bib = (ROOT / "bibliography.bib").read_text(encoding="utf-8")
    data = made_of(bib, claims=rows("claims"), **{name: rows(name) for name in DATASETS})
    assert found(verdicts.computed_verdicts_agree, data) == []
