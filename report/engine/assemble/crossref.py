"""Numbers for all that can be referred to, and the text and target of each reference.

Counting follows the order of the text: figures, tables and the rest each have their counter, which
starts again in every chapter of a book; sections count by level. A book's references are looked up
over all its pages, those of a website or document on their own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePosixPath

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    every,
    kind,
    span,
    strong,
    text_of,
    words,
)
from report.engine.assemble.floats import kind_of
from report.engine.assemble.nouns import Callout, Entry, Equation, Float, Number, Reference, Theorem
from report.engine.assemble.settings import Settings
from report.engine.assemble.theorems import THEOREM_KINDS
from report.engine.words import CALLOUT_KINDS, PROOF_KINDS

LEVELS = 7
NBSP = "\N{NO-BREAK SPACE}"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
ROMAN += ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a document stands in its book: its number (0: none), whether it is an appendix.

    `id` is that of its heading; `title` what references from unnumbered chapters print.
    """

    number: int = 0
    appendix: bool = False
    id: str = ""
    title: str = ""

    @property
    def label(self) -> str:
        """The number as it is printed: "2", "A", or empty."""
        if not self.number:
            return ""
        return letter(self.number).upper() if self.appendix else str(self.number)


@dataclass(frozen=True, slots=True)
class Outline:
    """What is numbered on a page: numbers by id, and the entries that references may name."""

    numbers: Mapping[str, str]
    entries: tuple[Entry, ...]
    headings: frozenset[str]


def outline(blocks: Nodes, page: PurePosixPath, chapter: Chapter, settings: Settings) -> Outline:
    """The numbers of everything in `blocks`, counted in order."""
    counted = tuple(Counting(page, chapter, settings).entries(blocks))
    numbers = {entry.id: entry.number for entry in counted if entry.number}
    headings = [attr_of(node).id for node in every(blocks, "Header")]
    return Outline(numbers, counted, frozenset(filter(None, [*headings, chapter.id])))


@dataclass(frozen=True, slots=True)
class Counting:
    """The rules by which one page counts."""

    page: PurePosixPath
    chapter: Chapter
    settings: Settings

    def entries(self, blocks: Nodes) -> Iterator[Entry]:
        """An entry for each thing that counts, in the order of the text."""
        section = [self.chapter.number] + [0] * (LEVELS - 1)
        counters: dict[str, Iterator[int]] = {}
        parts: Iterator[int] = count(1)
        parent = ""
        top = self.top_level(blocks)
        if self.chapter.id and self.chapter.number:
            yield self.chapter_entry()
        for node in every(blocks):
            name = kind(node)
            if name == "Header" and not attr_of(node).has("unnumbered"):
                section = advanced(section, node["c"][0])
                counters = {} if node["c"][0] == 1 and self.settings.chapters else counters
                yield self.section_entry(node, section, top)
            elif name == "Float" and node.part and node.id:
                yield self.part_entry(node, parent, next(parts))
            elif counts(node):
                counter = counters.setdefault(family(node), count(1))
                yield self.entry(node, next(counter), section[0] if top == 1 else 0)
                if name == "Float":
                    parent, parts = node.id, count(1)

    def top_level(self, blocks: Nodes) -> int:
        """The highest level of heading; a chapter's own heading is above all."""
        if self.chapter.number:
            return 1
        return min((n["c"][0] for n in every(blocks, "Header")), default=1)

    def chapter_entry(self) -> Entry:
        """The chapter as a whole."""
        return Entry(
            id=self.chapter.id,
            kind="sec",
            number=self.chapter.label,
            prefix=self.chapter_word,
            page=self.page,
            caption=words(self.chapter.title),
            chapter=True,
        )

    @property
    def chapter_word(self) -> str:
        """What a chapter is called."""
        return self.settings.prefix("apx" if self.chapter.appendix else "ch")

    def section_entry(self, heading: Node, section: list[int], top: int) -> Entry:
        """A numbered heading; only one whose id begins with `sec-` can be referred to."""
        level, attr = min(heading["c"][0], LEVELS), attr_of(heading)
        numbers = [str(part) for part in section[1:level]]
        while numbers and numbers[-1] == "0":
            numbers.pop()
        first = [self.index(section[0])] if top == 1 else []
        whole = self.settings.chapters and not any(section[1:level]) and top == 1
        return Entry(
            id=attr.id,
            kind="sec" if kind_of(attr.id) == "sec" else "",
            number=".".join([*first, *numbers]),
            prefix=self.chapter_word if whole else self.settings.prefix("sec"),
            page=self.page,
            caption=heading["c"][2],
            chapter=whole,
        )

    def index(self, number: int) -> str:
        """A chapter's number as it is printed; 0 before the first."""
        if not number:
            return "0"
        alpha = self.chapter.appendix or self.settings.crossref.get("chapters-alpha") is True
        return letter(number).upper() if alpha else str(number)

    def entry(self, node: Node, number: int, chapter: int) -> Entry:
        """A thing that counts in its own right."""
        own = family(node)
        styled = self.settings.crossref.get(f"{own}-labels", self.settings.crossref.get("labels"))
        text = label(styled, number)
        prefixed = bool(chapter) and self.settings.chapters
        return Entry(
            id=node.id,
            kind=own,
            number=f"{self.index(chapter)}.{text}" if prefixed else text,
            prefix=self.settings.prefix(own),
            page=self.page,
            caption=title_of(node),
        )

    def part_entry(self, node: Float, parent: str, number: int) -> Entry:
        """A part of a float, lettered within it."""
        styled = self.settings.crossref.get("subref-labels", "alpha a")
        return Entry(
            id=node.id,
            kind=node.kind,
            number=label(styled, number),
            prefix=self.settings.prefix(node.kind),
            page=self.page,
            caption=node.caption,
            parent=parent,
        )


def advanced(section: list[int], level: int) -> list[int]:
    """The section counters after a heading of `level`: its own one higher, deeper ones at zero."""
    place = min(level, LEVELS) - 1
    return [*section[:place], section[place] + 1, *[0] * (LEVELS - place - 1)]


def counts(node: Node) -> bool:
    """Whether a node takes a number in its own right."""
    if isinstance(node, Float):
        return bool(node.id) and not node.part
    if isinstance(node, Callout):
        return kind_of(node.id) in CALLOUT_KINDS
    return isinstance(node, Equation | Theorem) and bool(node.id)


def family(node: Node) -> str:
    """The counter that a thing belongs to: the prefix of its id."""
    return "eq" if isinstance(node, Equation) else kind_of(node.id)


def title_of(node: Node) -> Nodes:
    """What a thing is titled."""
    for field in ("caption", "title", "name"):
        if hasattr(node, field):
            return getattr(node, field)
    return []


def label(style: object, number: int) -> str:
    """A number in a style of `crossref`: arabic, `alpha a`, `roman i`, or a list of labels."""
    if isinstance(style, list) and style:
        return str(style[(number - 1) % len(style)])
    text = str(style or "arabic")
    if text.startswith("alpha"):
        start = text.removeprefix("alpha").strip()[:1] or "a"
        return chr(ord(start) + number - 1)
    if text.startswith("roman"):
        return roman(number) if text.endswith("i") else roman(number).upper()
    return str(number)


def letter(number: int) -> str:
    """The letter of a number: a, b, c…"""
    return chr(ord("a") + number - 1)


def roman(number: int) -> str:
    """A number in small Roman numerals."""
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


# --- references --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that the references of one page may name.

    `entries` is the book's, or the page's own; `headings` says on which page a heading stands.
    """

    page: PurePosixPath
    chapter: Chapter
    entries: Mapping[str, Entry]
    headings: Mapping[str, PurePosixPath]
    settings: Settings
    book: bool

    def replacement(self, cite: Node) -> Nodes | None:
        """What stands for a `Cite` of Pandoc's: references; None where it cites works."""
        citations = [one for one in cite["c"][0] if self.kind(one["citationId"])]
        if not citations:
            return None
        groups = [self.one(citation) for citation in citations]
        delimiter = words(f"{self.settings.crossref.get('ref-delim', ',')} ")
        return [
            node
            for place, group in enumerate(groups)
            for node in ([*delimiter] if place else []) + group
        ]

    def kind(self, key: str) -> str:
        """The kind that a key refers to; empty where it is the key of a work."""
        prefix = kind_of(key).lower()
        known = (*self.settings.floats, "sec", "eq", *CALLOUT_KINDS, *THEOREM_KINDS, *PROOF_KINDS)
        return prefix if prefix in known else ""

    def one(self, citation: Mapping[str, object]) -> Nodes:
        """One reference."""
        key = str(citation["citationId"])
        target = key[:1].lower() + key[1:]
        entry = self.entries.get(target)
        if entry is None:
            return self.missing(target)
        own = citation["citationPrefix"]
        bare = citation["citationMode"]["t"] == "SuppressAuthor"  # type: ignore[index]
        upper = key[:1].isupper()
        inlines = [*self.prefix(entry, own, bare, upper), *words(self.number(entry))]  # type: ignore[arg-type]
        away = entry.page != self.page
        anchor = "" if away and entry.chapter else target
        if self.settings.crossref.get("ref-hyperlink", True) is False:
            return inlines
        return [Reference(target, inlines, anchor, entry.page if away else None)]

    def titles_only(self, entry: Entry) -> bool:
        """Whether this page says a section's title for its number, as unnumbered chapters do."""
        hidden = not self.settings.numbered or (self.book and not self.chapter.number)
        return self.book and hidden and entry.kind == "sec" and self.settings.form == "html"

    def prefix(self, entry: Entry, own: Nodes, bare: bool, upper: bool) -> Nodes:
        """The words before the number: the author's own, those of the kind, or none."""
        if own:
            return [*own, {"t": "Str", "c": NBSP}]
        if bare or self.titles_only(entry) or not entry.prefix:
            return []
        text = entry.prefix[:1].upper() + entry.prefix[1:] if upper else entry.prefix
        return [*words(text), {"t": "Str", "c": NBSP}]

    def number(self, entry: Entry) -> str:
        """The number of an entry; a part's is that of its whole with a letter."""
        if self.titles_only(entry):
            return " ".join(text_of(entry.caption).split())
        if entry.parent:
            whole = self.entries.get(entry.parent)
            return f"{whole.number if whole else ''} ({entry.number})"
        return entry.number

    def missing(self, target: str) -> Nodes:
        """What is printed for a reference to nothing."""
        if self.book and self.settings.form == "html":
            return [span(Attr("", ("quarto-unresolved-ref",)), words(f"?{target}"))]
        return [strong([{"t": "Str", "c": f"?@{target}"}])]


def index_of(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by id; the first of a name keeps it."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind:
            found.setdefault(entry.id, entry)
    return found


def unresolved(blocks: Nodes, index: Index) -> tuple[str, ...]:
    """The keys of references that name nothing, in order."""
    keys = [one["citationId"] for node in every(blocks, "Cite") for one in node["c"][0]]
    wanted = [key[:1].lower() + key[1:] for key in keys if index.kind(key)]
    return tuple(dict.fromkeys(key for key in wanted if key not in index.entries))


def with_numbers(numbers: Mapping[str, str], settings: Settings) -> Mapping[str, object]:
    """The rules that write numbers into floats, equations, callouts, theorems and headings."""

    def numbered(node: Node) -> Nodes | None:
        text = numbers.get(node.id) if node.id else None
        if text is None:
            return None
        part = isinstance(node, Float) and node.part
        number = Number("" if part else settings.title(family(node)), text)
        changed = {"number": number}
        if isinstance(node, Float | Callout):
            changed["delimiter"] = settings.delimiter  # type: ignore[assignment]
        return [replace(node, **changed)]

    def heading(node: Node) -> Nodes | None:
        level, attr = node["c"][0], attr_of(node)
        text = numbers.get(attr.id)
        shown = settings.numbered and level <= settings.depth and not attr.has("unnumbered")
        if not text or not shown:
            return None
        return [{"t": "Header", "c": [level, attr.plus(number=text).json, node["c"][2]]}]

    kinds = ("Float", "Callout", "Equation", "Theorem")
    return {**dict.fromkeys(kinds, numbered), "Header": heading}
