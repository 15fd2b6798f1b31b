"""Rules for the bibliography: how reliable a source is, when it was seen, whose title it carries."""

from __future__ import annotations

from collections.abc import Iterator

from report.engine.model import Finding
from report.engine.tables import Data, Source
from report.rules.spans import span

RELIABILITIES = frozenset({"primary", "reference", "press", "other"})
SUPPLIED = frozenset({"title-from-address", "title-described"})


def keywords(source: Source) -> set[str]:
    """The keywords of an entry."""
    return {word.strip() for word in source.entry.text("keywords").split(",")}


def reliability_is_told(data: Data) -> Iterator[Finding]:
    """Every source has just one keyword that says how reliable it is."""
    for source in data.sources.values():
        if len(keywords(source) & RELIABILITIES) != 1:
            message = f"`{source.entry.key}` does not say how reliable it is"
            hint = f"give `keywords` one of {', '.join(sorted(RELIABILITIES))}"
            yield Finding("source", source.place("keywords"), message, hint)


def addressed_and_seen(data: Data) -> Iterator[Finding]:
    """Every source has an address and the month in which it was seen, not before its own date."""
    for source in data.sources.values():
        for name in ("url", "urldate"):
            if not source.entry.text(name):
                message = f"`{source.entry.key}` has no {name}"
                yield Finding("source", source.place(), message, f"add `{name}`")
        date, seen = span(source.entry.text("date")), span(source.entry.text("urldate"))
        if date and seen and date.after(seen):
            message = f"`{source.entry.key}` is dated after it was seen"
            yield Finding("source", source.place("date"), message, "mend one of the two dates")


def supplied_titles_are_marked(data: Data) -> Iterator[Finding]:
    """A title that its page did not show stands in brackets and has a keyword that says so."""
    for source in data.sources.values():
        title = source.entry.text("title")
        bracketed = title.startswith("[") and title.endswith("]")
        if bracketed != bool(keywords(source) & SUPPLIED):
            message = f"brackets and keywords disagree on whose title `{source.entry.key}` has"
            hint = f"a title of our own stands in [...] and has {' or '.join(sorted(SUPPLIED))}"
            yield Finding("source", source.place("title"), message, hint)


def sources_stand_once(data: Data) -> Iterator[Finding]:
    """A row names a source once."""
    for table in data.tables.values():
        for row in table:
            listed = row.each("sources")
            if len(set(listed)) < len(listed):
                place = table.place(row, "sources")
                yield Finding("source", place, "a source is named twice", "drop one of the two")


RULES = (reliability_is_told, addressed_and_seen, supplied_titles_are_marked, sources_stand_once)
