"""Rules for every table with dates: precision, order of knowing, and the day the tables close."""

from __future__ import annotations

from collections.abc import Iterator

from report.engine.model import Finding
from report.engine.tables import Data, Table
from report.rules.spans import CLOSE, is_later, span

PRECISIONS = {4: "year", 7: "month", 10: "day", 0: ""}


def fields(table: Table) -> list[dict[str, object]]:
    """The schema's entries of a table's columns."""
    return list(table.resource.get("schema", {}).get("fields", []))  # type: ignore[attr-defined]


def date_columns(table: Table) -> list[str]:
    """The columns of a table that hold dates."""
    dated = (one for one in fields(table) if one.get("dated") or one.get("type") == "date")
    return [str(one["name"]) for one in dated]


def precision_tells_the_length(data: Data) -> Iterator[Finding]:
    """A precision column says day, month or year just as its date is written."""
    for table in data.tables.values():
        for one in fields(table):
            if not (date := str(one.get("precisionOf", ""))):
                continue
            column = str(one["name"])
            for row in table:
                due = PRECISIONS.get(len(row[date]), "")
                if row[column] != due:
                    yield Finding(
                        "date-precision",
                        table.place(row, column),
                        f"`{date}` is {row[date] or 'empty'}, but its precision is "
                        f"{row[column] or 'empty'}",
                        f"write {due or 'nothing'}, or the date as finely as it is known",
                    )


def nothing_after_the_close(data: Data) -> Iterator[Finding]:
    """No date lies after the day on which the tables close."""
    for table in data.tables.values():
        for column in date_columns(table):
            for row in table:
                found = span(row[column])
                if found and found.first > CLOSE:
                    yield Finding(
                        "date-future",
                        table.place(row, column),
                        f"{row[column]} lies after {CLOSE}, the day on which the tables close",
                        "mend the date; what is planned belongs in a text",
                    )


def known_after_the_row(data: Data) -> Iterator[Finding]:
    """A `..._known_on` or `disclosed_on` is there to say later, so it is not before its row."""
    for table in data.tables.values():
        known = str(table.resource.get("asOf", {}).get("known", ""))  # type: ignore[attr-defined]
        late = [name for name in date_columns(table) if name.endswith(("_known_on", "closed_on"))]
        for column in late if known else ():
            for row in table:
                if row[column] and is_later(row, known, column):
                    yield Finding(
                        "date-known",
                        table.place(row, column),
                        f"{row[column]} lies before the row's own `{known}`, {row[known]}",
                        "leave it empty: the row cannot be known before its day",
                    )


RULES = (precision_tells_the_length, nothing_after_the_close, known_after_the_row)
