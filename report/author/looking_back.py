"""`looking_back(rows)`: each claim with its verdict then and its outcome now, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report.analysis.hindsight import outcomes
from report.author.tables import Markdown, cite
from report.derived import escaped

if TYPE_CHECKING:
    import pandas as pd


def looking_back(rows: pd.DataFrame, ledger: str) -> Markdown:
    """Every claim of `rows` (made by `report.analysis.hindsight.outcomes.judged`), by number.

    A claim is a division with the id `outcome-01`, the class `claim`, and data attributes to filter
    by: `kind`, `topic`, `verdict` and `outcome`. It leads to its place (`claim-01`) in the document
    `ledger`. Print it in a cell with `output: asis`.
    """
    lines: list[str] = []
    for _, row in rows.sort_values("number").iterrows():
        lines += [*entry(row, ledger), ""]
    return Markdown("\n".join(lines))


def entry(row: pd.Series, ledger: str) -> Iterator[str]:
    """The lines of one claim."""
    number = f"{row['number']:02}"
    told = {key: row[key] for key in ("kind", "topic", "verdict", "outcome")}
    attributes = " ".join(f'data-{name}="{value}"' for name, value in told.items())
    yield f"::: {{#outcome-{number} .claim {attributes}}}"
    yield f"**{row['number']}.** {escaped(row['claim'])}"
    yield ""
    yield f"Then: **{worded(outcomes.VERDICTS, row['verdict'])}.** Now: **{now(row)}.**"
    yield ""
    yield f"{sentence(row['what_happened'])} {cited(row)}"
    yield ""
    if row["outcome"] == "open":
        yield from (f"What would decide it: {sentence(row['test'])}", "")
    yield f"Against this reading: {sentence(outcomes.reading(row['evidence_against_reading']))}"
    yield ""
    yield f"[Verdict and evidence of the day]({ledger}#claim-{number})"
    yield ""
    yield ":::"


def now(row: pd.Series) -> str:
    """The outcome, and the day from which it was plain if there is one."""
    outcome = worded(outcomes.OUTCOMES, row["outcome"])
    return (
        outcome
        if outcomes.decided(row) == "–"
        else f"{outcome}, plain from {outcomes.decided(row)}"
    )


def worded(words: dict[str, str], value: str) -> str:
    """A verdict or an outcome within a sentence."""
    return words[value].lower()


def sentence(text: object) -> str:
    """A text of the data as a sentence; a dash where there is none."""
    told = str(text).strip() if isinstance(text, str) else ""
    if not told:
        return "–"
    return escaped(told if told[-1] in ".?!" else f"{told}.")


def cited(row: pd.Series) -> str:
    """The pages behind an outcome."""
    keys = row["sources"]
    return cite(keys).text if isinstance(keys, str) else ""
