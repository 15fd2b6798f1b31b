"""Rows to CSV that a spreadsheet program can open without running anything that stands in it.

RFC 4180 with line feeds, in UTF-8. A text that such a program would take for a formula gets an
apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV: `rows` hold JSON's values, in the order of `header`; None is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([guarded(name) for name in header])
    writer.writerows([field(value) for value in row] for row in rows)
    return text.getvalue()


def field(value: object) -> str:
    """One value as a field: texts guarded, numbers as JSON writes them, lists joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, list | tuple):
        return guarded("; ".join(one if isinstance(one, str) else field(one) for one in value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def guarded(text: str) -> str:
    """`text`, with an apostrophe before what would begin a formula."""
    if not text.startswith(FORMULA) or NUMBER.fullmatch(text):
        return text
    return f"'{text}"
