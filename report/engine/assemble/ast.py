"""Pandoc's document as plain JSON values, and the few words with which the passes rewrite it.

A node is what Pandoc writes with `-t json` (pandoc-types 1.23): `{"t": "Para", "c": [...]}`. Beside
these dictionaries stand the nouns of `report.engine.assemble.nouns`, frozen dataclasses for what
Pandoc has no word for. Nodes are values: a pass never changes one, it makes new ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias


class Noun:
    """What Pandoc has no word for: the nouns are frozen dataclasses with nodes in their fields."""

    __slots__ = ()


Node: TypeAlias = Any
Nodes: TypeAlias = list[Any]
Rule: TypeAlias = Callable[[Any], "Nodes | None"]
Texts: TypeAlias = Mapping[tuple[str, str], list[Any]]  # short texts as they were read, by format
Rules: TypeAlias = Mapping[str, Rule]

API = [1, 23, 1]  # of pandoc-types
BLANKS = frozenset({"Space", "SoftBreak", "LineBreak"})
INLINE_WRAPPERS = frozenset(
    {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
)
PLACE_OF_ATTR = {"Header": 1, "Div": 0, "Span": 0, "CodeBlock": 0, "Code": 0, "Link": 0}
PLACE_OF_ATTR |= {"Image": 0, "Table": 0, "Figure": 0}


BOXES = frozenset({dict, list, tuple})
LEAVES = frozenset({"Str", "Space", "SoftBreak"})  # most nodes of a text; nothing lies in them

# --- walking -----------------------------------------------------------------------------------


def kind(node: Node) -> str:
    """A node's kind: Pandoc's word ("Para"), or the name of a noun ("Float")."""
    return node["t"] if isinstance(node, dict) else type(node).__name__


def rewrite(value: Any, rules: Rules) -> Any:
    """`value` with every node for which there is a rule replaced by what the rule gives.

    Children come before their parents. A rule gets one node and returns the nodes that take its
    place, or None to keep it. Values that nothing changed in are returned as they were.
    """
    if isinstance(value, list | tuple):
        return rewritten(value, rules)
    return inside(value, rules) if isinstance(value, dict | Noun) else value


def rewritten(items: list[Any] | tuple[Any, ...], rules: Rules) -> Any:
    """A list or tuple with the nodes in it replaced; itself where nothing changed.

    Nodes and lists are told apart here, without a call for each: assembly spends its time here.
    """
    new: list[Any] = []
    same = True
    for item in items:
        sort, rule = item.__class__, None
        if sort is str or sort is int or not item:
            value = item
        elif sort is list or sort is tuple:
            value = rewritten(item, rules)
        elif sort is dict and "t" in item:
            content, rule = item.get("c"), rules.get(item["t"])
            if content.__class__ is list:
                inner = rewritten(content, rules)
            else:
                inner = content if content.__class__ is str else rewrite(content, rules)
            value = item if inner is content else {"t": item["t"], "c": inner}
        else:
            value = rewrite(item, rules)
            rule = rules.get(kind(value)) if is_node(value) else None
        result = rule(value) if rule else None
        if result is None:
            same = same and value is item
            new.append(value)
        else:
            same = False
            new += result
    return items if same else type(items)(new)


def inside(value: Any, rules: Rules) -> Any:
    """A node, noun or mapping with what lies in it rewritten, itself kept."""
    if isinstance(value, Noun):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        news = {name: rewrite(part, rules) for name, part in parts.items() if nested(part)}
        changed = {name: new for name, new in news.items() if new is not parts[name]}
        return replace(value, **changed) if changed else value
    content = value.get("c") if "t" in value else value
    if content is value:
        return {key: rewrite(part, rules) for key, part in value.items()}
    new = rewrite(content, rules)
    return value if new is content else {"t": value["t"], "c": new}


def every(value: Any, *kinds: str) -> Iterator[Node]:
    """Every node in `value`, or those of some kinds, parents before children, in the text's order.

    A loop, not a recursion, and classes compared, not asked: assembly spends its time here. Leaves
    that nobody asks for are not even looked at: they are most of a text.
    """
    passed = LEAVES.difference(kinds) if kinds else frozenset()
    waiting = [value] if nested(value) else []
    while waiting:
        value = waiting.pop()
        if value.__class__ is dict:
            if "t" in value:
                if not kinds or value["t"] in kinds:
                    yield value
                value = value.get("c")
                if value.__class__ is str or value is None:
                    continue
                value = (value,)
            else:
                value = tuple(value.values())
        elif value.__class__ is not list and value.__class__ is not tuple:
            if not kinds or value.__class__.__name__ in kinds:
                yield value
            value = tuple(parts_of(value))
        inner = [
            part
            for part in value
            if part
            and (
                part.get("t") not in passed
                if part.__class__ is dict
                else part.__class__ in BOXES or isinstance(part, Noun)
            )
        ]
        inner.reverse()
        waiting += inner


def is_node(value: Any) -> bool:
    """Whether `value` is a node of Pandoc's or a noun of ours."""
    return (isinstance(value, dict) and "t" in value) or isinstance(value, Noun)


def nested(value: Any) -> bool:
    """Whether nodes can lie in `value`."""
    return value.__class__ in BOXES or isinstance(value, Noun)


def parts_of(noun: Noun) -> Iterator[Any]:
    """What lies in a noun and can hold nodes."""
    for field in fields(noun):
        part = getattr(noun, field.name)
        if nested(part):
            yield part


# --- attributes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attr:
    """A node's id, classes and key-value pairs, in their order."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """The value of a key, or `default`."""
        return next((value for name, value in self.pairs if name == key), default)

    def has(self, *classes: str) -> bool:
        """Whether one of `classes` is among the classes."""
        return any(name in self.classes for name in classes)

    def without(self, *names: str) -> Attr:
        """The same without the classes and keys that `names` lists."""
        return Attr(
            self.id,
            tuple(name for name in self.classes if name not in names),
            tuple(pair for pair in self.pairs if pair[0] not in names),
        )

    def plus(self, *classes: str, **pairs: str) -> Attr:
        """The same with more classes, and with keys set (underscores in names become dashes)."""
        named = {key.replace("_", "-"): value for key, value in pairs.items()}
        kept = tuple(pair for pair in self.pairs if pair[0] not in named)
        new = tuple(name for name in classes if name and name not in self.classes)
        return Attr(self.id, (*self.classes, *new), (*kept, *named.items()))

    @property
    def json(self) -> list[Any]:
        """The attributes as Pandoc writes them."""
        return [self.id, list(self.classes), [list(pair) for pair in self.pairs]]


def attr_of(node: Node) -> Attr:
    """The attributes of a node; empty for a kind that has none."""
    place = PLACE_OF_ATTR.get(kind(node)) if isinstance(node, dict) else None
    if place is None:
        return Attr()
    name, classes, pairs = node["c"][place]
    return Attr(name, tuple(classes), tuple((key, value) for key, value in pairs))


def with_attr(node: Node, attr: Attr) -> Node:
    """The same node with other attributes."""
    content = list(node["c"])
    content[PLACE_OF_ATTR[node["t"]]] = attr.json
    return {"t": node["t"], "c": content}


# --- making nodes ------------------------------------------------------------------------------


def words(text: str) -> Nodes:
    """Inline nodes that read as `text`: words and spaces, nothing of it markup."""
    parts = text.split(" ")
    nodes: Nodes = []
    for place, part in enumerate(parts):
        if place:
            nodes.append({"t": "Space"})
        if part:
            nodes.append({"t": "Str", "c": part})
    return nodes


def document(blocks: Nodes, meta: Mapping[str, Any]) -> str:
    """A document as Pandoc reads it."""
    whole = {"pandoc-api-version": API, "meta": meta, "blocks": blocks}
    return json.dumps(whole, ensure_ascii=False)


def para(inlines: Iterable[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def plain(inlines: Iterable[Node]) -> Node:
    """Text without a paragraph of its own."""
    return {"t": "Plain", "c": list(inlines)}


def div(attr: Attr, blocks: Iterable[Node]) -> Node:
    """A division of blocks."""
    return {"t": "Div", "c": [attr.json, list(blocks)]}


def span(attr: Attr, inlines: Iterable[Node]) -> Node:
    """A stretch of inline nodes."""
    return {"t": "Span", "c": [attr.json, list(inlines)]}


def link(attr: Attr, inlines: Iterable[Node], target: str) -> Node:
    """A link."""
    return {"t": "Link", "c": [attr.json, list(inlines), [target, ""]]}


def strong(inlines: Iterable[Node]) -> Node:
    """Strong text."""
    return {"t": "Strong", "c": list(inlines)}


def raw_block(form: str, text: str) -> Node:
    """Text that goes as it is into the output of one format."""
    return {"t": "RawBlock", "c": [form, text]}


def raw_inline(form: str, text: str) -> Node:
    """The same between words."""
    return {"t": "RawInline", "c": [form, text]}


# --- reading text ------------------------------------------------------------------------------


def text_of(value: Any) -> str:
    """The text that a reader sees in inline nodes or blocks, without notes; for titles and ids."""
    if isinstance(value, dict):
        return TEXTS.get(value.get("t"), text_of)(value.get("c"))
    if isinstance(value, Noun):
        value = list(parts_of(value))
    return "".join(map(text_of, value)) if isinstance(value, list | tuple) else ""


def quoted(content: list[Any]) -> str:
    """Quoted text in English quotation marks, as Pandoc's smart typography writes it."""
    left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
    return f"{left}{text_of(content[1])}{right}"


TEXTS: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(BLANKS, lambda _: " "),
    **dict.fromkeys(("Note", "RawInline", "RawBlock"), lambda _: ""),
    **dict.fromkeys(("Code", "Math", "CodeBlock"), lambda content: content[1]),
    **dict.fromkeys(("Link", "Span", "Cite", "Image", "Div"), lambda content: text_of(content[1])),
    "Str": lambda content: content,
    "Quoted": quoted,
    "Header": lambda content: text_of(content[2]),
}


def trimmed(inlines: Iterable[Node]) -> Nodes:
    """Inline nodes without blanks at either end."""
    nodes = list(inlines)
    while nodes and kind(nodes[0]) in BLANKS:
        nodes = nodes[1:]
    while nodes and kind(nodes[-1]) in BLANKS:
        nodes = nodes[:-1]
    return nodes


def inlines_of(blocks: Iterable[Node]) -> Nodes:
    """The text of short blocks as one run of inline nodes, blocks joined by a line break."""
    runs = [block["c"] for block in blocks if kind(block) in {"Para", "Plain"}]
    joined: Nodes = []
    for run in runs:
        joined = [*joined, {"t": "LineBreak"}, *run] if joined else list(run)
    return joined
