"""The line of sources below a chart: the rows that it draws, and who states them (docs/provenance.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from report.engine.assemble.markdown import attribute, escaped
from report.engine.words import Words

CLASS = "figure-source"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who stands behind a chart: rows by the title of their dataset, pages, houses with most pages."""

    tables: tuple[tuple[str, int], ...]
    sources: int
    houses: tuple[tuple[str, int], ...]


def credit_in(told: object) -> Credit | None:
    """What a chart's `usermeta` says; None where it says nothing, or something else."""
    if not isinstance(told, Mapping) or not isinstance(told.get("sources"), int):
        return None
    tables, houses = (counts(told.get(name)) for name in ("tables", "houses"))
    return Credit(tables, told["sources"], houses) if tables and houses else None


def counts(told: object) -> tuple[tuple[str, int], ...]:
    """Names with a number each."""
    pairs = told if isinstance(told, list) else []
    return tuple((str(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2)


def credit_markdown(credit: Credit, rows: str, function: str, words: Words) -> str:
    """The line as a span of Pandoc's Markdown, the rows in it a derived value."""
    before, linked, after = parts_of(credit, words)
    marks = [attribute("data-rows", rows)]
    marks += [attribute("data-function", function)] if function else []
    value = f"[{escaped(linked)}]{{.derived {' '.join(marks)}}}"
    return f"[{escaped(before)}{value}{escaped(after)}]{{.{CLASS}}}"


def credit_html(credit: Credit, rows: str, function: str, words: Words) -> str:
    """The same as HTML."""
    before, linked, after = map(escape, parts_of(credit, words))
    made_by = f' data-function="{escape(function)}"' if function else ""
    value = f'<span class="derived" data-rows="{escape(rows)}"{made_by}>{linked}</span>'
    return f'<p class="{CLASS}">{before}{value}{after}</p>'


def parts_of(credit: Credit, words: Words) -> tuple[str, str, str]:
    """The words before the rows, the rows, and what follows them."""
    rows = ", ".join(
        f"{title} ({counted(count, 'used-row', 'used-rows-count', words)})"
        for title, count in credit.tables
    )
    pages = counted(credit.sources, "credit-source", "credit-sources", words)
    named = ", ".join(f"{house} {count}" for house, count in credit.houses)
    rest = sum(count for _, count in credit.houses) < credit.sources
    before, _, after = words["credit"].partition("{rows}")
    return before, rows, after.format(sources=pages, houses=f"{named}, …" if rest else named)


def counted(count: int, one: str, many: str, words: Words) -> str:
    """A number and what is counted."""
    return f"{count:,} {words[one if count == 1 else many]}"
