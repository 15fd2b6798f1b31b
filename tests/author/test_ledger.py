import pandas as pd

from report.analysis.claims import Computed
from report.author.ledger import ledger
from report.derived import derive

EVIDENCE = pd.DataFrame(
    {
        "claim_id": "claim_07",
        "side": ["for", "against"],
        "known_on": pd.to_datetime(["2024-10-01", "2024-09-05"]),
        "date_precision": ["month", "day"],
        "text": ["It *was* so.", "It was not"],
        "doubt": [pd.NA, "inference"],
        "sources": ["one;two", "three"],
    },
    index=pd.Index(["e1", "e2"], name="claim_evidence"),
)
VALUE = derive(3, EVIDENCE, by=ledger)


def claims(**changes: object) -> pd.DataFrame:
    """One claim as `compared` gives it."""
    row = {
        "claim_id": "claim_07",
        "paragraph": 2,
        "claim": "It <was> so.",
        "kind": "fact",
        "topic": "weapons",
        "test": "Count.",
        "authored": "supported",
        "verdict_reason": "Two pages say so.",
        "contradiction_reason": pd.NA,
        "sources": "fried2024justsecurity;one",
        "computed": "partly_supported",
        "finding": Computed("partly_supported", VALUE, "things"),
        "undecided": "",
    }
    return pd.DataFrame([{**row, **changes}], index=["claim_07"])


def test_a_claim_is_a_division_that_a_filter_can_go_by():
    text = ledger(claims(), EVIDENCE).text
    assert "### Paragraph 2 {#sec-claims-p02}" in text
    assert (
        '::: {#claim-07 .claim data-kind="fact" data-topic="weapons" data-paragraph="2" '
        'data-verdict="supported" data-computed="partly_supported"}'
    ) in text
    assert text.count(":::") == 4


def test_words_of_data_are_no_markup():
    text = ledger(claims(), EVIDENCE).text
    assert "It \\<was\\> so\\." in text
    assert "It \\*was\\* so" in text


def test_facts_stand_with_day_doubt_and_sources():
    text = ledger(claims(), EVIDENCE).text
    assert 'title="Evidence: 1 for, 1 against"' in text
    assert "- *October 2024.* It \\*was\\* so [@one; @two]." in text
    assert "It was not (in doubt: a conclusion from facts) [@three]." in text


def test_the_computed_verdict_stands_beside_with_its_reason():
    text = ledger(claims(contradiction_reason="Pages say more."), EVIDENCE).text
    assert "Computed: **partly supported.** 3 things. Pages say more\\." in text


def test_where_no_table_decides_it_says_why():
    text = ledger(claims(finding=None, undecided="No table holds it."), EVIDENCE).text
    assert 'data-computed="none"' in text
    assert "No table decides it. No table holds it\\." in text


def test_a_claim_leads_to_what_became_of_it():
    assert "(later.qmd#outcome-07)" in ledger(claims(), EVIDENCE, later="later.qmd").text
    assert "#outcome" not in ledger(claims(), EVIDENCE).text
