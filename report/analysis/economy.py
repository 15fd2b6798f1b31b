"""Economic pressure: how fast measures came, of which kind and whose, and which tools lay unused."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from report.analysis.dates import when, with_bounds
from report.derived import Derived, derive

KINDS = {
    "package": "Packages",
    "bank": "Banks and exchanges",
    "export_control": "Export controls",
    "oil_price_cap": "Oil cap and fleet",
    "asset_freeze": "State assets",
    "loan": "Loans on assets",
    "tariff": "Tariffs",
}
ACTORS = ("EU", "US", "UK", "G7")
ROUND = re.compile(r"eu_package_(\d+)$")


@dataclass(frozen=True, slots=True)
class Tool:
    """A way to press harder that was under discussion: what it is, and how the table would show it.

    `words` is a pattern for the text of a measure, `kind` the kinds that count; `known` names the
    row of the evidence on claims, or the measure, that shows since when it was on the table.
    """

    name: str
    words: str
    known: str
    kinds: tuple[str, ...] = tuple(KINDS)


TOOLS = (
    Tool("Block Gazprombank", r"Gazprombank", "claim_15_e2", ("bank", "package")),
    Tool(
        "Block the large oil firms",
        r"Gazprom Neft|Surgutneftegas|Rosneft|Lukoil",
        "claim_15_e2",
        ("package", "bank"),
    ),
    Tool("Lower the cap on crude", r"(?i)cap .*falls|cap of \$4|floating oil cap", "claim_15_e2"),
    Tool("Seize Russian state assets", r"(?i)confiscat|seizure of", "us_repo_act_2024_04_24"),
    Tool("Cut off the Moscow Exchange", r"Moscow Exchange", "us_moscow_exchange_2024_06_12"),
    Tool(
        "List ships that evade the cap",
        r"(?i)shadow-fleet|vessels|Sovcomflot|ships",
        "g7_oil_cap_2022_12_05",
    ),
    Tool("Threaten foreign banks", r"(?i)secondary sanctions", "us_eo14114_2023_12_22", ("bank",)),
    Tool(
        "Lend against the profits",
        r"(?i)\bERA\b|profits on immobilised",
        "eu_windfall_2024_05_21",
        ("loan",),
    ),
)


def measures(frame: pd.DataFrame) -> pd.DataFrame:
    """The measures by date, with `earliest`, `latest`, and `round`: the number of an EU package."""
    numbers = [m.group(1) if (m := ROUND.match(key)) else None for key in frame.index]
    numbered = with_bounds(frame).assign(round=pd.array(numbers, dtype="string"))
    return numbered.sort_values(["earliest", "latest"], kind="stable")


def of(rows: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The measures in which `actor` (one of `ACTORS`) took part by name."""
    return rows[[actor in str(names).split(";") for names in rows["jurisdiction"]]]


def counted(rows: pd.DataFrame) -> Derived:
    """How many measures these are."""
    return derive(len(rows), rows, by=counted)


def within(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The measures that fall surely from `start` to `end`, both included."""
    return rows[rows["earliest"].ge(start) & rows["latest"].le(end)]


def year_before(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The measures of the year that ends with `day`."""
    return within(rows, day - pd.DateOffset(years=1) + pd.Timedelta(days=1), day)


def rounds(rows: pd.DataFrame) -> pd.DataFrame:
    """The EU's numbered packages, with `gap`: days since the one before (missing for the first)."""
    chosen = rows[rows["round"].notna()]
    number = chosen["round"].astype(int)
    chosen = chosen.assign(number=number).sort_values("number")
    return chosen.assign(gap=chosen["earliest"].diff().dt.days.astype("Int64"))


def mean_gap(rows: pd.DataFrame, years: tuple[int, ...]) -> Derived:
    """Mean days between one package and the next, for the packages adopted in `years`."""
    chosen = rounds(rows)
    chosen = chosen[chosen["earliest"].dt.year.isin(years) & chosen["gap"].notna()]
    return derive(float(round(chosen["gap"].mean())), chosen, by=mean_gap, unit="day")


def waiting(rows: pd.DataFrame, day: pd.Timestamp) -> Derived:
    """Days from the last of these measures to `day`."""
    last = rows.iloc[[-1]]
    return derive((day - last["latest"].iloc[0]).days, last, by=waiting, unit="day")


def by_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Measures by kind and actor: `kind` (words), a derived count for each actor, `all`.

    A joint measure counts for each of its actors and once in `all`.
    """
    lines = []
    for kind, words in KINDS.items():
        chosen = rows[rows["kind"].eq(kind)]
        cells = {actor: of(chosen, actor) for actor in ACTORS}
        counts = {actor: counted(cell) if len(cell) else None for actor, cell in cells.items()}
        if len(chosen):
            lines.append({"kind": words, **counts, "all": counted(chosen)})
    return pd.DataFrame(lines, columns=["kind", *ACTORS, "all"])


def uses(rows: pd.DataFrame, tool: Tool) -> pd.DataFrame:
    """The measures that used `tool`."""
    fits = rows["measure"].str.contains(tool.words, regex=True) & rows["kind"].isin(tool.kinds)
    return rows[fits]


def of_or_joint(rows: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The measures of `actor`, those of the G7 among them."""
    together = rows["jurisdiction"].str.split(";").map(lambda names: {actor, "G7"} & set(names))
    return rows[together.map(bool)]


def unused(rows: pd.DataFrame) -> Derived:
    """How many of `TOOLS` Washington had not used, alone or with the G7; rests on all it had done."""
    mine = of_or_joint(rows, "US")
    count = sum(uses(mine, tool).empty for tool in TOOLS)
    return derive(count, mine, by=unused)


def toolbox(rows: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Each tool: `tool`, `since` (the day of the row in `known`) and `used` (first American use).

    `evidence` is the table of evidence on claims. Both dates are derived; a use that the measures
    do not hold is missing. Tools of which nothing was known yet are left out.
    """
    mine = of_or_joint(rows, "US")
    lines = [
        {"tool": tool.name, "since": since(tool, rows, evidence), "used": first_use(mine, tool)}
        for tool in TOOLS
    ]
    known = [line for line in lines if line["since"] is not None or line["used"] is not None]
    return pd.DataFrame(known, columns=["tool", "since", "used"])


def since(tool: Tool, rows: pd.DataFrame, evidence: pd.DataFrame) -> Derived | None:
    """The day from which a tool was on the table, by the row that `known` names."""
    if tool.known in rows.index:
        return when(rows.loc[[tool.known]])
    if tool.known in evidence.index:
        return when(evidence.loc[[tool.known]], "known_on")
    return None


def first_use(rows: pd.DataFrame, tool: Tool) -> Derived | None:
    """The day of the first of these measures that used a tool."""
    used = uses(rows, tool).head(1)
    return None if used.empty else when(used)


def strip(rows: pd.DataFrame) -> pd.DataFrame:
    """The measures as a dated strip: one row a measure and actor.

    Columns: `kind` (words), `actor` (first named), `earliest`, `latest`, `measure`.
    """
    return pd.DataFrame(
        {
            "kind": rows["kind"].map(KINDS),
            "actor": rows["jurisdiction"].str.split(";").str[0],
            "earliest": rows["earliest"],
            "latest": rows["latest"],
            "measure": rows["measure"],
        }
    )


def pace(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The gaps between EU packages, and the one still open on `day`.

    Columns: `label` ("No. 7, Jul 2022"), `year`, `days`, `open`, `steps` (keys of the packages on
    either side of the gap).
    """
    chosen = rounds(rows)
    keys = list(chosen.index)
    chosen = chosen.assign(steps=list(zip([None, *keys], keys, strict=False)))
    shown = chosen[chosen["gap"].notna()]
    table = pd.DataFrame(
        {
            "label": [
                f"No. {n}, {d:%b %Y}"
                for n, d in zip(shown["number"], shown["earliest"], strict=True)
            ],
            "year": shown["earliest"].dt.year,
            "days": shown["gap"].astype(int),
            "open": False,
            "steps": shown["steps"],
        }
    )
    last = chosen["latest"].max()
    still = {"label": "None since", "year": day.year, "days": (day - last).days, "open": True}
    still |= {"steps": (keys[-1],)}
    return pd.concat([table, pd.DataFrame([still])], ignore_index=True)
