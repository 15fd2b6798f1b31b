"""Whether a table surely keeps its schema: seen at a glance, so that frictionless need not be asked.

frictionless is the judge, and tells what is wrong. But it takes longer to import than nearly all tables
take to check, and nearly always finds nothing. What is clean here it would find clean too; whatever is
unusual, in the table or in the schema, is left to it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from report.engine.validate.cells import Sheet
from report.engine.validate.package import Resource

SCHEMA = frozenset({"fields", "primaryKey", "foreignKeys", "missingValues"})
OWN = frozenset({"meanings", "dated", "separator", "precisionOf"})  # they say nothing of cells
FIELD = OWN | {"name", "type", "format", "title", "description", "unit", "constraints"}
CONSTRAINTS = {
    "string": frozenset({"required", "unique", "enum", "pattern"}),
    "integer": frozenset({"required", "minimum", "maximum"}),
    "number": frozenset({"required", "minimum", "maximum"}),
    "boolean": frozenset({"required"}),
    "date": frozenset({"required"}),
}
NAME = re.compile(r"[a-z][a-z0-9_]*")
NUMBERS = {
    "integer": re.compile(r"0|-?[1-9]\d*", re.ASCII),
    "number": re.compile(r"-?\d+(\.\d+)?", re.ASCII),
}
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def is_plainly_clean(
    resource: Resource, sheets: Mapping[str, Sheet], opened: Collection[Resource]
) -> bool:
    """Whether a table of the package is surely as its schema says; `opened` are all that can be read."""
    sheet, schema = sheets[resource.name], entry(resource, "schema")
    return (
        is_usual(resource.name, schema)
        and sheet.even
        and sheet.header == tuple(field["name"] for field in schema["fields"])
        and all(keeps(field, column(sheet, field["name"])) for field in schema["fields"])
        and are_named(sheet, schema)
        and all(leads(key, sheet, sheets, opened) for key in schema.get("foreignKeys", ()))
    )


def entry(resource: Resource, word: str) -> Any:
    """What a resource's entry says under a word."""
    return resource.entry[word]


def is_usual(name: str, schema: Mapping[str, Any]) -> bool:
    """Whether a schema says nothing but what is understood here."""
    return (
        bool(NAME.fullmatch(name))
        and schema.keys() <= SCHEMA
        and schema.get("missingValues", [""]) == [""]
        and all(map(is_usual_field, schema["fields"]))
    )


def is_usual_field(field: Mapping[str, Any]) -> bool:
    """The same for one of its fields."""
    constraints, kind = field.get("constraints", {}), field.get("type")
    return (
        field.keys() <= FIELD
        and kind in CONSTRAINTS
        and bool(NAME.fullmatch(field["name"]))
        and field.get("format", "default") == "default"
        and isinstance(constraints, Mapping)
        and constraints.keys() <= CONSTRAINTS[kind]
        and all(is_usual_constraint(*item) for item in constraints.items())
    )


def is_usual_constraint(word: str, value: object) -> bool:
    """Whether a constraint has a value that it can have."""
    match word:
        case "required" | "unique":
            return isinstance(value, bool)
        case "minimum" | "maximum":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "enum":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case "pattern":
            return isinstance(value, str) and is_pattern(value)
    return False


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression."""
    with suppress(re.error):
        return bool(re.compile(text))
    return False


def column(sheet: Sheet, name: str) -> list[str]:
    """All cells of a column."""
    return [row[name] for row in sheet.rows]


def keeps(field: Mapping[str, Any], cells: list[str]) -> bool:
    """Whether all cells of a column are what its field asks for; only strings may be empty at will."""
    constraints, kind = field.get("constraints", {}), field["type"]
    filled = [cell for cell in cells if cell]
    if constraints.get("required") and len(filled) < len(cells):
        return False
    values = set(filled)
    if constraints.get("unique") and len(values) < len(filled):
        return False
    match kind:
        case "string":
            return are_allowed(values, constraints)
        case "boolean":
            return values <= {"true", "false"}
        case "date":
            return all(map(is_date, values))
    return all(map(NUMBERS[kind].fullmatch, values)) and lie_between(values, constraints)


def are_allowed(values: Iterable[str], constraints: Mapping[str, Any]) -> bool:
    """Whether texts are among those listed and of the shape that is asked for."""
    listed = constraints.get("enum")
    shape = re.compile(
        f"^{constraints.get('pattern', '.*')}$", re.DOTALL * ("pattern" not in constraints)
    )
    return (listed is None or set(values) <= set(listed)) and all(map(shape.fullmatch, values))


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar."""
    with suppress(ValueError):
        return bool(DATE.fullmatch(text) and dt.date.fromisoformat(text))
    return False


def lie_between(values: Iterable[str], constraints: Mapping[str, Any]) -> bool:
    """Whether numbers keep the bounds that are set, if any."""
    low, high = (
        Decimal(str(constraints.get(bound, other)))
        for bound, other in (("minimum", "-Infinity"), ("maximum", "Infinity"))
    )
    return all(low <= Decimal(value) <= high for value in values)


def are_named(sheet: Sheet, schema: Mapping[str, Any]) -> bool:
    """Whether each row has a whole key of its own."""
    key = listed(schema.get("primaryKey", []))
    plain = {field["name"] for field in schema["fields"] if field["type"] in {"string", "integer"}}
    keys = [tuple(row[name] for name in key) for row in sheet.rows]
    return bool(key) and plain.issuperset(key) and all(map(all, keys)) and len({*keys}) == len(keys)


def leads(
    key: Mapping[str, Any],
    sheet: Sheet,
    sheets: Mapping[str, Sheet],
    opened: Collection[Resource],
) -> bool:
    """Whether a foreign key of one text leads to a row of another table for each cell that has one."""
    names, target = listed(key["fields"]), key["reference"]["resource"]
    there = listed(key["reference"]["fields"])
    found = next((one for one in opened if one.name == target), None)
    if found is None or sheets[target].cut or sheets[target] is sheet:
        return False
    texts = {field["name"] for field in found.fields if field.get("type") == "string"}
    if len(names) != 1 or len(there) != 1 or there[0] not in texts:
        return False
    return {cell for cell in column(sheet, names[0]) if cell} <= {*column(sheets[target], there[0])}


def listed(names: str | list[str]) -> list[str]:
    """One name or several, as a list."""
    return [names] if isinstance(names, str) else names
