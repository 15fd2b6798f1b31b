"""Rules for the data package itself: it describes everything, and says when a row became known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report.engine.model import Finding
from report.engine.tables import Data, Table

WHEN = {"known", "since", "parent", "timeless"}
BOTH = {"known", "parent"}  # known from a day on, and only with the row that it belongs to


def everything_is_described(data: Data) -> Iterator[Finding]:
    """Every table and every column has a description: the codebook is made of them."""
    for table in data.tables.values():
        entry: Any = table.resource
        for what in ("title", "description"):
            if not entry.get(what):
                yield in_package(table, f"the table has no {what}", "write one")
        for one in entry["schema"]["fields"]:
            if not one.get("description"):
                yield in_package(table, f"the column `{one['name']}` has no description", "add one")


def words_have_meanings(data: Data) -> Iterator[Finding]:
    """`meanings` explains just the words that a field may hold, and leaves none unexplained."""
    for table in data.tables.values():
        entry: Any = table.resource
        for one in entry["schema"]["fields"]:
            meanings = one.get("meanings", {})
            allowed = one.get("constraints", {}).get("enum", [])
            if meanings and (set(meanings) != set(allowed) or not all(meanings.values())):
                message = f"the meanings of `{one['name']}` are not those of its enum"
                yield in_package(table, message, "explain every word, and no other,")


def known_days_are_named(data: Data) -> Iterator[Finding]:
    """`asOf` says clearly when rows became known, and names columns that there are."""
    for table in data.tables.values():
        entry: Any = table.resource
        rule = entry.get("asOf", {})
        ways = WHEN & set(rule)
        if len(ways) != 1 and ways != BOTH:
            hint = f"give `asOf` just one of {', '.join(sorted(WHEN))}, or known and parent,"
            yield in_package(table, "it is not said when a row became known", hint)
        columns = {one["name"] for one in entry["schema"]["fields"]}
        for name in sorted(named_in(rule) - columns):
            yield in_package(table, f"`asOf` names `{name}`, no column of the table", "mend it")


def named_in(rule: dict[str, Any]) -> set[str]:
    """The columns that an `asOf` names."""
    named = {rule[key] for key in ("known", "precision", "disclosed") if key in rule}
    named |= {rule["parent"]["field"]} if "parent" in rule else set()
    for column, hidden in rule.get("hides", {}).items():
        named |= {column, *hidden.get("fields", ())}
    return named


def in_package(table: Table, message: str, hint: str) -> Finding:
    """A finding about a table's entry in the data package."""
    return Finding("package", table.place(), message, f"{hint} in data/datapackage.json")


RULES = (everything_is_described, words_have_meanings, known_days_are_named)
