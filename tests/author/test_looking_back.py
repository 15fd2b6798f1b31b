"""Claims with both verdicts: an anchor each, attributes to filter by, a way back to the ledger."""

from __future__ import annotations

import pandas as pd

from report.author.looking_back import looking_back

ROW = {
    "number": 7,
    "claim": "It <was> so.",
    "kind": "fact",
    "topic": "weapons",
    "test": "Count them.",
    "verdict": "partly_supported",
    "outcome": "came_true",
    "decided_on": pd.Timestamp("2024-11-21"),
    "what_happened": "It *came*",
    "evidence_against_reading": "Some doubt it.",
    "sources": "one;two",
}


def told(**changes: object) -> str:
    return looking_back(pd.DataFrame([{**ROW, **changes}]), "claims.qmd").text


def test_a_claim_is_a_division_that_a_filter_can_go_by():
    assert (
        '::: {#outcome-07 .claim data-kind="fact" data-topic="weapons" '
        'data-verdict="partly_supported" data-outcome="came_true"}'
    ) in told()


def test_both_verdicts_stand_side_by_side_with_the_day():
    assert "Then: **in part.** Now: **came true, plain from 21\N{NO-BREAK SPACE}Nov" in told()
    assert "Now: **open.**" in told(outcome="open", decided_on=pd.NaT)


def test_open_claims_say_what_would_decide_them():
    assert "What would decide it: Count them\\." in told(outcome="open")
    assert "would decide" not in told()


def test_words_of_data_are_no_markup_and_end_as_sentences():
    assert "It \\<was\\> so\\." in told()
    assert "It \\*came\\*\\. [@one; @two]" in told()
    assert "Against this reading: –" in told(evidence_against_reading=pd.NA, sources=pd.NA)


def test_a_claim_leads_back_to_its_evidence():
    assert "(claims.qmd#claim-07)" in told()
