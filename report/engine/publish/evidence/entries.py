"""The evidence of one page: each value with its function, its rows and their sources, as HTML and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from report.engine.provenance import Derivation, RowSet
from report.engine.publish.evidence.code import Code
from report.engine.publish.evidence.rows import Table, anchor, as_json, cells_html, starts_of
from report.engine.publish.evidence.words import EvidenceWords
from report.engine.told import Source, Told

TAG = re.compile(r"<[^>]+>")
FULL = 12  # rows of one dataset that a value's entry tells of in full


@dataclass(frozen=True, slots=True)
class Desk:
    """What the evidence of a page is written with: its place, tables by name, code, words.

    `day` is the day on which rows are shown as known, in words; empty where there is none.
    """

    page: PurePosixPath
    text: PurePosixPath
    day: str
    tables: Mapping[str, Table]
    code_of: Callable[[str], Code | None]
    words: EvidenceWords

    def address(self, target: PurePosixPath, anchor: str = "") -> str:
        """The address of a place in the site, from the evidence page."""
        inside = f"#{quote(anchor)}" if anchor else ""
        return f"{quote(relpath(target, self.page.parent))}{inside}"


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of one dataset behind a value: their places in the table, and keys that it lacks."""

    table: Table
    places: tuple[int, ...]
    whole: bool
    missing: tuple[str, ...] = ()


def behind(each: RowSet, desk: Desk) -> Behind | None:
    """The rows that a value names, looked up; None where there is no such dataset."""
    table = desk.tables.get(each.dataset)
    if table is None:
        return None
    order = {row.key: place for place, row in enumerate(table.rows)}
    if each.whole:
        return Behind(table, tuple(range(len(table.rows))), True)
    places = tuple(sorted(order[key] for key in each.keys if key in order))
    missing = tuple(key for key in each.keys if key not in order)
    return Behind(table, places, len(places) == len(order) > 1, missing)


def lacking(derivations: Sequence[Derivation], desk: Desk) -> Iterator[tuple[str, str, str]]:
    """Values that name rows which the data do not have on that day: text, dataset and key."""
    for one in derivations:
        for each in one.rows:
            found = behind(each, desk)
            keys = ("*",) if found is None else found.missing
            yield from ((one.text, each.dataset, key) for key in keys)


# --- for those who read --------------------------------------------------------------------------


def body_of(derivations: Sequence[Derivation], desk: Desk) -> str:
    """The text of the evidence page."""
    words = desk.words
    day = f" {words.as_of.format(day=escape(desk.day))}." if desk.day else ""
    back = f'<a href="{desk.address(desk.text)}">{words.back}</a>'
    seen: dict[tuple[RowSet, ...], Derivation] = {}
    entries = "\n".join(entry(one, desk, seen) for one in derivations)
    intro = f'<p class="evidence-intro">{words.intro}{day[:2].upper()}{day[2:]} {back}</p>'
    return f'{intro}\n<div class="evidence-list">\n{entries}\n</div>'


def entry(one: Derivation, desk: Desk, seen: dict[tuple[RowSet, ...], Derivation]) -> str:
    """One value. Rows that another value has too are told there."""
    first = seen.setdefault(one.rows, one)
    parts = [f"<h2>{escape(one.text)}</h2>", by(one.function, desk)]
    if first is one:
        parts += [rows_html(each, desk) for each in one.rows]
    else:
        link = f'<a href="#{first.id}">{escape(first.text)}</a>'
        counts = ", ".join(counted(found, desk) for found in found_in(one, desk))
        parts.append(f"<p>{counts}: {desk.words.same.format(text=link)}.</p>")
    return f'<section id="{one.id}" class="evidence">{"".join(parts)}</section>'


def by(function: str, desk: Desk) -> str:
    """The function that computed a value, linked to its code if that is the project's own."""
    if not function:
        return f"<p>{desk.words.shown}</p>"
    name = f"<code>{escape(function)}</code>"
    code = desk.code_of(function)
    if code:
        name = f'<a href="{desk.address(code.page, code.anchor)}">{name}</a>'
    return f"<p>{desk.words.computed} {name}.</p>"


def found_in(one: Derivation, desk: Desk) -> Iterator[Behind]:
    """The rows behind a value, dataset by dataset."""
    return (found for each in one.rows if (found := behind(each, desk)))


def counted(found: Behind, desk: Desk) -> str:
    """How many rows of which dataset, the dataset linked."""
    words, count = desk.words, len(found.places)
    text = words.all_rows if found.whole else words.one_row if count == 1 else words.some_rows
    link = f'<a href="{desk.address(found.table.page)}">{escape(found.table.title)}</a>'
    return text.format(count=count, dataset=link)


def rows_html(each: RowSet, desk: Desk) -> str:
    """The rows of one dataset: a few in full, many by their heads, all of them by a link."""
    found = behind(each, desk)
    if found is None:
        return f"<p>{escape(each.dataset)}</p>"
    count = counted(found, desk)
    count = f"{count[:1].upper()}{count[1:]}"
    if found.missing:
        keys = escape(", ".join(found.missing))
        count += f" ({desk.words.missing.format(keys=keys)})"
    if found.whole and len(found.places) > FULL:
        return f"<p>{count}.</p>"
    rows = [found.table.rows[place] for place in found.places]
    if len(rows) <= FULL:
        listed = "".join(full_row(row, found.table, desk) for row in rows)
        return f"<p>{count}.</p><ul>{listed}</ul>"
    listed = "".join(f"<li>{headed(row, found.table, desk)}</li>" for row in rows)
    return f"<details><summary>{TAG.sub('', count)}</summary><ul>{listed}</ul></details>"


def headed(row: Told, table: Table, desk: Desk) -> str:
    """A row's head, linked to the row on its dataset's page."""
    address = desk.address(table.pages[row.key], anchor(row.key))
    return f'<a href="{address}">{escape(row.head)}</a>'


def full_row(row: Told, table: Table, desk: Desk) -> str:
    """A row with its values and its sources."""
    cited = "; ".join(cited_html(table.sources[key]) for key in row.sources)
    sources = f'<p class="evidence-sources">{desk.words.sources}: {cited}</p>' if cited else ""
    return f"<li>{headed(row, table, desk)}{cells_html(row.cells)}{sources}</li>"


def cited_html(source: Source) -> str:
    """A source by its short name, with what kind of source it is."""
    kind = f" ({escape(source.kind)})" if source.kind else ""
    if not source.url:
        return f"{escape(source.label)}{kind}"
    link = f'<a href="{escape(source.url)}" title="{escape(source.text)}" rel="external">'
    return f"{link}{escape(source.label)}</a>{kind}"


# --- for the page's script -----------------------------------------------------------------------


def index_of(derivations: Sequence[Derivation], desk: Desk) -> bytes:
    """The same as JSON: values by id, rows by their places, where the pieces with them lie."""
    codes = {one.function: desk.code_of(one.function) for one in derivations if one.function}
    used = {each.dataset for one in derivations for each in one.rows}
    tables = {name: desk.tables[name] for name in sorted(used & set(desk.tables))}
    return as_json(
        {
            "words": asdict(desk.words),
            "day": desk.day,
            "functions": {
                name: desk.address(code.page, code.anchor) for name, code in codes.items() if code
            },
            "datasets": {name: dataset_json(each, desk) for name, each in tables.items()},
            "values": {one.id: value_json(one, desk) for one in derivations},
        }
    )


def dataset_json(table: Table, desk: Desk) -> dict[str, object]:
    """What the script needs to know of a dataset."""
    return {
        "title": table.title,
        "page": desk.address(table.page),
        "pieces": desk.address(table.page.with_suffix("")),
        "count": len(table.rows),
        "starts": starts_of(table),
    }


def value_json(one: Derivation, desk: Desk) -> dict[str, object]:
    """A value: text, function, and the places of its rows by dataset (`true` for all)."""
    rows = [
        [found.table.name, True if found.whole else ranges(found.places)]
        for found in found_in(one, desk)
    ]
    return {"text": one.text, "function": one.function, "rows": rows}


def ranges(places: Sequence[int]) -> list[list[int]]:
    """Ascending numbers as runs of first and last."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return runs
