"""Derived values in Typst: their marks in the text, and the entries that the marks lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.engine.assemble.ast import Noun
from report.engine.assemble.evidence import Behind, Proof
from report.engine.assemble.nouns import Proofs, Valued
from report.engine.assemble.typst.nodes import words, writes
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, call, markup
from report.engine.words import Words

ROWS = {"en": ("row", "rows"), "de": ("Zeile", "Zeilen")}
ALL = {"en": "all", "de": "alle"}
MORE = {"en": "more", "de": "weitere"}


@dataclass(frozen=True, slots=True)
class Brief(Noun):
    """The entries of a short paper, before its list of works."""

    found: tuple[Proof, ...]
    language: str


@writes("Valued")
def valued(scope: Scope, node: Valued) -> str:
    """A value that leads to its entry, with the number of the entry where it is to be seen."""
    label = label_of(scope, node.number)
    number = node.number if node.shown else None
    return call("valued", label, words(scope, node.inlines), number=number)


@writes("Proofs")
def proofs(scope: Scope, node: Proofs) -> str:
    """The numbers of a table's values, leading to the first of their entries."""
    last = node.last if node.last > node.first else None
    return call("values", label_of(scope, node.first), node.first, last=last)


def label_of(scope: Scope, number: int) -> str:
    """The label of an entry: numbers count within a document."""
    return f"evidence:{scope.page}:{number}"


def entries(scope: Scope, found: Sequence[Proof], language: str) -> str:
    """The entries of a document in full: function, rows with their first keys, sources."""
    made = (
        call("proof", label_of(scope, number), number, told(one), Content(details(one, language)))
        for number, one in enumerate(found, 1)
    )
    return "\n".join(made)


def told(one: Proof) -> Content:
    """The value itself."""
    return Content(markup(one.text))


def details(one: Proof, language: str) -> str:
    """Where a value is from, in one line."""
    parts = [code(one.function), *(rows(each, language) for each in one.rows), cited(one, language)]
    return "; ".join(filter(None, parts))


def code(function: str) -> str:
    """A function by its module and name."""
    return call("code-name", ".".join(function.split(".")[-2:])) if function else ""


def rows(each: Behind, language: str) -> str:
    """How many rows of which dataset, and the first of their keys."""
    rest = each.count - len(each.keys)
    keys = ", ".join(each.keys) + (" …" if each.keys and rest else "")
    return markup(f"{each.title}, {counted(each, language)}" + (f" ({keys})" if keys else ""))


def counted(each: Behind, language: str) -> str:
    """How many rows: "44 rows", "all 90 rows"."""
    words = ROWS.get(short(language), ROWS["en"])
    every = f"{ALL.get(short(language), ALL['en'])} " if each.whole else ""
    return f"{every}{each.count} {words[each.count != 1]}"


def cited(one: Proof, language: str) -> str:
    """The first few sources, and how many more there are."""
    more = one.count - len(one.sources)
    rest = f" + {more} {MORE.get(short(language), MORE['en'])}" if more > 0 else ""
    return markup("; ".join(one.sources) + rest) if one.sources else ""


@writes("Brief")
def brief(scope: Scope, node: Brief) -> str:
    """The entries of a brief in the least room: run on, what rests on the same tables together."""
    groups: dict[tuple[str, ...], list[tuple[int, Proof]]] = {}
    for number, one in enumerate(node.found, 1):
        titles = tuple(each.title for each in one.rows)
        groups.setdefault((one.function.rpartition(".")[2], *titles), []).append((number, one))
    parts = [
        f"{group_name(names)}: {'; '.join(in_brief(scope, *one) for one in ones)}."
        for names, ones in groups.items()
    ]
    head = Content(markup(Words(node.language)["section-title-evidence-brief"]))
    return call("brief-proofs", head, Content(f"\n{chr(10).join(parts)}\n"))


def group_name(names: tuple[str, ...]) -> str:
    """What entries of a brief have in common: the tables and the function."""
    function, *titles = names
    return " ".join(filter(None, [markup(", ".join(titles)), call("code-name", function)]))


def in_brief(scope: Scope, number: int, one: Proof) -> str:
    """One entry of a brief: the value, how many rows, the first source and how many more."""
    counts = ", ".join(str(each.count) for each in one.rows)
    more = f" +{one.count - 1}" if one.count > 1 else ""
    source = f": {one.sources[0]}{more}" if one.sources else ""
    start = call("proof-start", label_of(scope, number), number)
    return f"{start} {markup(f'{one.text} ({counts}{source})')}"


def title(language: str) -> str:
    """What entries stand under."""
    return Words(language)["section-title-evidence"]


def short(language: str) -> str:
    """A language without its region."""
    return language.partition("-")[0].lower()
