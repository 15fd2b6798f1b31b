"""Derived values in a page's HTML become links to their evidence; what they rest on leaves the page.

It works on the HTML that Pandoc writes, so that the pages of `quarto render` go the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from report.engine.digest import digest
from report.engine.provenance import (
    CELLS,
    CLASS,
    ROWS,
    TABLE_CLASS,
    Derivation,
    RowSet,
    cells_in,
    derivation,
)

FOLDER = PurePosixPath("evidence")
SPAN = re.compile(rf'<span class="{CLASS}"(?P<told>[^>]*)>(?P<text>.*?)</span>', re.DOTALL)
# What is passed over, what loses its marks since a link stands around it, and what becomes links.
STRETCH = re.compile(
    r"(?P<raw><(?P<tag>script|style|textarea)\b.*?</(?P=tag)\s*>)"
    r"|(?P<link><a\b(?=[^>]*>(?:(?!</a\s*>).)*?<span class=\"derived\").*?</a\s*>)"
    rf'|(?P<table><div class="{TABLE_CLASS}"(?P<marks>[^>]*)>(?P<inside>.*?</table>))'
    rf"|(?P<span>{SPAN.pattern})",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(
    r"(?P<open><(?P<tag>t[dh])\b[^>]*>)(?P<text>.*?)(?P<close></(?P=tag)>)", re.DOTALL
)
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Linked:
    """HTML with links to evidence, and what they lead to, each once, in order.

    `key` is the digest of what that is, where somebody has taken it.
    """

    html: str
    derivations: tuple[Derivation, ...] = ()
    key: str = ""


def linked(html: str, page: PurePosixPath) -> Linked:
    """The HTML of a page (or a piece of it), every derived value in it a link."""
    if CLASS not in html:
        return Linked(html)
    found = Found(relpath(evidence_page(page), page.parent))
    text = STRETCH.sub(lambda match: replaced(match, found), html)
    return Linked(text, tuple(found.derivations.values()))


def linked_bytes(text: Linked) -> bytes:
    """Linked HTML as bytes: what it leads to as a line of JSON, then the HTML as it is."""
    found = [
        [
            one.text,
            one.function,
            one.unit,
            [[each.dataset, each.keys, each.whole] for each in one.rows],
        ]
        for one in text.derivations
    ]
    return f"{json.dumps(found)}\n{text.html}".encode()


def linked_from(said: bytes) -> Linked:
    """Linked HTML that was remembered."""
    line, _, html = said.partition(b"\n")
    derivations = (
        Derivation(
            text,
            function,
            unit,
            tuple(RowSet(name, tuple(keys), whole) for name, keys, whole in rows),
        )
        for text, function, unit, rows in json.loads(line)
    )
    return Linked(html.decode(), tuple(derivations), digest(line))


def unlinked(html: str) -> str:
    """HTML whose derived values are only their text: for what stands within a link anyway."""
    return SPAN.sub(lambda match: match["text"], html)


def evidence_page(page: PurePosixPath) -> PurePosixPath:
    """Where the evidence of a page lies."""
    return FOLDER / page


@dataclass(frozen=True, slots=True)
class Found:
    """The address of the page's evidence, and what was found so far, by id."""

    address: str
    derivations: dict[str, Derivation] = field(default_factory=dict)

    def link(self, text: str, attributes: dict[str, str]) -> str:
        """HTML text as a link to its evidence; only the text where no rows are told."""
        made = derivation(unescape(TAG.sub("", text)), attributes)
        if made is None:
            return text
        name = made.id
        self.derivations.setdefault(name, made)
        href = f"{quote(self.address)}#{name}"
        return f'<a class="{CLASS}" href="{escape(href)}">{text}</a>'


def replaced(match: re.Match[str], found: Found) -> str:
    """What takes the place of one stretch of the page."""
    if match["raw"]:
        return match["raw"]
    if match["link"]:
        return unlinked(match["link"])
    if match["table"]:
        return table(match["inside"], attributes_of(match["marks"]), found)
    return found.link(match["text"], attributes_of(match["told"]))


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes in a tag."""
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}


# --- tables --------------------------------------------------------------------------------------


def table(html: str, marks: dict[str, str], found: Found) -> str:
    """A table whose marks say what its lines and cells rest on."""
    head, body, rest = html.partition("<tbody>")
    cells = dict(cells_in(marks.get(CELLS, "")))
    lines = marks.get(ROWS, "").split("|")
    places = iter(range(len(ROW.findall(rest))))

    def line(match: re.Match[str]) -> str:
        place = next(places)
        told = lines[place] if place < len(lines) else ""
        return row(match[0], told, lambda column: cells.get((place, column)), found)

    return f'<div class="{TABLE_CLASS}">{head}{body}{ROW.sub(line, rest)}'


def row(html: str, told: str, cell_of: Callable[[int], dict[str, str] | None], found: Found) -> str:
    """A line of a table: marked cells lead to their own rows, the first other one to the line's."""
    columns = iter(range(len(CELL.findall(html))))
    waiting = [{ROWS: told}] if told else []

    def cell(match: re.Match[str]) -> str:
        own = cell_of(next(columns))
        text = match["text"]
        if "<a " in text or not TAG.sub("", text).strip():
            return match[0]
        marks = own or (waiting.pop() if waiting else None)
        inside = found.link(unlinked(text), marks) if marks else text
        return f"{match['open']}{inside}{match['close']}"

    return CELL.sub(cell, html)
