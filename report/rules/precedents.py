"""Rules for the precedents: a spell's dates, its events, both codings and the alternative ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from report.engine.model import Finding
from report.engine.tables import Data, Row, Table
from report.rules.spans import OP_ED, is_later, span, spans

SPELLS = "precedents"
CODED = (
    "settlement_type",
    "territory_ceded",
    "target_at_table",
    "guarantee_type",
    "target_armed",
    "renewed_attack_on",
    "renewed_kind",
    "end_state",
)


def by_spell(table: Table) -> dict[str, list[Row]]:
    """A table's rows by the spell that they belong to."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table:
        found[row["precedent_id"]].append(row)
    return found


def spell_runs_forward(data: Data) -> Iterator[Finding]:
    """Settled, then perhaps attacked; watched until the attack, or at the latest to the cut-off."""
    table = data[SPELLS]
    for row in table:
        for second in ("renewed_attack_on", "observed_until"):
            if is_later(row, "settled_on", second):
                message = f"`{second}` {row[second]} lies before the settlement"
                yield spell(table, row, second, message)
        until = span(row["observed_until"])
        if row["renewed_attack_on"] and row["observed_until"] != row["renewed_attack_on"]:
            message = "the spell ends with the attack, so the two dates must be one"
            yield spell(table, row, "observed_until", message)
        elif until and until.first > OP_ED:
            yield spell(table, row, "observed_until", f"spells are watched until {OP_ED}")


def attack_has_a_kind(data: Data) -> Iterator[Finding]:
    """An attack has a kind, and no attack has the kind `none`."""
    table = data[SPELLS]
    for row in table:
        if bool(row["renewed_attack_on"]) == (row["renewed_kind"] == "none"):
            yield spell(table, row, "renewed_kind", "kind and date of the attack disagree")


def guarantors_where_guaranteed(data: Data) -> Iterator[Finding]:
    """A guarantee has guarantors, and none has none."""
    table = data[SPELLS]
    for row in table:
        if (row["guarantee_type"] == "none") == bool(row["guarantors"]):
            yield spell(table, row, "guarantors", "guarantee and guarantors disagree")


def events_carry_the_spell(data: Data) -> Iterator[Finding]:
    """Among a spell's events are its settlement and its first attack, on the same dates."""
    table, events = data[SPELLS], by_spell(data["precedent_events"])
    for row in table:
        found = events.get(row["precedent_id"], [])
        for column, phase in (
            ("settled_on", "settlement"),
            ("renewed_attack_on", "renewed_attack"),
        ):
            day = span(row[column])
            dates = spans([one for one in found if one["phase"] == phase], "date")
            if day and not any(day.meets(date) for date in dates):
                yield spell(table, row, column, f"no {phase} on that day among its events")


def events_in_order(data: Data) -> Iterator[Finding]:
    """The events of a spell stand in the order of their dates."""
    table = data["precedent_events"]
    for rows in by_spell(table).values():
        for before, after in pairwise(rows):
            one, two = span(before["date"]), span(after["date"])
            if one and two and one.after(two):
                message = f"{after['date']} stands behind {before['date']}"
                place = table.place(after, "date")
                yield Finding("event-order", place, message, "move the row, or mend a date")


def attack_is_the_earliest(data: Data) -> Iterator[Finding]:
    """The attack that ends a spell is the earliest of its events over the threshold."""
    table, events = data[SPELLS], by_spell(data["precedent_events"])
    for row in table:
        attacks = [
            one for one in events.get(row["precedent_id"], []) if one["phase"] == "renewed_attack"
        ]
        coded = span(row["renewed_attack_on"])
        if coded and any(coded.after(one) for one in spans(attacks, "date")):
            yield spell(table, row, "renewed_attack_on", "an earlier event is over the threshold")


def codings_lead_to_the_code(data: Data) -> Iterator[Finding]:
    """The final code is that of the precedents, and the one that `..._taken` says was taken."""
    spells = {row["precedent_id"]: row for row in data[SPELLS]}
    table = data["precedent_codings"]
    for row in table:
        spell_row = spells.get(row["precedent_id"])
        for name in CODED:
            final = row[f"{name}_final"]
            if spell_row and final != spell_row[name]:
                message = f"the final code is {final or 'empty'}, in precedents it is "
                message += spell_row[name] or "empty"
                yield Finding("codings", table.place(row, f"{name}_final"), message, "mend one")
            if not taken(row, name):
                message = f"`{name}_taken` is {row[f'{name}_taken']}, and the codes say otherwise"
                yield Finding("codings", table.place(row, f"{name}_taken"), message, "mend one")


def taken(row: Row, name: str) -> bool:
    """Whether a final code can have been taken so."""
    one, two, final = (row[f"{name}_{who}"] for who in ("coder1", "coder2", "final"))
    match row[f"{name}_taken"]:
        case "agreed":
            return same(one, final) and same(two, final)
        case "coder1":
            return same(one, final)
        case "coder2":
            return same(two, final)
    return final not in {one, two}


def same(code: str, final: str) -> bool:
    """Whether two codes are one; dates are where they can mean the same day."""
    first, second = span(code), span(final)
    return first.meets(second) if first and second else code == final


def alternatives_lie_on_their_side(data: Data) -> Iterator[Finding]:
    """An early alternative date is before the coded attack, a late one after it."""
    spells = {row["precedent_id"]: row for row in data[SPELLS]}
    table = data["precedent_alt_codings"]
    for row in table:
        coded = (
            span(spells[row["precedent_id"]]["renewed_attack_on"])
            if row["precedent_id"] in spells
            else None
        )
        early, late = span(row["alt_early"]), span(row["alt_late"])
        if coded and early and early.after(coded):
            message = f"{row['alt_early']} lies after the coded attack"
            yield Finding("alternatives", table.place(row, "alt_early"), message, "swap the two")
        if coded and late and coded.after(late):
            message = f"{row['alt_late']} lies before the coded attack"
            yield Finding("alternatives", table.place(row, "alt_late"), message, "swap the two")


def frame_and_spells_agree(data: Data) -> Iterator[Finding]:
    """A war of the frame leads to spells if and only if it is included, and they exist."""
    spells = {row["precedent_id"] for row in data[SPELLS]}
    table = data["precedent_cow_frame"]
    for row in table:
        named = row.each("precedent_ids")
        for name in named:
            if name not in spells:
                message = f"there is no spell `{name}`"
                yield Finding("frame", table.place(row, "precedent_ids"), message, "mend the name")
        if (row["status"] == "included") != bool(named):
            message = f"status {row['status']}, and {len(named)} spells"
            yield Finding("frame", table.place(row, "status"), message, "mend one of the two")


def spell(table: Table, row: Row, column: str, message: str) -> Finding:
    """A finding about a spell."""
    return Finding("spell", table.place(row, column), message, "see the codebook, and mend the row")


RULES = (
    spell_runs_forward,
    attack_has_a_kind,
    guarantors_where_guaranteed,
    events_carry_the_spell,
    events_in_order,
    attack_is_the_earliest,
    codings_lead_to_the_code,
    alternatives_lie_on_their_side,
    frame_and_spells_agree,
)
