"""Rules for the guarantee tables: complete and consistent scores, dates in order, drafts unsigned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from report.engine.model import Finding
from report.engine.tables import Data, Row
from report.rules.spans import is_later

DIMENSIONS = (
    "legal_form",
    "trigger_clarity",
    "response_obligation",
    "forward_presence",
    "arms_supply",
    "decision_speed",
    "duration",
)
FITTING = {  # codebook: the score of response_obligation must fit response_clause
    "none": {"0"},
    "consult": {"1"},
    "assist_unspecified": {"1", "2"},
    "assist_as_deemed_necessary": {"2"},
    "military_assistance_obligation": {"3"},
}
OUTCOMES = ("honoured", "partly", "not honoured", "deterred so far", "untested")
RETROACTIVE = frozenset({"tra_1979"})  # in force from a day before its signature, by its own words
TOGETHER = (
    ("first_year_pledge_value", "pledge_currency"),
    ("consultation_hours", "consultation_basis"),
)


def scored_on_every_dimension(data: Data) -> Iterator[Finding]:
    """Every framework is scored on all seven dimensions."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in data["guarantee_provisions"]:
        found[row["framework_id"]].add(row["dimension"])
    table = data["guarantee_frameworks"]
    for row in table:
        missing = [name for name in DIMENSIONS if name not in found[row["framework_id"]]]
        if missing:
            message = f"no score for {', '.join(missing)}"
            hint = "add the rows to data/guarantee_provisions.csv"
            yield Finding("provisions", table.place(row, "framework_id"), message, hint)


def score_follows_from_its_coding(data: Data) -> Iterator[Finding]:
    """The final score is the one that `resolution` says it is."""
    table = data["guarantee_provisions"]
    for row in table:
        if not resolved(row["score"], row["coder1"], row["coder2"], row["resolution"]):
            message = (
                f"resolution {row['resolution']}, but the scores are {row['coder1']} and "
                f"{row['coder2'] or 'none'}, the final one {row['score']}"
            )
            hint = "mend the score or the resolution"
            yield Finding("provisions", table.place(row, "resolution"), message, hint)


def resolved(score: str, one: str, two: str, resolution: str) -> bool:
    """Whether a final score can have come about so."""
    match resolution:
        case "agreed":
            return score == one == two
        case "coder1":
            return score == one != two
        case "coder2":
            return score == two != one
        case "one_coder":
            return score == one and not two
        case "new":
            return score not in {one, two}
    return resolution == "later_source"


def speed_is_the_higher_part(data: Data) -> Iterator[Finding]:
    """`decision_speed` is the higher of its two parts, and the score among the provisions."""
    scores = {
        row["framework_id"]: row["score"]
        for row in data["guarantee_provisions"]
        if row["dimension"] == "decision_speed"
    }
    table = data["guarantee_decision_speed"]
    for row in table:
        higher = max(row["consultation_speed"], row["military_readiness"])
        score = scores.get(row["framework_id"], "")
        if row["decision_speed"] != higher or row["decision_speed"] != score:
            message = (
                f"decision_speed is {row['decision_speed']}, the higher part {higher}, "
                f"the score among the provisions {score or 'missing'}"
            )
            place = table.place(row, "decision_speed")
            yield Finding("provisions", place, message, "the three must be one number")


def response_fits_the_clause(data: Data) -> Iterator[Finding]:
    """The score of `response_obligation` fits the framework's `response_clause`."""
    clauses = {row["framework_id"]: row["response_clause"] for row in data["guarantee_frameworks"]}
    table = data["guarantee_provisions"]
    for row in table:
        clause = clauses.get(row["framework_id"], "")
        if row["dimension"] == "response_obligation" and row["score"] not in FITTING.get(
            clause, {row["score"]}
        ):
            message = f"a clause `{clause}` does not score {row['score']}"
            place = table.place(row, "score")
            yield Finding("provisions", place, message, "mend the score or the clause")


def drafts_are_marked(data: Data) -> Iterator[Finding]:
    """A framework without a day of signature is a draft, and its note begins with UNSIGNED."""
    table = data["guarantee_frameworks"]
    for row in table:
        if bool(row["signed_on"]) is row["note"].startswith("UNSIGNED"):
            message = "signed_on and the note disagree on whether it was signed"
            hint = "a draft has no signed_on, and its note begins with UNSIGNED"
            yield Finding("drafts", table.place(row, "signed_on"), message, hint)


def framework_dates_in_order(data: Data) -> Iterator[Finding]:
    """Known by the day of signature; in force, tested and ended not before it."""
    table = data["guarantee_frameworks"]
    for row in table:
        pairs = [("known_on", "signed_on"), ("signed_on", "ended_on"), ("known_on", "tested_on")]
        if row["framework_id"] not in RETROACTIVE:
            pairs.append(("signed_on", "in_force_on"))
        for first, second in pairs:
            if is_later(row, first, second):
                message = f"`{second}` {row[second]} lies before `{first}` {row[first]}"
                yield Finding("framework-dates", table.place(row, second), message, "mend a date")


def tested_only_with_a_clause(data: Data) -> Iterator[Finding]:
    """Only a framework with an attack clause can have been tested; the outcome says how in a word."""
    table = data["guarantee_frameworks"]
    for row in table:
        if row["tested_on"] and row["response_clause"] == "none":
            message = "tested, although there is no attack clause"
            yield Finding("tested", table.place(row, "tested_on"), message, "empty tested_on")
        if row["test_outcome"] and not row["test_outcome"].startswith(OUTCOMES):
            message = f"the outcome does not begin with one of: {', '.join(OUTCOMES)}"
            yield Finding("tested", table.place(row, "test_outcome"), message, "begin with one")


def said_together(data: Data) -> Iterator[Finding]:
    """A sum has a currency, a deadline the basis on which it was seen, and the other way round."""
    table = data["guarantee_frameworks"]
    for row in table:
        for one, two in TOGETHER:
            if bool(row[one]) != bool(row[two]):
                message = f"`{one}` and `{two}` go together, and one of them is empty"
                yield Finding(
                    "together",
                    table.place(row, empty_one(row, one, two)),
                    message,
                    "fill in both, or neither",
                )


def empty_one(row: Row, one: str, two: str) -> str:
    """Which of two columns is the empty one."""
    return two if row[one] else one


RULES = (
    scored_on_every_dimension,
    score_follows_from_its_coding,
    speed_is_the_higher_part,
    response_fits_the_clause,
    drafts_are_marked,
    framework_dates_in_order,
    tested_only_with_a_clause,
    said_together,
)
