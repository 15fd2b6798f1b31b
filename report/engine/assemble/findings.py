"""What assembling notices: references to nothing, works that nobody knows, what would be lost.

What can be seen in a chapter's text alone is found before, without running anything; here come the
references, which need everything numbered, and what only cells print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from report.engine.assemble.ast import Nodes, every, kind
from report.engine.assemble.citations import Library
from report.engine.assemble.manuscripts import Draft
from report.engine.assemble.nouns import Manuscript
from report.engine.dates import MOVING, date_of
from report.engine.model import Document, Finding, Place, Project, Prose, Severity

NOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
DATES = ("date", "date-modified")


def findings_of(
    project: Project, drafts: Iterable[Draft], manuscripts: Iterable[Manuscript], library: Library
) -> tuple[Finding, ...]:
    """Everything noticed in the documents of one format, in their order."""
    documents = {document.path: document for document in project.documents}
    cited = {draft.document.path: draft.blocks for draft in drafts}
    found: list[Finding] = []
    for manuscript in manuscripts:
        document = documents[manuscript.source]
        found += unresolved(manuscript, document)
        found += unknown(manuscript, document, library)
        found += lost(cited[manuscript.source], document)
        found += unwritten_notes(manuscript, document)
        found += odd_dates(manuscript, document)
    return tuple(dict.fromkeys(found))


def unresolved(manuscript: Manuscript, document: Document) -> Iterator[Finding]:
    """References to labels that do not exist, or that bear no number."""
    for key in manuscript.unresolved:
        yield Finding(
            "unresolved-reference",
            place_of(document, rf"@\{{?{re.escape(key)}(?![\w-])"),
            f"nothing that can be referred to has the label `{key}`",
            "label the target so, mind the spelling, or refer to a numbered section",
            excusable=True,
        )


def unknown(manuscript: Manuscript, document: Document, library: Library) -> Iterator[Finding]:
    """Cited works that no bibliography holds, unless the text itself shows it."""
    if not library.works:
        return
    for key in manuscript.cited:
        place = place_of(document, rf"@\{{?{re.escape(key)}(?![\w-])")
        if key not in library.works and place.line is None:
            message = f"a cell cites `{key}`, which no bibliography holds"
            hint = "add the work to the bibliography, or mend the key"
            yield Finding("citation", place, message, hint, excusable=True)


def lost(blocks: Nodes, document: Document) -> Iterator[Finding]:
    """Works cited in brackets right behind a reference: they are taken for a part of it."""
    for node in every(blocks):
        keys = [one["citationId"] for one in node["c"][0]] if kind(node) == "Cite" else []
        labels = [key for key in keys if re.match(r"(fig|tbl|sec|eq|lst)-", key)]
        for key in keys if labels else ():
            if key not in labels and not re.match(r"[a-z]{3}-", key):
                yield Finding(
                    "lost-citation",
                    place_of(document, rf"@{re.escape(labels[0])}\s*\[[^\]]*@{re.escape(key)}"),
                    f"the citation of `{key}` is lost: it stands right behind a reference",
                    "put a comma or the words between `@" + labels[0] + "` and the bracket",
                    excusable=True,
                )


def unwritten_notes(manuscript: Manuscript, document: Document) -> Iterator[Finding]:
    """Marks of footnotes that nobody wrote: they stay in the text as they are."""
    for node in every(manuscript.blocks):
        match = NOTE.fullmatch(node["c"].rstrip(".,;:)")) if kind(node) == "Str" else None
        match = match or (NOTE.search(node["c"]) if kind(node) == "Str" else None)
        if match:
            yield Finding(
                "missing-note",
                place_of(document, re.escape(match[0])),
                f"the footnote `{match[0]}` is not written anywhere",
                f"write it on a line of its own: `{match[0]}: …`",
                excusable=True,
            )


def odd_dates(manuscript: Manuscript, document: Document) -> Iterator[Finding]:
    """Dates that cannot be read, and dates that would differ from build to build."""
    for key in DATES:
        value = manuscript.meta.get(key)
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
