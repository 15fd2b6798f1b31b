"""What a resource of the data package may say, beyond Table Schema: its rows have names and a day.

Who shows rows as evidence, hides what became known later, or packs the data for download relies on
this shape and looks no further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Words = tuple[str, str]

TEXT = {"type": "string"}
NAMES = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}
FIELD = {
    "type": "object",
    "required": ["name"],
    "properties": {
        **dict.fromkeys(("name", "type", "title", "description", "unit", "separator"), TEXT),
        "meanings": {"type": "object", "additionalProperties": TEXT},
        "constraints": {"type": "object", "properties": {"enum": {"type": "array"}}},
    },
}
KEY = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": NAMES,
        "reference": {
            "type": "object",
            "required": ["resource", "fields"],
            "properties": {"resource": TEXT, "fields": NAMES},
        },
    },
}
PARENT = {
    "type": "object",
    "required": ["resource", "field"],
    "properties": {"resource": TEXT, "field": TEXT},
}
HIDDEN = {
    "type": "object",
    "properties": {"fields": {"type": "array", "items": TEXT}, "clip": {"type": "boolean"}},
}
AS_OF = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("known", "disclosed", "timeless"), TEXT),
        "since": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "parent": PARENT,
        "hides": {"type": "object", "additionalProperties": HIDDEN},
    },
}
RESOURCE = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "description": TEXT,
        "asOf": AS_OF,
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "items": FIELD, "minItems": 1},
                "primaryKey": NAMES,
                "foreignKeys": {"type": "array", "items": KEY},
            },
        },
    },
}


def misshapen(entry: Mapping[str, Any]) -> Iterator[Words]:
    """Where a resource's entry has not the shape that it must have: pairs of message and mend."""
    from jsonschema import Draft202012Validator

    name = entry["name"]
    faults = sorted(
        Draft202012Validator(RESOURCE).iter_errors(entry), key=lambda one: one.json_path
    )
    for fault in faults:
        where = fault.json_path.removeprefix("$.") or "the entry"
        yield (
            f"`{name}`: {where}: {fault.message[:200]}",
            "see docs/provenance.md for what it may say",
        )
    if not faults:
        yield from unnamed(name, entry)


def unnamed(name: str, entry: Mapping[str, Any]) -> Iterator[Words]:
    """What a resource says of columns that it does not have, and whether its rows have names."""
    schema, rule = entry["schema"], entry.get("asOf", {})
    columns = {field["name"] for field in schema["fields"]}
    if not schema.get("primaryKey"):
        mend = 'name the columns that tell its rows apart in `"primaryKey"`'
        yield f"`{name}` has no primary key, so that nothing can lead to its rows", mend
    for column in sorted(set(named(schema, rule)) - columns):
        yield f"`{name}` speaks of a field `{column}` that it does not have", "correct the name"


def orphaned(name: str, entries: Mapping[str, Mapping[str, Any]]) -> Iterator[Words]:
    """What is wrong with the table whose rows must be known first, if the rows of `name` have one."""
    parent = entries[name].get("asOf", {}).get("parent")
    above = entries.get(parent["resource"]) if parent else None
    if parent and above is None:
        yield (
            f"`{name}` has the parent `{parent['resource']}`, which is no table",
            "correct the name",
        )
    elif above and parent["field"] not in {field["name"] for field in above["schema"]["fields"]}:
        message = f"the parent of `{name}` has no field `{parent['field']}`"
        yield message, "name a field that both tables have"


def named(schema: Mapping[str, Any], rule: Mapping[str, Any]) -> Iterator[str]:
    """The columns that keys and `asOf` name."""
    yield from listed(schema.get("primaryKey", []))
    for key in schema.get("foreignKeys", []):
        yield from listed(key["fields"])
    yield from (rule[word] for word in ("known", "disclosed") if word in rule)
    if "parent" in rule:
        yield rule["parent"]["field"]
    for column, hidden in rule.get("hides", {}).items():
        yield from (column, *hidden.get("fields", []))


def listed(names: str | list[str]) -> list[str]:
    """One name or several, as a list."""
    return [names] if isinstance(names, str) else names
