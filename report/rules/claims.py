"""Rules for claims and proposals: evidence, verdicts and outcomes that go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from report.engine.model import Finding
from report.engine.tables import Data, Row
from report.rules.spans import OP_ED, is_later, span

OP_ED_KEY = "fried2024justsecurity"
NEEDED = {"supported": {"for"}, "partly_supported": {"for"}, "contested": {"for", "against"}}
UNDECIDED = frozenset({"open", "not_testable"})


def evidence_of(data: Data) -> dict[str, list[Row]]:
    """The facts for and against each claim."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data["claim_evidence"]:
        found[row["claim_id"]].append(row)
    return found


def verdict_rests_on_evidence(data: Data) -> Iterator[Finding]:
    """A verdict has evidence, known by the day of the op-ed, on every side that it speaks of."""
    table, evidence = data["claims"], evidence_of(data)
    for row in table:
        facts = evidence.get(row["claim_id"], [])
        known = [one for one in facts if (day := span(one["known_on"])) and day.last <= OP_ED]
        sides = {one["side"] for one in known}
        for side in sorted(NEEDED.get(row["verdict_2024_11_19"], set()) - sides):
            message = f"{row['verdict_2024_11_19']}, but nothing known by {OP_ED} speaks {side} it"
            hint = "add the fact to data/claim_evidence.csv, or change the verdict"
            yield Finding("verdict", table.place(row, "verdict_2024_11_19"), message, hint)


def every_claim_has_an_outcome(data: Data) -> Iterator[Finding]:
    """What became of a claim is told for every claim, once anybody has looked back."""
    told = {row["claim_id"] for row in data["claim_outcomes"]}
    table = data["claims"]
    for row in table if told else ():
        if row["claim_id"] not in told:
            place, hint = table.place(row, "claim_id"), "add a row to data/claim_outcomes.csv"
            yield Finding("outcome", place, "nothing is told of what became of the claim", hint)


def outcome_is_decided_in_the_window(data: Data) -> Iterator[Finding]:
    """An outcome was decided after the op-ed and by the day of the look back; open ones were not."""
    table = data["claim_outcomes"]
    for row in table:
        day = span(row["decided_on"])
        if day and row["outcome"] in UNDECIDED:
            message = f"{row['outcome']}, yet decided on {row['decided_on']}"
            yield Finding("outcome", table.place(row, "decided_on"), message, "empty the date")
        if day and (day.last <= OP_ED or is_later(row, "decided_on", "as_of")):
            message = f"decided on {row['decided_on']}, outside the window"
            yield Finding("outcome", table.place(row, "decided_on"), message, "mend the date")
        if not row["sources"] and row["outcome"] != "not_testable":
            message = f"{row['outcome']}, without a source"
            yield Finding("outcome", table.place(row, "sources"), message, "add the sources")


def claims_cite_the_op_ed(data: Data) -> Iterator[Finding]:
    """Every claim names the op-ed among its sources."""
    table = data["claims"]
    for row in table:
        if OP_ED_KEY not in row.each("sources"):
            place, hint = table.place(row, "sources"), f"add {OP_ED_KEY}"
            yield Finding("claim-source", place, "the op-ed is not among the sources", hint)


def proposals_are_consistent(data: Data) -> Iterator[Finding]:
    """A moratorium has years and only it has; a length of zone needs a zone."""
    table = data["settlement_proposals"]
    for row in table:
        if (row["nato_status"] == "moratorium") != bool(row["moratorium_years"]):
            message = f"nato_status {row['nato_status']}, moratorium_years "
            message += row["moratorium_years"] or "empty"
            yield Finding("proposal", table.place(row, "moratorium_years"), message, "mend one")
        if row["demilitarised_km"] and row["demilitarised_zone"] != "yes":
            message = "a length without a zone"
            yield Finding("proposal", table.place(row, "demilitarised_km"), message, "mend one")


RULES = (
    verdict_rests_on_evidence,
    every_claim_has_an_outcome,
    outcome_is_decided_in_the_window,
    claims_cite_the_op_ed,
    proposals_are_consistent,
)
