"""What an edition leaves out of a document: prose of another day, and words on absent chapters.

What a person wrote speaks from the day on which it was written. When a document is told for another
day, its text keeps what cells show and what is marked as holding on any day (a div or a span of
class `any-day`); headings above nothing go. In every edition, paragraphs and list items that link
to a document which does not belong to it go too, and divs of class `about-chapter` that name it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    div,
    every,
    kind,
    rewrite,
    text_of,
    with_attr,
    words,
)
from report.engine.assemble.links import located
from report.engine.assemble.markdown import GAP
from report.engine.dates import date_of, spelled
from report.engine.words import Words

ANY_DAY, ABOUT, CHAPTER = "any-day", "about-chapter", "chapter"
TEXT, LISTS = frozenset({"Para", "Plain"}), frozenset({"BulletList", "OrderedList"})
LOWEST = 7  # below every level that a heading can have
LOWEST = 7  # below every level that a heading can have


@dataclass(frozen=True, slots=True)
class Telling:
    """How a document is told: its path, the other day that it is told for, what is not there."""

    path: PurePosixPath
    day: str = ""
    left_out: tuple[PurePosixPath, ...] = ()


def retold(blocks: Nodes, telling: Telling, said: Words) -> Nodes:
    """The blocks of a document as its edition has them."""
    if telling.left_out:
        blocks = rewrite(blocks, {"Para": absent_in(telling), "Plain": absent_in(telling)})
        blocks = rewrite(blocks, {"Div": absent_in(telling)})
    if telling.day:
        blocks = [notice(telling.day, said), *(one for block in blocks for one in told(block))]
    return pruned(blocks) if telling.day or telling.left_out else blocks


def unmarked(node: Node) -> Nodes | None:
    """A div or span without its marks for editions; what lies in it where it has no others."""
    attr = attr_of(node)
    if not attr.has(ANY_DAY, ABOUT):
        return None
    rest = attr.without(ANY_DAY, ABOUT, CHAPTER)
    return [with_attr(node, rest)] if rest != Attr() else node["c"][1]


# --- chapters that are not there ---------------------------------------------------------------


def absent_in(telling: Telling) -> Any:
    """The rule that takes out what speaks of documents which are not in the edition."""

    def rule(node: Node) -> Nodes | None:
        if kind(node) == "Div":
            attr = attr_of(node)
            speaks = attr.has(ABOUT) and is_absent(attr.get(CHAPTER), telling)
        else:
            links = (part["c"][2][0] for part in every(node, "Link"))
            speaks = any(is_absent(target, telling) for target in links)
        return [] if speaks else None

    return rule


def is_absent(target: str, telling: Telling) -> bool:
    """Whether a link leads to a document that is not in the edition."""
    return located(target.partition("#")[0], telling.path) in telling.left_out


# --- another day -------------------------------------------------------------------------------


def notice(day: str, said: Words) -> Node:
    """What tells the reader for which day the document is told."""
    found = date_of(day)
    text = said["edition-note"].format(day=spelled(found, "long", said) if found else day)
    return div(Attr("", ("callout-note",), (("icon", "false"),)), [paragraph(words(text))])


def paragraph(inlines: Nodes) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def told(block: Node) -> Nodes:
    """What remains of a block that is told for another day."""
    name = kind(block)
    if name == "Header":
        return [block]
    if name == "Div":
        return told_div(block)
    if name in TEXT:
        kept = sentences(block)
        return [{"t": name, "c": kept}] if kept else []
    return listed(block, lambda item: [one for part in item for one in told(part)])


def told_div(block: Node) -> Nodes:
    """What remains of a div: cells without their alternative texts, which describe another day."""
    attr, inside = attr_of(block), block["c"][1]
    if attr.id == "refs":
        return [block]
    if attr.has("cell"):
        return [] if is_empty(block) else rewrite([block], {"Image": redescribed})
    if attr.has(ANY_DAY):
        whole = [one for part in inside for one in unbroken(part)]
        return rewrite([{"t": "Div", "c": [block["c"][0], whole]}], {"Image": redescribed})
    kept = pruned([one for part in inside for one in told(part)])
    return [{"t": "Div", "c": [block["c"][0], kept]}] if kept else []


def is_empty(cell: Node) -> bool:
    """Whether a cell shows nothing, or a table without a row."""
    tables = [node["c"][4] for node in every(cell["c"][1], "Table")]
    return not cell["c"][1] or any(not any(body[3] for body in bodies) for bodies in tables)


def sentences(block: Node) -> Nodes:
    """The inlines of a paragraph's sentences that hold on any day, a space between them."""
    found: Nodes = []
    for node in block["c"]:
        if kind(node) == "Span" and attr_of(node).has(ANY_DAY) and not is_broken(node):
            found += [*([{"t": "Space"}] if found else []), *node["c"][1]]
    return found


def unbroken(block: Node) -> Nodes:
    """A block that holds on any day, if no value in it is missing; a list without such items."""
    if kind(block) in LISTS:
        return listed(block, lambda item: [] if is_broken(item) else item)
    return [] if is_broken(block) else [block]


def listed(block: Node, kept: Callable[[Nodes], Nodes]) -> Nodes:
    """A list with what is kept of its items; nothing for an empty list and for other blocks."""
    if kind(block) not in LISTS:
        return []
    *around, items = [block["c"]] if kind(block) == "BulletList" else block["c"]
    remaining = [told for item in items if (told := kept(item))]
    content = [*around, remaining] if around else remaining
    return [{"t": kind(block), "c": content}] if remaining else []


def is_broken(value: Any) -> bool:
    """Whether an expression somewhere in it could not be computed for the day."""
    return any(GAP in node["c"] for node in every([value], "Str"))


def redescribed(node: Node) -> Nodes | None:
    """A picture that is described by its caption, which holds on any day."""
    attr, caption, target = node["c"]
    if not any(key == "fig-alt" for key, _ in attr[2]):
        return None
    words_ = " ".join(text_of(caption).split())
    pairs = [[key, words_ if key == "fig-alt" else value] for key, value in attr[2]]
    return [{"t": "Image", "c": [[attr[0], attr[1], pairs], caption, target]}]


def pruned(blocks: Nodes) -> Nodes:
    """Blocks without headings that nothing follows before the next heading as high."""
    kept: Nodes = []
    for block in reversed(blocks):
        if kind(block) != "Header" or (kept and level_of(kept[0]) > block["c"][0]):
            kept.insert(0, block)
    return kept


def level_of(block: Node) -> int:
    """The level of the heading that a block is or opens with; for other blocks below all levels."""
    if kind(block) == "Div" and block["c"][1]:
        return level_of(block["c"][1][0])
    return block["c"][0] if kind(block) == "Header" else LOWEST
