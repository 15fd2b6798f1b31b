"""A project's data package to findings: what frictionless says of it, in our words and places.

frictionless is slow to import, and not asked of what is clean at a glance. A table that was found clean
is remembered by the digest of its files and of this code, and not judged again until one changes.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from report.engine.digest import digest, file_digest
from report.engine.memory import Memory
from report.engine.model import Finding, Place, Severity
from report.engine.tables import Table
from report.engine.validate.cells import MOST_ROWS, Sheet, read_sheet, risky_cells
from report.engine.validate.package import DESCRIPTOR, FOLDER, Package, Resource
from report.engine.validate.plain import is_plainly_clean

MOST = 100  # findings of one file that are told one by one
GATHERED = 1000  # findings of one file that frictionless gathers before it stops
CONSTRAINT = re.compile(r'constraint "(\w+)"')
Lines = tuple[int, ...]
Words = tuple[str, str]
HEADERS = {"blank-header", "blank-label", "duplicate-label", "extra-label"}
HEADERS |= {"missing-label", "incorrect-label"}


def check_tables(
    root: Path, package: Package, memory: Memory | None = None
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The package's tables with their rows, and everything that is wrong with them.

    With a `memory`, a table without a fault is held against its schema once.
    """
    sheets = {
        resource.name: read_sheet(resource, (root / resource.path).read_bytes())
        for resource in package.resources
    }
    tables = tuple(
        Table(resource.name, resource.path, sheets[resource.name].rows, resource.entry)
        for resource in package.resources
    )
    found = (*package.findings, *closed_or_cut(package, sheets), *in_cells(package, sheets))
    findings = (*found, *by_schema(root, package, sheets, memory))
    return tables, bounded(findings)


def closed_or_cut(package: Package, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """The faults that keep files closed; a warning for each that is too long to be read whole."""
    for resource in package.resources:
        yield from sheets[resource.name].closed
        if sheets[resource.name].cut:
            yield Finding(
                "table-length",
                Place(resource.path),
                f"only the first {MOST_ROWS:,} rows were checked",
                "split the table",
                Severity.WARNING,
            )


def in_cells(package: Package, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """What is wrong with cells whatever their schema says."""
    for resource in package.resources:
        yield from risky_cells(resource, sheets[resource.name].rows)


def by_schema(
    root: Path, package: Package, sheets: Mapping[str, Sheet], memory: Memory | None
) -> Iterator[Finding]:
    """What frictionless finds in the tables that can be opened, and that were not found clean before."""
    opened = [one for one in package.resources if not sheets[one.name].closed]
    whole = {one.name for one in opened if not sheets[one.name].cut}
    grounds = {one.name: ground_of(one, opened, whole, root) for one in opened}
    unknown = [one for one in opened if not (memory and is_clean(grounds[one.name], memory))]
    new = [one for one in unknown if not is_plainly_clean(one, sheets, opened)]
    for one in unknown if memory else ():
        if one not in new:
            keep_clean(grounds[one.name], memory)
    needed = {one.name for one in new} | {name for one in new for name in led_to(one)}
    judged = [one for one in opened if one.name in needed]
    if not judged:
        return
    import frictionless

    try:
        described = frictionless.Package.from_descriptor(
            descriptor(judged, whole & needed), basepath=str(root / FOLDER)
        )
        report = described.validate(limit_rows=MOST_ROWS, limit_errors=GATHERED)
    except frictionless.FrictionlessException as error:
        yield from in_descriptor([error.error, *error.reasons])
        return
    yield from in_descriptor(report.errors)
    for resource, task in zip(judged, report.tasks, strict=False):
        yield from in_table(resource, sheets[resource.name].lines, task.errors)
        if memory and not (task.errors or report.errors):
            keep_clean(grounds[resource.name], memory)


def is_clean(ground: str, memory: Memory) -> bool:
    """Whether a table that rests on the same was found without a fault before."""
    return bool(memory.recall("table", memory.key(ground)))


def keep_clean(ground: str, memory: Memory) -> None:
    """Remember that a table that rests on this is without a fault."""
    memory.keep("table", memory.key(ground), True)


def ground_of(resource: Resource, opened: Iterable[Resource], whole: Set[str], root: Path) -> str:
    """All that a table is judged by: its schema, its file, and those of the tables it leads to."""
    names = {resource.name, *led_to(resource)}
    files = (
        f"{one.name} {one.name in whole} {file_digest(root / one.path)}"
        for one in opened
        if one.name in names
    )
    return digest(json.dumps(resource.entry["schema"], sort_keys=True), *files)


def led_to(resource: Resource) -> Iterator[str]:
    """The tables that a table's foreign keys lead to."""
    for key in resource.entry["schema"].get("foreignKeys", []):  # type: ignore[attr-defined]
        yield str(key.get("reference", {}).get("resource"))


def descriptor(resources: list[Resource], whole: set[str]) -> dict[str, Any]:
    """What frictionless is told: files and schemas, with keys just to tables that are read whole."""
    return {
        "name": "data",
        "resources": [
            {
                "name": resource.name,
                "path": resource.path.relative_to(FOLDER).as_posix(),
                "type": "table",
                "format": "csv",
                "encoding": "utf-8",
                "schema": with_keys_to(whole, resource.entry["schema"]),
            }
            for resource in resources
        ],
    }


def with_keys_to(names: set[str], schema: Any) -> dict[str, Any]:
    """The schema with just the foreign keys that lead to one of `names`."""
    keys = schema.get("foreignKeys", [])
    kept = [key for key in keys if key.get("reference", {}).get("resource") in {"", *names}]
    return {**schema, "foreignKeys": kept} if kept else without(schema, "foreignKeys")


def without(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The mapping without one of its keys."""
    return {name: value for name, value in mapping.items() if name != key}


def in_descriptor(errors: Iterable[Any]) -> Iterator[Finding]:
    """frictionless's words on the descriptor itself."""
    for error in errors:
        hint = "see https://specs.frictionlessdata.io for what a table schema may say"
        yield Finding("package", Place(DESCRIPTOR), error.message, hint)


def in_table(resource: Resource, lines: Lines, errors: list[Any]) -> Iterator[Finding]:
    """One table's errors as findings; a wrong header silences the rows, which all follow from it."""
    fatal = [error for error in errors if error.type in HEADERS]
    for error in fatal or without_echoes(errors):
        say = WORDS.get(error.type, otherwise)
        message, hint = say(error, resource, lines)
        number = getattr(error, "row_number", None)
        yield Finding(
            f"table-{error.type.removesuffix('-error')}",
            Place(resource.path, row=line_of(lines, number), field=column_of(error, resource)),
            message,
            hint,
        )
    if len(errors) >= GATHERED:
        yield more(resource, "this many faults end the check of a file; there may be others")


def without_echoes(errors: list[Any]) -> Iterator[Any]:
    """The errors but those that a blank row brings with it."""
    blank = {error.row_number for error in errors if error.type == "blank-row"}
    for error in errors:
        if error.type == "blank-row" or getattr(error, "row_number", None) not in blank:
            yield error


def line_of(lines: Lines, number: int | None) -> int | None:
    """The line of the row that frictionless numbers so: it counts rows, and the header as one."""
    if number is None:
        return 1
    return lines[number - 2] if number - 2 < len(lines) else number


def column_of(error: Any, resource: Resource) -> str | None:
    """The column that an error is about, where it is about one."""
    if error.type == "foreign-key":
        return ", ".join(error.field_names)
    if error.type == "primary-key":
        key = resource.entry["schema"].get("primaryKey", [])  # type: ignore[attr-defined]
        return key if isinstance(key, str) else ", ".join(key)
    label = getattr(error, "label", "") if error.type in HEADERS else ""
    return label or getattr(error, "field_name", "") or None


def otherwise(error: Any, resource: Resource, lines: Lines) -> Words:
    """frictionless's own words, for faults that are rare."""
    del lines
    return error.message, f"mend the table, or its schema in {DESCRIPTOR} (`{resource.name}`)"


def wrong_type(error: Any, resource: Resource, lines: Lines) -> Words:
    """A cell whose text is not of the field's type."""
    del lines
    kind = str(field_entry(resource, error.field_name).get("type"))
    article = "an" if kind[0] in "aeiou" else "a"
    return f"`{shown(error.cell)}` is not {article} {kind}", TYPES.get(
        kind, f"write {article} {kind}"
    )


TYPES = {
    "integer": "write a whole number in digits",
    "number": "write a number in digits, with a point for decimals",
    "boolean": "write true or false",
    "date": "write a date as YYYY-MM-DD",
}


def wrong_value(error: Any, resource: Resource, lines: Lines) -> Words:
    """A cell that breaks a constraint of its field."""
    del lines
    named = CONSTRAINT.search(error.note)
    kind = named[1] if named else ""
    limit = field_entry(resource, error.field_name).get("constraints", {}).get(kind)  # type: ignore[attr-defined]
    match kind:
        case "required":
            return "the cell is empty, and must not be", f"fill in `{error.field_name}`"
        case "enum":
            return not_among(error.cell, [str(one) for one in limit])
        case "pattern":
            return f"`{shown(error.cell)}` does not match {limit}", "mend the value, or the pattern"
        case "minimum" | "maximum":
            side = "below" if kind == "minimum" else "above"
            return f"{error.cell} lies {side} {limit}", "mend the number"
        case _:
            return error.message, "mend the value"


def shown(cell: str) -> str:
    """A cell's text as a message can quote it: on one line, and short."""
    text = " ".join(str(cell).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def not_among(cell: str, allowed: list[str]) -> Words:
    """A value that the field's list does not hold, with the nearest that it does."""
    near = difflib.get_close_matches(cell, allowed, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "use one of them, or add it to the field"
    return f"`{shown(cell)}` is not one of: {', '.join(allowed)}", hint


def wrong_key(error: Any, resource: Resource, lines: Lines) -> Words:
    """A key that is empty, or that another row has."""
    del resource
    first = re.search(r"position (\d+)", error.note)
    if first is None:
        return "the key is empty", "give the row a key of its own"
    line = line_of(lines, int(first[1]))
    return f"the same key stands on line {line}", "rename one of the two, or drop it"


def wrong_reference(error: Any, resource: Resource, lines: Lines) -> Words:
    """A value that should name a row of another table and does not."""
    del resource, lines
    value = shown(", ".join(map(str, error.field_cells)))
    table = error.reference_name
    hint = f"mend the spelling, or add the row to data/{table}.csv"
    return f"`{value}` names no row of `{table}`", hint


def wrong_width(error: Any, resource: Resource, lines: Lines) -> Words:
    """A row with more or fewer cells than the header."""
    del lines
    many = error.type == "extra-cell"
    message = (
        f"the row has {'more' if many else 'fewer'} cells than the {len(resource.fields)} columns"
    )
    return message, "quote cells that hold a comma" if many else "add the commas that are missing"


def wrong_header(error: Any, resource: Resource, lines: Lines) -> Words:
    """A header that is not the schema's list of fields."""
    del lines
    expected = ",".join(str(field["name"]) for field in resource.fields)
    label = getattr(error, "label", "") or getattr(error, "field_name", "")
    said = {
        "duplicate-label": f"the column `{label}` stands twice",
        "missing-label": f"the column `{label}` is missing",
        "extra-label": f"there is a column `{label}` that the schema does not know",
        "incorrect-label": f"`{label}` stands where the schema has `{error_field(error)}`",
        "blank-label": "a column has no name",
    }
    return said.get(error.type, "the header is blank"), f"the first line must be: {expected}"


def error_field(error: Any) -> str:
    """The name of the field that an error's label should have."""
    return getattr(error, "field_name", "") or ""


WORDS: Mapping[str, Callable[[Any, Resource, Lines], Words]] = {
    "type-error": wrong_type,
    "constraint-error": wrong_value,
    "unique-error": lambda *_: ("the same value stands in another row", "mend one of the two"),
    "primary-key": wrong_key,
    "foreign-key": wrong_reference,
    "extra-cell": wrong_width,
    "missing-cell": wrong_width,
    "blank-row": lambda *_: ("the row is blank", "remove the line"),
    **dict.fromkeys(HEADERS, wrong_header),
}


def field_entry(resource: Resource, name: str) -> Mapping[str, object]:
    """The schema's entry of the field `name`."""
    return next((field for field in resource.fields if field["name"] == name), {})


def bounded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, at most `MOST` errors and warnings of each file, and counts of the others."""
    told: list[Finding] = []
    counts: dict[Any, int] = {}
    for finding in findings:
        kind = (finding.place.path, finding.severity)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST:
            told.append(finding)
    for (path, severity), count in counts.items():
        if count > MOST:
            hint = "mend the first ones; many may share one cause"
            message = f"and {count - MOST:,} more {'faults' if severity == 'error' else 'warnings'}"
            told.append(Finding("more", Place(path), message, hint, severity))
    return tuple(told)


def more(resource: Resource, message: str) -> Finding:
    """That there is more than was told."""
    return Finding("more", Place(resource.path), message, "mend the first ones and check again")
