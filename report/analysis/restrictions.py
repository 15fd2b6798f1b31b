"""Rules on how donated weapons may be used: what each allowed, from when to when, and who moved first.

Frames: `decisions` (dataset weapons_decisions) and `codes` (decision_codes, which names the rule that
a step belongs to and the state in which it leaves that rule), both as they stood on the chapter's
day. States: `barred`, `limited` (a zone, a kind of target), `case_by_case`, `open`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from report.analysis import dates
from report.derived import Between, Derived, derive, spelled

WORDS = {
    "barred": "not allowed",
    "limited": "within limits",
    "case_by_case": "case by case",
    "open": "allowed",
}
RULES = {
    "us_border": "US ground munitions",
    "us_atacms": "US ATACMS",
    "uk_storm_shadow": "UK Storm Shadow",
    "fr_scalp": "French SCALP",
    "de_border": "German weapons",
    "dk_f16": "Danish F-16",
    "be_f16": "Belgian F-16",
    "us_cluster": "US cluster shells",
    "us_mines": "US mines",
    "us_himars_lock": "HIMARS, altered",
    "ch_ammunition": "Swiss ammunition",
    "de_leopard2": "German consent, Leopard 2",
    "de_mig29": "German consent, MiG-29",
    "us_eram": "US ERAM",
    "ua_own_weapons": "Ukraine’s own",
    "us_deliveries": "US deliveries",
    "us_intelligence": "US intelligence",
}


def steps_of_rules(
    decisions: pd.DataFrame, codes: pd.DataFrame, covers: str | None = "use_in_russia"
) -> pd.DataFrame:
    """The steps that belong to a rule, in order of time, with the bounds of their dates.

    `covers` keeps one kind of rule (None: all). Rows and columns of `decisions`, and `covers`,
    `rule`, `state` (missing where the step left the rule as it was), `earliest`, `latest`.
    """
    read = codes[codes["rule"].notna()].set_index("event_id")
    if covers is not None:
        read = read[read["covers"].eq(covers)]
    steps = decisions[decisions["event_id"].isin(read.index)]
    steps = dates.with_bounds(steps).assign(
        **{name: steps["event_id"].map(read[name]) for name in ("covers", "rule", "state")}
    )
    return steps.sort_values(["earliest", "latest", "event_id"])


def spells(steps: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """How long each rule stayed in one state: set, eased, set again.

    A spell begins with the step that brought the state and ends with the next step that changed it;
    the last one is open on the day `on`. Restatements do not end a spell; they add to `steps`.
    Columns: `rule`, `state`, `start` and `end` (first possible days; `end` is `on` for an open
    spell), `low` and `high` (days), `open`, `steps` (keys of the rows that set or restated it).
    """
    stating = steps[steps["state"].notna()]
    table = [
        spell
        for _, of_rule in stating.groupby("rule", sort=False, observed=True)
        for spell in spells_of(of_rule, on)
    ]
    columns = ["rule", "state", "start", "end", "low", "high", "open", "steps"]
    return pd.DataFrame(table, columns=columns)


def spells_of(steps: pd.DataFrame, on: pd.Timestamp) -> list[dict[str, object]]:
    """The spells of one rule, in order."""
    changed = steps["state"].ne(steps["state"].shift()).fillna(True)
    parts = [part for _, part in steps.groupby(changed.cumsum(), sort=True)]
    today = pd.Series({"earliest": on, "latest": on})
    ends = [*(part.iloc[0] for part in parts[1:]), today]
    return [spell(part, end, end is today) for part, end in zip(parts, ends, strict=True)]


def spell(part: pd.DataFrame, end: pd.Series, still: bool) -> dict[str, object]:
    """One spell: the steps that state it, and the step (or day) that ends it."""
    begin = part.iloc[0]
    days = dates.lag(begin, end)
    return {
        "rule": begin["rule"],
        "state": begin["state"],
        "start": begin["earliest"],
        "end": end["earliest"],
        "low": days.low,
        "high": days.high,
        "open": still,
        "steps": tuple(part.index),
    }


def longest(table: pd.DataFrame, decisions: pd.DataFrame, rule: str, state: str) -> Derived:
    """The length of a rule's longest spell in a state, in days. Raises `KeyError` if it has none."""
    found = table[table["rule"].eq(rule) & table["state"].eq(state)].sort_values(["high", "low"])
    if found.empty:
        raise KeyError(f"the rule {rule!r} was never {state!r}")
    return days(found.tail(1), decisions, longest)


def days(row: pd.DataFrame, decisions: pd.DataFrame, by: Callable[..., object]) -> Derived:
    """The only row of a table with `low`, `high` and `steps`, as a number of days."""
    length = Between(float(row["low"].iloc[0]), float(row["high"].iloc[0]))
    return derive(length, named(decisions, row), by=by, unit="day")


def listed(table: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Spells as a chapter prints them, in the order of `RULES`: derived values in every cell.

    Columns: `rule` (words), `state` (words), `since` (date of the step that began it), `days`
    ("so far" where it is open), `steps` (how many steps set or restated it).
    """
    order = {rule: place for place, rule in enumerate(RULES)}
    table = table.sort_values("rule", key=lambda rules: rules.map(order), kind="stable")
    return pd.DataFrame(
        [
            {
                "rule": RULES.get(row["rule"].iloc[0], row["rule"].iloc[0]),
                "state": WORDS[row["state"].iloc[0]],
                "since": dates.when(decisions.loc[[row["steps"].iloc[0][0]]]),
                "days": length(row, decisions),
                "steps": derive(len(row["steps"].iloc[0]), named(decisions, row), by=listed),
            }
            for row in (table.loc[[key]] for key in table.index)
        ]
    )


def length(row: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """The days of one spell, marked where it goes on."""
    plain = days(row, decisions, spells)
    if not row["open"].iloc[0]:
        return replace(plain, text=spelled(plain.value))
    return replace(plain, text=f"{spelled(plain.value)} so far")


def last_no_to_easing(steps: pd.DataFrame) -> pd.DataFrame:
    """From the last public refusal to ease a rule to its easing, one row a rule that saw both.

    Columns: `rule`, `refusals` (since the rule was last eased), `low` and `high` (days), `start`,
    `steps`. An easing without a refusal before it is not in the table.
    """
    rows = [
        row
        for rule, part in steps.groupby("rule", sort=False, observed=True)
        for row in easings(str(rule), part)
    ]
    return pd.DataFrame(rows, columns=["rule", "refusals", "low", "high", "start", "steps"])


def easings(rule: str, steps: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of `last_no_to_easing` for one rule: each easing with the refusals before it."""
    rows, refusals = [], []
    for key, step in steps.iterrows():
        if step["event"] == "refused":
            refusals.append((key, step))
        elif step["event"] == "restriction_eased":
            if refusals:
                rows.append(easing(rule, refusals, (key, step)))
            refusals = []
    return rows


def easing(
    rule: str, refusals: list[tuple[str, pd.Series]], eased: tuple[str, pd.Series]
) -> dict[str, object]:
    """One easing and the refusals that came before it."""
    last = refusals[-1][1]
    days = dates.lag(last, eased[1])
    return {
        "rule": rule,
        "refusals": len(refusals),
        "low": days.low,
        "high": days.high,
        "start": last["earliest"],
        "steps": (*(key for key, _ in refusals), eased[0]),
    }


def gap(table: pd.DataFrame, decisions: pd.DataFrame, rule: str) -> Derived:
    """Days from the last public refusal to the easing of one rule (its first, if there were more)."""
    return days(table[table["rule"].eq(rule)].head(1), decisions, gap)


def noes(table: pd.DataFrame, decisions: pd.DataFrame, rule: str) -> Derived:
    """How many public refusals came before the easing of one rule (its first)."""
    found = table[table["rule"].eq(rule)].head(1)
    return derive(int(found["refusals"].iloc[0]), named(decisions, found), by=noes)


def by_kind(decisions: pd.DataFrame, systems: pd.DataFrame) -> pd.DataFrame:
    """How many steps there are for weapons, rules of use, supply rules and financing lines.

    Columns: `kind`, `subjects` (rows of weapon_systems with a step), `steps` (derived values). They
    are never added up: a rule is not a weapon.
    """
    kinds = decisions["system_id"].map(systems.set_index("system_id")["kind"])
    grouped = decisions.groupby(kinds, sort=False, observed=True)
    parts = sorted(grouped, key=lambda part: -len(part[1]))
    rows = [
        {
            "kind": kind,
            "subjects": derive(steps["system_id"].nunique(), steps, by=by_kind),
            "steps": derive(len(steps), steps, by=by_kind),
        }
        for kind, steps in parts
    ]
    return pd.DataFrame(rows, columns=["kind", "subjects", "steps"])


def named(decisions: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `decisions` that the `steps` of a table name, in the order of `decisions`."""
    wanted = {key for keys in table["steps"] for key in keys}
    return decisions[decisions.index.isin(wanted)]
