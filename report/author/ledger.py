"""`ledger(rows, evidence)`: the claims paragraph by paragraph, each with an anchor, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from report.analysis.claims import facts_by_claim
from report.analysis.dates import days_text
from report.author.tables import Markdown, cite
from report.derived import escaped, keys_in

if TYPE_CHECKING:
    import pandas as pd

Facts: TypeAlias = "Mapping[tuple[str, str], pd.DataFrame]"  # by claim and side

SIDES = {"for": "For", "against": "Against"}
DOUBTS = {
    "support_not_recorded": "what the pages were noted to state does not show it",
    "stronger_than_support": "the words say more than the pages were noted to state",
    "inference": "a conclusion from facts",
    "not_bearing": "it bears on the claim only loosely",
}


def ledger(rows: pd.DataFrame, evidence: pd.DataFrame, *, later: str = "") -> Markdown:
    """Every claim of `rows` (made by `report.analysis.claims.compared`) with its evidence by day.

    A claim is a division with the id `claim-01`, the class `claim`, and data attributes to filter by:
    `kind`, `topic`, `paragraph`, `verdict` and `computed` ("none" where no table decides). Print it
    in a cell with `output: asis`. `later` names the document that tells what became of each claim
    (an element `outcome-01` of it).
    """
    facts = facts_by_claim(evidence)
    lines: list[str] = []
    for paragraph, group in rows.groupby("paragraph"):
        lines += [f"### Paragraph {paragraph} {{#sec-claims-p{paragraph:02}}}", ""]
        for _, row in group.iterrows():
            lines += [*entry(row, facts, later), ""]
    return Markdown("\n".join(lines))


def entry(row: pd.Series, facts: Facts, later: str) -> Iterator[str]:
    """The lines of one claim."""
    key = str(row["claim_id"])
    yield f"::: {{#{key.replace('_', '-')} .claim {attributes(row)}}}"
    yield f"**{int(key.removeprefix('claim_'))}.** {escaped(row['claim'])}"
    yield ""
    yield f"{row['kind'].capitalize()}. How it could be tested: {escaped(row['test'])}"
    yield ""
    yield f"Verdict: **{worded(row['authored'])}.** {escaped(row['verdict_reason'])} {sources(row)}"
    yield ""
    yield from (computed(row), "")
    yield from evidence_of(key, facts)
    if later:
        yield from (f"[What became of it]({later}#{key.replace('claim_', 'outcome-')})", "")
    yield ":::"


def attributes(row: pd.Series) -> str:
    """What a reader's filter goes by."""
    told = {
        "kind": row["kind"],
        "topic": row["topic"],
        "paragraph": row["paragraph"],
        "verdict": row["authored"],
        "computed": row["computed"] if row["finding"] is not None else "none",
    }
    return " ".join(f'data-{name}="{value}"' for name, value in told.items())


def sources(row: pd.Series) -> str:
    """The pages behind a verdict, without the op-ed, which is behind all."""
    keys = [key for key in keys_in(str(row["sources"])) if not key.startswith("fried2024")]
    return cite(keys).text


def computed(row: pd.Series) -> str:
    """What the tables say of a claim, and why the verdict stands if they say something else."""
    found = row["finding"]
    if found is None:
        return f"No table decides it. {escaped(row['undecided'])}"
    text = f"Computed: **{worded(found.verdict)}.** {escaped(f'{found.value.text} {found.words}')}."
    reason = row["contradiction_reason"]
    return f"{text} {escaped(reason)}" if isinstance(reason, str) and reason else text


def evidence_of(key: str, facts: Facts) -> Iterator[str]:
    """The facts on both sides, folded away below their numbers."""
    sides = {side: facts.get((key, side), ()) for side in SIDES}
    counts = ", ".join(f"{len(rows)} {side}" for side, rows in sides.items())
    yield f'::: {{.callout-note collapse="true" icon="false" title="Evidence: {counts}"}}'
    for side, rows in sides.items():
        if len(rows):
            yield from (f"{SIDES[side]}", "")
            yield from (fact(row) for _, row in rows.iterrows())
            yield ""
    yield from (":::", "")


def fact(row: pd.Series) -> str:
    """One fact with the day from which it was known, its doubt and its sources."""
    day = days_text(row["earliest"], row["latest"])
    doubt = row["doubt"]
    flag = f" (in doubt: {DOUBTS[doubt]})" if isinstance(doubt, str) and doubt else ""
    return f"- *{day}.* {escaped(str(row['text']).rstrip('.'))}{flag} {cite(row['sources'])}."


def worded(verdict: str) -> str:
    """A verdict as it is read."""
    return verdict.replace("_", " ")
