"""Derived values of a document for print: each gets a number, and an entry that says where it is from.

The number counts within the document, so that an edit of one chapter changes no other. What the
entries say of rows and sources is remembered under the values and the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from report.engine.assemble.ast import Node, Nodes, attr_of, inlines_of, kind, rewrite, text_of
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.nouns import Proofs, Valued
from report.engine.known import Shelf, state_for
from report.engine.memory import Memory
from report.engine.model import Project
from report.engine.provenance import (
    CELLS,
    CLASS,
    TABLE_CLASS,
    Derivation,
    RowSet,
    cells_in,
    derivation,
)
from report.engine.told import Teller
from report.engine.wish import AS_OF
from report.engine.words import Words

NAMED = 6  # keys of one dataset that an entry names
CITED = 3  # sources that it names
PARAGRAPHS = frozenset({"Para", "Plain"})
NO_VALUE = frozenset({"Link", "Cite", "Valued"})


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of one dataset behind a value: its title, how many, the first few keys."""

    title: str
    count: int
    whole: bool
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What print says of a value: its text, function and rows, the first few of so many sources."""

    text: str
    function: str
    rows: tuple[Behind, ...]
    sources: tuple[str, ...]
    count: int


# --- in the text ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Register:
    """The values of a document met so far, by id, in the order of the text."""

    found: dict[str, Derivation] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, one: Derivation) -> int:
        """The number of a value, a new one for one that was not met before."""
        name = one.id
        self.found.setdefault(name, one)
        return self.numbers.setdefault(name, len(self.found))

    def valued(self, inlines: Nodes, marks: Mapping[str, str], *, shown: bool = True) -> Nodes:
        """Text with its number; only the text where no rows are told."""
        one = derivation(text_of(inlines), marks)
        return inlines if one is None else [Valued(inlines, self.number(one), shown)]


def traced(blocks: Nodes) -> tuple[Nodes, tuple[Derivation, ...]]:
    """A document's text with its derived values numbered, and the values in the order of numbers."""
    register = Register()
    plain = rewrite(blocks, {"Link": without_values, "Header": without_values})
    rules = {
        "Span": lambda node: span(node, register),
        "Div": lambda node: table(node, register),
    }
    return rewrite(plain, rules), tuple(register.found.values())


def span(node: Node, register: Register) -> Nodes | None:
    """A derived value."""
    attr = attr_of(node)
    if not attr.has(CLASS):
        return None
    return register.valued(node["c"][1], marks_of(attr.pairs))


def marks_of(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Attributes under their whole names: Pandoc drops `data-` from those that it reads in HTML."""
    return {name if name.startswith("data-") else f"data-{name}": value for name, value in pairs}


def without_values(node: Node) -> Nodes | None:
    """A link or heading in which values are only their text."""

    def text(value: Node) -> Nodes | None:
        return value["c"][1] if attr_of(value).has(CLASS) else None

    made = rewrite(node, {"Span": text})
    return None if made is node else [made]


def table(node: Node, register: Register) -> Nodes | None:
    """A table with its derived cells linked; the head of its first column tells their numbers."""
    attr = attr_of(node)
    if not attr.has(TABLE_CLASS):
        return None
    cells = dict(cells_in(marks_of(attr.pairs).get(CELLS, "")))
    numbers: list[int] = []
    made = rewrite(
        node["c"][1], {"Table": lambda block: [with_cells(block, cells, register, numbers)]}
    )
    if not numbers:
        return made
    proofs = Proofs(min(numbers), max(numbers))
    return rewrite(made, {"Table": lambda block: [with_head(block, proofs)]})


def with_cells(
    block: Node,
    cells: Mapping[tuple[int, int], Mapping[str, str]],
    register: Register,
    numbers: list[int],
) -> Node:
    """The table with marks in its derived cells; their numbers go to `numbers`."""
    content = list(block["c"])
    content[4] = [
        [part[0], part[1], part[2], with_marks(part[3], cells, register, numbers)]
        for part in content[4]
    ]
    return {"t": "Table", "c": content}


def with_marks(
    rows: Nodes,
    cells: Mapping[tuple[int, int], Mapping[str, str]],
    register: Register,
    numbers: list[int],
) -> Nodes:
    """The lines of a table with marks in derived cells."""
    made = []
    for line, (attr, entries) in enumerate(rows):
        new = []
        for column, entry in enumerate(entries):
            marks = cells.get((line, column))
            blocks = in_cell(entry[4], marks, register) if marks else entry[4]
            if blocks is not entry[4]:
                numbers += [one.number for one in inlines_of(blocks) if isinstance(one, Valued)]
            new.append([*entry[:4], blocks])
        made.append([attr, new])
    return made


def in_cell(blocks: Nodes, marks: Mapping[str, str], register: Register) -> Nodes:
    """A cell whose text leads to its entry, unless something in it leads elsewhere."""
    inlines = inlines_of(blocks)
    plain = all(kind(block) in PARAGRAPHS for block in blocks)
    if not inlines or not plain or any(kind(node) in NO_VALUE for node in inlines):
        return blocks
    return [{"t": "Plain", "c": register.valued(inlines, marks, shown=False)}]


def with_head(block: Node, proofs: Proofs) -> Node:
    """The table with the numbers of its values behind the head of its first column."""
    content = list(block["c"])
    attr, rows = content[3]
    if not rows or not rows[0][1]:
        return block
    [row_attr, [first, *others]], *below = rows
    inlines = [*inlines_of(first[4]), proofs]
    head = [*first[:4], [{"t": "Plain", "c": inlines}]]
    content[3] = [attr, [[row_attr, [head, *others]], *below]]
    return {"t": "Table", "c": content}


# --- what entries say ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Witness:
    """Who says where the values of a project's documents come from."""

    project: Project
    memory: Memory
    shelves: dict[str, Shelf] = field(default_factory=dict)

    def proofs(self, text: Resolution) -> tuple[Proof, ...]:
        """What print says of a document's values, in the order of their numbers."""
        said = self.memory.once(
            "derivations", (text.key,), lambda: [*map(asdict, traced(text.manuscript.blocks)[1])]
        )
        if not said:
            return ()
        day = self.day_of(text)
        named = {each["dataset"] for one in said for each in one["rows"]}
        made = self.memory.once(
            "proofs",
            (state_for(named, self.shelf(day)), day, text.language, repr(said)),
            lambda: [asdict(self.proof(derived_from(one), day, text.language)) for one in said],
        )
        return tuple(proof_from(one) for one in made)

    def shelf(self, day: str) -> Shelf:
        """The project's data as they were known on a day."""
        shelf = Shelf(self.project.root, day, self.project.bibliographies)
        return self.shelves.setdefault(day, shelf)

    def day_of(self, text: Resolution) -> str:
        """The day that a document speaks from."""
        stated = self.project.environment.get(AS_OF) or text.meta.get("as-of") or ""
        return str(stated)[:10]

    def proof(self, one: Derivation, day: str, language: str) -> Proof:
        """What print says of a value."""
        shelf = self.shelf(day)
        teller = Teller(shelf, Words(language))
        sources: dict[str, None] = {}
        rows = []
        for each in one.rows:
            title, keys = keys_of(each, shelf, sources)
            rows.append(Behind(title, len(keys), each.whole, () if each.whole else keys[:NAMED]))
        labels = dict.fromkeys(teller.source(key).label for key in [*sources][: 4 * CITED])
        return Proof(one.text, one.function, tuple(rows), (*labels,)[:CITED], len(sources))


def keys_of(each: RowSet, shelf: Shelf, sources: dict[str, None]) -> tuple[str, tuple[str, ...]]:
    """A dataset's title, and those of the rows that are there; their sources go to `sources`."""
    dataset = shelf.dataset(each.dataset)
    if dataset is None:
        return each.dataset, ()
    keys = tuple(dataset.records) if each.whole else each.keys
    found = tuple(key for key in keys if key in dataset.records)
    sources |= dict.fromkeys(key for name in found for key in dataset.records[name].sources)
    return dataset.title, found


def derived_from(said: Mapping[str, Any]) -> Derivation:
    """A value from JSON."""
    rows = tuple(RowSet(one["dataset"], tuple(one["keys"]), one["whole"]) for one in said["rows"])
    return Derivation(said["text"], said["function"], said["unit"], rows)


def proof_from(said: Mapping[str, Any]) -> Proof:
    """What print says of a value, from JSON."""
    rows = tuple(Behind(**{**one, "keys": tuple(one["keys"])}) for one in said["rows"])
    return Proof(**{**said, "rows": rows, "sources": tuple(said["sources"])})
