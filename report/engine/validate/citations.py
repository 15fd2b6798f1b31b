"""Citation keys: what chapters and tables cite, what the bibliography holds, and where they differ."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from report.engine.model import Document, Finding, Place, Severity
from report.engine.tables import Table
from report.engine.validate.chapters.prose import passages_of

SOURCES = "sources"  # the column of a table that holds citation keys, split by `;`
CITED = re.compile(r"(?<![\w@/.\\])@(?:\{([^{}\s]+)\}|([^\W_][\w:.#$%&+?<>~/-]*))")
LABELLED = (
    "fig",
    "tbl",
    "lst",
    "sec",
    "eq",
    "thm",
    "lem",
    "cor",
    "prp",
    "cnj",
    "def",
    "exm",
    "exr",
)
LABELLED += ("sol", "rem", "alg", "tip", "nte", "wrn", "imp", "cau")
LABEL = re.compile(rf"({'|'.join(LABELLED)})-", re.IGNORECASE)
APART = re.compile(r"\$\$.*?\$\$|https?://[^\s<>)\]]+|<[^<>\s@]+@[^<>\s]+>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """A key that a chapter cites, and where."""

    key: str
    place: Place


def citations_of(document: Document) -> Iterator[Citation]:
    """Every citation in a document's prose; references to its own labels are none."""
    for prose in passages_of(document):
        text = APART.sub(lambda apart: " " * len(apart[0]), prose.text)
        for cited in CITED.finditer(text):
            key = cited[1] or cited[2].rstrip(":.#$%&-+?<>~/")
            if not LABEL.match(key):
                yield Citation(key, prose.place(cited.start()))


def cites_all(document: Document) -> bool:
    """Whether the document takes the whole bibliography into its list (`nocite: "@*"`)."""
    return "@*" in str(document.meta.get("nocite", ""))


def unknown_in_chapters(documents: Iterable[Document], keys: Collection[str]) -> Iterator[Finding]:
    """Keys that chapters cite and no bibliography holds; Quarto only warns of them."""
    for document in documents:
        own = own_keys(document)
        for citation in citations_of(document):
            if citation.key not in keys and citation.key not in own:
                message = f"the bibliography has no `{citation.key}`"
                hint = nearest(citation.key, keys)
                yield Finding("citation", citation.place, message, hint, excusable=True)


def own_keys(document: Document) -> frozenset[str]:
    """The keys of the works that a document holds itself, under `references`."""
    works = document.meta.get("references")
    listed = works if isinstance(works, list) else []
    return frozenset(str(work.get("id")) for work in listed if isinstance(work, Mapping))


def later_than_told(documents: Iterable[Document], dates: Mapping[str, str]) -> Iterator[Finding]:
    """Sources that a chapter cites although they appeared after the day on which it speaks.

    That day is the document's `as-of`; `dates` has the first day that each source can be of.
    """
    for document in documents:
        day = str(document.meta.get("as-of") or "")[:10]
        for citation in citations_of(document) if day else ():
            if dates.get(citation.key, "") > day:
                yield Finding(
                    "later-source",
                    citation.place,
                    f"`{citation.key}` appeared after {day}, the day on which the chapter speaks",
                    "cite an earlier source, or give the chapter a later `as-of`",
                )


def unknown_in_tables(tables: Iterable[Table], keys: Collection[str]) -> Iterator[Finding]:
    """Keys that rows name as their sources and no bibliography holds."""
    for table in tables:
        for row in table:
            for key in row.each(SOURCES):
                if key not in keys:
                    message = f"the bibliography has no `{key}`"
                    place = table.place(row, SOURCES)
                    yield Finding("citation", place, message, nearest(key, keys))


def unused(uncited: Mapping[str, Place], documents: Iterable[Document]) -> Iterator[Finding]:
    """Entries that no row cites (by key, where they stand) and no chapter either."""
    documents = tuple(documents)
    if any(cites_all(document) for document in documents):
        return
    used = {citation.key for document in documents for citation in citations_of(document)}
    for key, place in uncited.items():
        if key not in used:
            hint = "cite it, or drop the entry"
            yield Finding("unused-source", place, f"nothing cites `{key}`", hint, Severity.WARNING)


def nearest(key: str, keys: Collection[str]) -> str:
    """What to do about an unknown key: the nearest known one, or to add it."""
    near = difflib.get_close_matches(key, keys, n=1, cutoff=0.8)
    return f"did you mean `{near[0]}`?" if near else "add the entry, or mend the key"
