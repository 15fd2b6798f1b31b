"""Proposals for ending the war, on common dimensions: which terms they name, and which go together."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from report.analysis.dates import with_bounds
from report.derived import Derived, derive

OP_ED = "fried2024justsecurity"
TERMS = {
    "territory": "Ground",
    "nato_status": "NATO",
    "foreign_troops": "Foreign troops",
    "demilitarised_zone": "Zone",
    "guarantee_named": "Guarantee",
}
SAID = {  # what a cell of the matrix reads; a term that a proposal leaves out is an empty cell
    ("territory", "de_facto"): "front line",
    ("territory", "deferred"): "deferred",
    ("territory", "recognition"): "recognition",
    ("territory", "withdrawal_by_russia"): "Russia leaves",
    ("territory", "withdrawal_by_ukraine"): "Ukraine leaves",
    ("nato_status", "membership"): "member",
    ("nato_status", "neutrality"): "neutral",
    ("nato_status", "excluded"): "excluded",
    ("nato_status", "moratorium"): "moratorium",
    ("nato_status", "deferred"): "deferred",
    ("foreign_troops", "european"): "European",
    ("foreign_troops", "none"): "none",
    ("demilitarised_zone", "yes"): "yes",
    ("guarantee_named", "yes"): "named",
    ("guarantee_named", "no"): "none",
}
MOSCOW, KYIV, BETWEEN = "moscow", "kyiv", "between"
AIMS = {  # whose stated aim a term is: Putin's terms of June 2024, Kyiv's Formula and Victory Plan
    ("territory", "withdrawal_by_russia"): KYIV,
    ("territory", "recognition"): MOSCOW,
    ("territory", "withdrawal_by_ukraine"): MOSCOW,
    ("nato_status", "membership"): KYIV,
    ("nato_status", "neutrality"): MOSCOW,
    ("nato_status", "excluded"): MOSCOW,
}
SHORT = {
    "istanbul_communique_2022": "Istanbul communiqué",
    "kyiv_security_compact_2022": "Kyiv Security Compact",
    "musk_poll_2022": "Musk’s poll",
    "peace_formula_2022": "Zelensky’s Peace Formula",
    "china_12_points_2023": "China’s position paper",
    "haass_kupchan_2023": "Haass and Kupchan",
    "african_initiative_2023": "African initiative",
    "rasmussen_partial_nato_2023": "Rasmussen",
    "macron_troops_2024": "Macron on troops",
    "kellogg_fleitz_2024": "Kellogg and Fleitz",
    "china_brazil_2024": "China and Brazil",
    "putin_terms_2024": "Putin’s terms",
    "burgenstock_2024": "Bürgenstock summit",
    "pompeo_urban_2024": "Pompeo and Urban",
    "pavel_membership_2024": "Pavel",
    "johnson_nato_now_2024": "Johnson",
    "vance_outline_2024": "Vance",
    "stoltenberg_line_2024": "Stoltenberg",
    "west_german_model_2024": "Diplomats in the FT",
    "victory_plan_2024": "Zelensky’s Victory Plan",
    "trump_team_wsj_2024": "Trump advisers in the WSJ",
    "baerbock_korber_2024": "Baerbock (op-ed)",
    "erdogan_plan_2024": "Erdogan",
    "biden_private_nato_2024": "Biden officials (op-ed)",
    "fried_criteria_2024": "The op-ed’s own terms",
}
ELECTION = "ev_2024_11_05_election"


def plans(proposals: pd.DataFrame) -> pd.DataFrame:
    """The proposals for ending the war: no agendas, truces or venues.

    Columns added: `short` (a name for figures), `guarantee_named` ("no" where the text on guarantees
    opens with "None"), `earliest` and `latest` (the days that `published_on` can mean).
    """
    chosen = with_bounds(proposals[proposals["scope"].eq("settlement")], "published_on")
    named = chosen["guarantee"].str.startswith("None").map({True: "no", False: "yes"})
    short = pd.Series(chosen.index.map(SHORT), chosen.index, dtype="object")
    return chosen.assign(guarantee_named=named, short=short.fillna(chosen["name"]))


def before(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The plans that were out before `day`; one dated to the month of `day` is on neither side."""
    return rows[rows["latest"].lt(day)]


def after(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The plans that came out after `day`."""
    return rows[rows["earliest"].gt(day)]


def having(rows: pd.DataFrame, **terms: str | Iterable[str]) -> pd.DataFrame:
    """The plans with these terms: `having(rows, territory="de_facto", nato_status=("open", …))`."""
    for column, wanted in terms.items():
        words = [wanted] if isinstance(wanted, str) else list(wanted)
        rows = rows[rows[column].isin(words)]
    return rows


def counted(rows: pd.DataFrame) -> Derived:
    """How many plans these are."""
    return derive(len(rows), rows, by=counted)


def from_elsewhere(rows: pd.DataFrame) -> pd.DataFrame:
    """The plans that the op-ed does not have to vouch for: it is not among their sources."""
    vouched = [OP_ED in str(keys).split(";") for keys in rows["sources"]]
    return rows[[not one for one in vouched]]


def wholly(rows: pd.DataFrame, whose: str) -> pd.DataFrame:
    """The plans that take the stated aim of `whose` (`MOSCOW`, `KYIV`) on ground and on NATO."""
    sides = [
        all(aim(term, row[term]) == whose for term in ("territory", "nato_status"))
        for _, row in rows.iterrows()
    ]
    return rows[sides]


def between_the_two(rows: pd.DataFrame) -> pd.DataFrame:
    """The plans that speak of ground and NATO and take neither side's stated aim on the ground."""
    spoken = rows[rows["territory"].ne("unspecified") & rows["nato_status"].ne("open")]
    return spoken[[aim("territory", value) == BETWEEN for value in spoken["territory"]]]


def sharing(rows: pd.DataFrame, key: str, columns: Iterable[str]) -> pd.DataFrame:
    """The other plans that say the same as plan `key` in all of `columns`."""
    if key not in rows.index:
        return rows.iloc[:0]
    others = rows.drop(index=key)
    for column in columns:
        others = others[others[column].eq(rows.loc[key, column])]
    return others


def moratorium(rows: pd.DataFrame, key: str) -> Derived:
    """The length of the moratorium on membership that plan `key` names, in years."""
    row = rows.loc[[key]]
    return derive(int(row["moratorium_years"].iloc[0]), row, by=moratorium, unit="year")


def zone_length(rows: pd.DataFrame, key: str) -> Derived:
    """The length of the demilitarised zone of plan `key`, in kilometres."""
    row = rows.loc[[key]]
    length = float(row["demilitarised_km"].iloc[0])
    return derive(length, row, by=zone_length, text=f"{length:,.0f}\N{NO-BREAK SPACE}km")


def says(column: str, value: str) -> str:
    """What a plan's cell reads; empty for what it leaves out."""
    return SAID.get((column, value), "")


def ground_and_nato(rows: pd.DataFrame) -> pd.DataFrame:
    """How many plans join each answer on ground with each on NATO.

    One row for each answer on ground, most frequent first: `ground` (its words), then a derived
    value for each answer on NATO that occurs (`None` where none), and `all`.
    """
    answers = [name for name in NATO_WORDS if rows["nato_status"].eq(name).any()]
    lines = []
    for ground in rows["territory"].value_counts(sort=True).index:
        chosen = having(rows, territory=ground)
        cells = {name: having(chosen, nato_status=name) for name in answers}
        counts = {name: counted(cell) if len(cell) else None for name, cell in cells.items()}
        lines.append({"ground": GROUND_WORDS[ground], **counts, "all": counted(chosen)})
    return pd.DataFrame(lines)


GROUND_WORDS = {
    "de_facto": "Front line holds, no recognition",
    "unspecified": "Not said",
    "deferred": "Left for later",
    "recognition": "Recognised as Russian, in part",
    "withdrawal_by_russia": "Russia leaves",
    "withdrawal_by_ukraine": "Ukraine leaves ground it holds",
}
NATO_WORDS = {
    "membership": "Membership",
    "open": "Open",
    "deferred": "Put off",
    "moratorium": "Moratorium",
    "excluded": "Excluded",
    "neutrality": "Neutrality",
}


def combinations(rows: pd.DataFrame) -> pd.DataFrame:
    """The combinations of ground, NATO and foreign troops that occur, most frequent first.

    Columns: `territory`, `nato_status`, `foreign_troops` and `n` (derived).
    """
    keys = ["territory", "nato_status", "foreign_troops"]
    groups = [(*key, counted(group)) for key, group in rows.groupby(keys, observed=True)]
    table = pd.DataFrame(groups, columns=[*keys, "n"])
    order = [-one.value for one in table["n"]]
    return table.assign(order=order).sort_values(["order", *keys]).drop(columns="order")


def silent(rows: pd.DataFrame) -> pd.DataFrame:
    """The plans that leave open at least one of ground, NATO and foreign troops."""
    is_open = (
        rows["territory"].eq("unspecified")
        | rows["nato_status"].eq("open")
        | rows["foreign_troops"].eq("unspecified")
    )
    return rows[is_open]


def matrix(rows: pd.DataFrame, election: pd.Timestamp) -> pd.DataFrame:
    """The plans as the figure draws them: one row a cell, before and after the election.

    Columns: `plan` (short name), `when` (month and year), `group`, `term` (heading), `said` (words,
    empty where the plan is silent), `aim` (whose: `MOSCOW`, `KYIV`, `BETWEEN`, or empty). Within a
    group by date.
    """
    dated = rows.sort_values(["latest", "short"], kind="stable")
    parts = []
    for name, group in (("Before", before(dated, election)), ("After", after(dated, election))):
        for key, row in group.iterrows():
            parts += [
                {
                    "key": key,
                    "plan": row["short"],
                    "when": f"{row['latest']:%b %Y}",
                    "group": f"{name} the US election",
                    "term": heading,
                    "said": cell_text(row, term),
                    "aim": aim(term, row[term]),
                }
                for term, heading in TERMS.items()
            ]
    return pd.DataFrame(parts)


def aim(term: str, value: str) -> str:
    """Whose stated aim a term is; empty where the plan is silent."""
    return AIMS.get((term, value), BETWEEN) if says(term, value) else ""


def cell_text(row: pd.Series, term: str) -> str:
    """The words of one cell; a moratorium with its years."""
    words = says(term, row[term])
    if words == "moratorium" and pd.notna(row["moratorium_years"]):
        return f"no, {row['moratorium_years']} years"
    return words
