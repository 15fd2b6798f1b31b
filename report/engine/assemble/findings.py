"""What assembling notices: references to nothing, works that nobody knows, what would be lost.

What can be seen in a chapter's text alone is found before, without running anything; here come the
references, which need everything numbered, and what only cells print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from report.engine.assemble.citations import Library
from report.engine.assemble.manuscripts import Resolution
from report.engine.dates import MOVING, date_of
from report.engine.model import Document, Finding, Place, Prose, Severity

DATES = ("date", "date-modified")


def findings_of(resolutions: Iterable[Resolution], library: Library) -> tuple[Finding, ...]:
    """Everything noticed in documents, in their order, each fault once."""
    found: list[Finding] = []
    for one in resolutions:
        document = one.draft.document
        found += unresolved(one, document)
        found += unknown(one, document, library)
        found += lost(one, document)
        found += unwritten_notes(one, document)
        found += odd_dates(one, document)
    return tuple(dict.fromkeys(found))


def unresolved(one: Resolution, document: Document) -> Iterator[Finding]:
    """References to labels that do not exist, or that bear no number."""
    for key in one.unresolved:
        yield Finding(
            "unresolved-reference",
            place_of(document, rf"@\{{?{re.escape(key)}(?![\w-])"),
            f"nothing that can be referred to has the label `{key}`",
            "label the target so, mind the spelling, or refer to a numbered section",
            excusable=True,
        )


def unknown(one: Resolution, document: Document, library: Library) -> Iterator[Finding]:
    """Cited works that no bibliography holds, unless the text itself shows it."""
    if not library.works:
        return
    for key in (key for key in one.cited if key not in library.works):
        place = place_of(document, rf"@\{{?{re.escape(key)}(?![\w-])")
        if place.line is None:
            message = f"a cell cites `{key}`, which no bibliography holds"
            hint = "add the work to the bibliography, or mend the key"
            yield Finding("citation", place, message, hint, excusable=True)


def lost(one: Resolution, document: Document) -> Iterator[Finding]:
    """Works cited in brackets right behind a reference: they are taken for a part of it."""
    for label, key in one.lost:
        yield Finding(
            "lost-citation",
            place_of(document, rf"@{re.escape(label)}\s*\[[^\]]*@{re.escape(key)}"),
            f"the citation of `{key}` is lost: it stands right behind a reference",
            f"put a comma or words between `@{label}` and the bracket",
            excusable=True,
        )


def unwritten_notes(one: Resolution, document: Document) -> Iterator[Finding]:
    """Marks of footnotes that nobody wrote: they stay in the text as they are."""
    for mark in one.draft.survey.notes:
        yield Finding(
            "missing-note",
            place_of(document, re.escape(mark)),
            f"the footnote `{mark}` is not written anywhere",
            f"write it on a line of its own: `{mark}: …`",
            excusable=True,
        )


def odd_dates(one: Resolution, document: Document) -> Iterator[Finding]:
    """Dates that cannot be read, and dates that would differ from build to build."""
    for key in DATES:
        value = one.meta.get(key)
        if value in MOVING:
            yield Finding(
                "moving-date",
                Place(document.path),
                f"`{key}: {value}` would change with every build, so that no date is printed",
                "write the day, for example 2024-11-19",
                severity=Severity.WARNING,
            )
        elif isinstance(value, str) and date_of(value) is None:
            message = f"`{key}: {value}` is no date; it is printed as it stands"
            hint = "write the day as 2024-11-19"
            yield Finding("date", Place(document.path), message, hint, excusable=True)


def place_of(document: Document, pattern: str) -> Place:
    """Where a pattern stands in a document's prose; the document as a whole where it does not."""
    wanted = re.compile(pattern, re.IGNORECASE)
    for piece in document.pieces:
        match = wanted.search(piece.text) if isinstance(piece, Prose) else None
        if match:
            before = piece.text[: match.start()]
            line = (piece.place.line or 1) + before.count("\n")
            column = match.start() - (before.rfind("\n") + 1) + 1
            return replace(piece.place, line=line, column=column)
    return Place(document.path)
