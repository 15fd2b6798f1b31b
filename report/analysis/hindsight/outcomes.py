"""What became of the op-ed's claims: the verdict of its day beside the outcome, by kind of claim."""

from __future__ import annotations

import re

import pandas as pd

from report.analysis.dates import short_text
from report.derived import Derived, derive

KINDS = {
    "fact": "Fact",
    "hearsay": "Hearsay",
    "judgement": "Judgement",
    "causal": "Causal",
    "analogy": "Analogy",
    "forecast": "Forecast",
}
VERDICTS = {
    "supported": "Supported",
    "partly_supported": "In part",
    "contested": "Contested",
    "untested": "Untested",
    "not_testable": "Not testable",
}
OUTCOMES = {
    "came_true": "Came true",
    "partly": "In part",
    "did_not": "Did not",
    "open": "Open",
    "not_testable": "Not testable",
}
CODED = re.compile(rf"\b({'|'.join(OUTCOMES)}):|\b(\w+_\w+)\b")
SCORED = ("came_true", "partly", "did_not")


def judged(claims: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """The outcomes with what the claim was: `claim`, `kind`, `topic`, `test`, `verdict`, `number`.

    Rows and index of `outcomes` (dataset claim_outcomes). A claim that a reader of the day could not
    know has no row.
    """
    known = outcomes[outcomes["claim_id"].isin(claims.index)]
    told = claims.loc[known["claim_id"], ["claim", "kind", "topic", "test", "verdict_2024_11_19"]]
    told = told.rename(columns={"verdict_2024_11_19": "verdict"}).set_axis(known.index)
    number = known["claim_id"].str.removeprefix("claim_").astype(int)
    return pd.concat([known, told], axis=1).assign(number=number)


def having(rows: pd.DataFrame, **values: str) -> pd.DataFrame:
    """The rows with these values: `having(rows, kind="fact", outcome="open")`."""
    for column, value in values.items():
        rows = rows[rows[column].eq(value)]
    return rows


def scored(rows: pd.DataFrame) -> pd.DataFrame:
    """The claims on which the later record decides: came true, in part, or did not."""
    return rows[rows["outcome"].isin(SCORED)]


def counted(rows: pd.DataFrame) -> Derived:
    """How many claims these are."""
    return derive(len(rows), rows, by=counted)


def by_kind(rows: pd.DataFrame, *, verdicts: bool = False) -> pd.DataFrame:
    """How many claims of each kind came to each outcome, as derived values.

    Columns: `kind` (words), `verdict` (words, only if asked for: then a row for each pair), one for
    each of `OUTCOMES` (missing where none), `all`. A last row sums them up.
    """
    keys = ["kind", "verdict"] if verdicts else ["kind"]
    words = {"kind": KINDS, "verdict": VERDICTS}
    order = [rows[key].map({word: place for place, word in enumerate(words[key])}) for key in keys]
    places = pd.concat(order, axis=1).sort_values(keys).index
    lines = [
        {key: words[key][value] for key, value in zip(keys, names, strict=True)} | tallies(group)
        for names, group in rows.loc[places].groupby(keys, sort=False)
    ]
    last = dict.fromkeys(keys, "") | {"kind": "All"} | tallies(rows)
    return pd.DataFrame([*lines, last], columns=[*keys, *OUTCOMES, "all"])


def reading(text: object) -> str:
    """What speaks against an outcome, with the outcomes that it weighs in words; empty for nothing."""
    told = str(text) if isinstance(text, str) else ""
    worded = CODED.sub(in_words, told)
    return f"{worded[:1].upper()}{worded[1:]}"


def in_words(code: re.Match[str]) -> str:
    """The word for an outcome that a text names by its code; anything else as it stands."""
    word = OUTCOMES.get(code[1] or code[2])
    return f"{word.lower()}{':' if code[1] else ''}" if word else code[0]


def tallies(rows: pd.DataFrame) -> dict[str, Derived | None]:
    """The number of each outcome among some claims (None for none), and of all."""
    parts = {name: having(rows, outcome=name) for name in OUTCOMES}
    counts = {name: counted(part) if len(part) else None for name, part in parts.items()}
    return counts | {"all": counted(rows)}


def forecasts(rows: pd.DataFrame) -> pd.DataFrame:
    """The forecasts: decided ones by the day that decided them, then open ones by number."""
    chosen = having(rows, kind="forecast")
    return chosen.sort_values(["decided_on", "number"], na_position="last")


def decided(row: pd.Series) -> str:
    """The day from which an outcome was plain, or a dash."""
    day = row["decided_on"]
    return "–" if pd.isna(day) else short_text(day, day)


def without_plain_facts(rows: pd.DataFrame) -> pd.DataFrame:
    """The hits that are no statements of fact: a fact of the day needs no foresight."""
    hits = having(rows, outcome="came_true")
    return hits[hits["kind"].ne("fact")]


def tiles(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a claim for the figure, by verdict (down) and outcome (across); indexed as `rows`.

    Columns: `number`, `kind`, `verdict`, `outcome` (words), `place` (0 on, by kind and number within
    a cell).
    """
    order = {kind: place for place, kind in enumerate(KINDS)}
    table = rows.assign(order=rows["kind"].map(order)).sort_values(["order", "number"])
    place = table.groupby(["verdict", "outcome"]).cumcount()
    return pd.DataFrame(
        {
            "number": table["number"],
            "kind": table["kind"].map(KINDS),
            "verdict": table["verdict"].map(VERDICTS),
            "outcome": table["outcome"].map(OUTCOMES),
            "place": place,
        }
    )
