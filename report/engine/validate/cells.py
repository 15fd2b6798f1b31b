"""A table's bytes to rows with their lines, and the faults that no schema speaks of.

Encodings, line ends, NUL bytes, quoting; cells that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from report.engine.model import Finding, Place
from report.engine.tables import Row
from report.engine.validate.package import Resource

BOM = b"\xef\xbb\xbf"
MOST_LINE = 1 << 20  # bytes of one line
MOST_COLUMNS = 2000  # cells of one line
MOST_ROWS = 200_000  # rows of one table that are looked at
FORMULA = re.compile(r"[=+@\t]|-(?![\d.])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table's file holds: its rows as text, or the faults that keep it closed.

    `lines` has the line on which each record behind the header begins, blank ones included;
    `cut` says that there are more rows than were read, `even` that each has a cell a column.
    """

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    lines: tuple[int, ...] = ()
    closed: tuple[Finding, ...] = ()
    cut: bool = False
    even: bool = False


def read_sheet(resource: Resource, content: bytes) -> Sheet:
    """The rows of a table's file, at most `MOST_ROWS`; faults of its bytes close it."""
    faults = tuple(wrong_bytes(resource, content))
    if faults:
        return Sheet(closed=faults)
    reader = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in islice(reader, MOST_ROWS + 2):
            records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        return Sheet(closed=(quoting(resource, begins, error),))
    if wide := next((record for record in records if len(record[1]) > MOST_COLUMNS), None):
        return Sheet(closed=(beyond_reason(resource, wide[0], f"{len(wide[1]):,} cells"),))
    (_, header), *body = records
    kept = body[:MOST_ROWS]
    return Sheet(
        header=tuple(header),
        rows=tuple(
            Row(line, dict(zip(header, cells, strict=False))) for line, cells in kept if cells
        ),
        lines=tuple(line for line, _ in kept),
        cut=len(body) > MOST_ROWS,
        even=all(len(cells) == len(header) for _, cells in body),
    )


def wrong_bytes(resource: Resource, content: bytes) -> Iterator[Finding]:
    """What is wrong with a file before it is read as a table."""
    if not content.strip():
        yield encoding(resource, 1, "the file is empty", "write at least the header")
        return
    if content.startswith(BOM):
        yield encoding(resource, 1, "the file begins with a byte order mark", "save without BOM")
    if (at := long_line(content)) >= 0:
        what = f"more than {MOST_LINE:,} bytes"
        yield beyond_reason(resource, line_at(content, at), what)
    if (at := content.find(b"\0")) >= 0:
        yield encoding(resource, line_at(content, at), "the file holds a NUL byte", "remove it")
    if (at := content.find(b"\r")) >= 0:
        message = "lines end with CR LF" if content[at : at + 2] == b"\r\n" else "a bare CR"
        yield encoding(resource, line_at(content, at), message, "end lines with LF alone")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        yield encoding(resource, line_at(content, error.start), message, "save the file as UTF-8")


def long_line(content: bytes) -> int:
    """Where the first line begins that is longer than a line of a table can be, or -1."""
    start = 0
    while len(content) - start > MOST_LINE:
        end = content.rfind(b"\n", start, start + MOST_LINE + 1)
        if end < 0:
            return start
        start = end + 1
    return -1


def beyond_reason(resource: Resource, line: int, what: str) -> Finding:
    """A fault of a file that would take no end to read."""
    hint = f"a line has at most {MOST_COLUMNS:,} cells and {MOST_LINE:,} bytes; is it a table?"
    return Finding("table-size", Place(resource.path, line=line), f"the line has {what}", hint)


def line_at(content: bytes, at: int) -> int:
    """The line on which the byte at `at` stands."""
    return content.count(b"\n", 0, at) + 1


def encoding(resource: Resource, line: int, message: str, hint: str) -> Finding:
    """A fault of a file's bytes."""
    return Finding("table-encoding", Place(resource.path, line=line), message, hint)


def quoting(resource: Resource, line: int, error: csv.Error) -> Finding:
    """The fault of a file whose quotes do not pair, or whose cell has no end."""
    hint = 'close the quotation; inside quotes a `"` is written twice'
    message = f"the row that begins here cannot be read: {error}"
    return Finding("table-quoting", Place(resource.path, line=line), message, hint)


def risky_cells(resource: Resource, rows: Iterable[Row]) -> Iterator[Finding]:
    """Cells that a spreadsheet would take for a formula, or that hold invisible characters."""
    texts = [str(field["name"]) for field in resource.fields if field.get("type") == "string"]
    for row in rows:
        for name in texts:
            value = row[name]
            if FORMULA.match(value):
                yield Finding(
                    "table-formula",
                    Place(resource.path, row=row.line, field=name),
                    f"the text begins with `{value[0]}`: spreadsheets run it as a formula",
                    "begin with a letter, a digit or a quotation mark",
                )
            if found := CONTROL.search(value):
                yield Finding(
                    "table-invisible",
                    Place(resource.path, row=row.line, field=name),
                    f"the text holds the invisible character U+{ord(found[0]):04X}",
                    "remove it",
                )
