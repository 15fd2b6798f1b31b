"""Rules for the weapons tables: the order of a decision's steps, restrictions, donors, losses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from report.engine.model import Finding
from report.engine.tables import Data, Row, Table
from report.rules.spans import span, spans

STEPS = "weapons_decisions"
ALIASES = {
    "US": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "Britain": "United Kingdom",
    "Great Britain": "United Kingdom",
    "Czechia": "Czech Republic",
    "The Netherlands": "Netherlands",
    "EU": "European Union",
}
UNANNOUNCED = frozenset({"t72_02", "t72_03"})  # given without a word; the approval was never dated


def chains(table: Table) -> dict[str, list[Row]]:
    """The steps of each system, in the order of the file."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table:
        found[row["system_id"]].append(row)
    return found


def of_kind(rows: Iterable[Row], *events: str) -> list[Row]:
    """The steps of the kinds `events`."""
    return [row for row in rows if row["event"] in events]


def shares_donor(row: Row, other: Row) -> bool:
    """Whether two steps can be of one donor; a coalition can be anybody."""
    one, two = set(row.each("donor")), set(other.each("donor"))
    return bool(one & two) or "coalition" in one | two


def delivered_after_approval(data: Data) -> Iterator[Finding]:
    """Nobody delivers a weapon before having approved it, as far as the dates are certain."""
    yield from after_first(data, "delivered", ("approved", "quantity_added"), by_donor=True)


def used_after_delivery(data: Data) -> Iterator[Finding]:
    """A weapon is not used before the first delivery."""
    yield from after_first(data, "first_used", ("delivered",), by_donor=False)


def eased_after_set(data: Data) -> Iterator[Finding]:
    """A restriction is eased only after one was set."""
    yield from after_first(data, "restriction_eased", ("restriction_set",), by_donor=True)


def after_first(
    data: Data, event: str, before: tuple[str, ...], *, by_donor: bool
) -> Iterator[Finding]:
    """Steps `event` that lie, however their dates are read, before the first of the steps `before`."""
    table = data[STEPS]
    kinds = {row["system_id"]: row["kind"] for row in data["weapon_systems"]}
    for system, rows in chains(table).items():
        if kinds.get(system, "system") != "system":
            continue
        for row in of_kind(rows, event):
            if row["event_id"] in UNANNOUNCED:
                continue
            earlier = [
                one for one in of_kind(rows, *before) if not by_donor or shares_donor(row, one)
            ]
            firsts, day = spans(earlier, "date"), span(row["date"])
            if firsts and day and all(first.after(day) for first in firsts):
                yield Finding(
                    "decision-order",
                    table.place(row, "date"),
                    f"{event} on {row['date']}, before the first {' or '.join(before)}",
                    "mend one of the dates, or add the step that is missing",
                )


def donors_in_one_spelling(data: Data) -> Iterator[Finding]:
    """Donors are spelled one way, stand once in a list, and the same ones in the same order."""
    table = data[STEPS]
    orders: dict[frozenset[str], str] = {}
    for row in table:
        listed = row.each("donor")
        for name in listed:
            if name in ALIASES:
                yield donor(table, row, f"`{name}` is spelled `{ALIASES[name]}` elsewhere")
        if len(set(listed)) < len(listed):
            yield donor(table, row, "a donor stands twice")
        usual = orders.setdefault(frozenset(listed), row["donor"])
        if usual != row["donor"]:
            yield donor(table, row, f"the same donors are listed as `{usual}` elsewhere")


def donor(table: Table, row: Row, message: str) -> Finding:
    """A finding about a row's donors."""
    return Finding("donors", table.place(row, "donor"), message, "spell donors one way")


def systems_known_from_their_first_step(data: Data) -> Iterator[Finding]:
    """`weapon_systems.known_on` is the date of the system's first step; every system has one."""
    table, steps = data["weapon_systems"], chains(data[STEPS])
    for row in table:
        dates = [
            (found.first, one["date"])
            for one in steps.get(row["system_id"], [])
            if (found := span(one["date"]))
        ]
        if not dates:
            message, hint = "no step of weapons_decisions names the system", "add one, or drop it"
            yield Finding("system-known", table.place(row, "system_id"), message, hint)
        elif row["known_on"] != min(dates)[1]:
            message = f"the first step of the system is of {min(dates)[1]}"
            yield Finding("system-known", table.place(row, "known_on"), message, "write that date")


def lost_after_delivery(data: Data) -> Iterator[Finding]:
    """A system is not lost before it was first delivered."""
    table, steps = data["first_losses"], chains(data[STEPS])
    for row in table:
        delivered = spans(of_kind(steps.get(row["system_id"], []), "delivered"), "date")
        day = span(row["date"])
        if delivered and day and all(first.after(day) for first in delivered):
            message = f"lost on {row['date']}, before the first delivery"
            yield Finding("decision-order", table.place(row, "date"), message, "mend a date")


RULES = (
    delivered_after_approval,
    used_after_delivery,
    eased_after_set,
    donors_in_one_spelling,
    systems_known_from_their_first_step,
    lost_after_delivery,
)
