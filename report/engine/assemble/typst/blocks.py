"""Block nodes as Typst markup: paragraphs, headings, lists, quotations, code, divisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from report.engine.assemble.ast import Attr, Node, Nodes, Noun, attr_of, kind
from report.engine.assemble.nouns import Code
from report.engine.assemble.typst.boxes import is_placed, placed
from report.engine.assemble.typst.nodes import anchor, blocks, body, inlines, words, writes, written
from report.engine.assemble.typst.pictures import picture
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, Expression, call

NUMBERING = {
    "LowerAlpha": "a",
    "UpperAlpha": "A",
    "LowerRoman": "i",
    "UpperRoman": "I",
}
PRINTED = ("cell-output-stdout", "cell-output-stderr", "cell-output-display")


@dataclass(frozen=True, slots=True)
class Heading(Noun):
    """A heading with its depth in the PDF's tree, where no level is skipped; `rank` is how it looks."""

    rank: int
    depth: int
    attr: Attr
    inlines: Nodes


@writes("Para", "Plain")
def paragraph(scope: Scope, node: Node) -> str:
    """A paragraph; an image that stands alone in one stands by itself."""
    alone = lone_image(node["c"])
    return picture(scope, alone) if alone else inlines(scope, node["c"])


def lone_image(nodes: Nodes) -> Node | None:
    """The image that is all there is in a paragraph, perhaps within a link."""
    if len(nodes) != 1:
        return None
    if kind(nodes[0]) == "Link":
        return lone_image(nodes[0]["c"][1])
    return nodes[0] if kind(nodes[0]) == "Image" else None


@writes("Heading")
def heading(scope: Scope, node: Heading) -> str:
    """A heading."""
    return call(
        "head",
        node.rank,
        node.depth,
        words(scope, node.inlines),
        number=node.attr.get("number") or None,
        id=scope.own(node.attr.id) or None,
        outlined=False if node.attr.has("unlisted") else None,
    )


@writes("BulletList")
def bullets(scope: Scope, node: Node) -> str:
    """A list with bullets."""
    return call("list", *items(scope, node["c"]), tight=tight(node["c"]))


@writes("OrderedList")
def numbers(scope: Scope, node: Node) -> str:
    """A list that counts, in the way and from the number that the author chose."""
    (start, style, delimiter), entries = node["c"]
    digit = NUMBERING.get(style["t"], "1")
    pattern = {"OneParen": f"{digit})", "TwoParens": f"({digit})"}.get(delimiter["t"], f"{digit}.")
    return call(
        "enum", *items(scope, entries), tight=tight(entries), start=start, numbering=pattern
    )


@writes("DefinitionList")
def definitions(scope: Scope, node: Node) -> str:
    """Terms and what they mean."""
    entries = [
        Expression(
            call("terms.item", words(scope, term), body(scope, chain.from_iterable(meanings)))[1:-1]
        )
        for term, meanings in node["c"]
    ]
    return call("terms", *entries, tight=False)


def items(scope: Scope, entries: Iterable[Nodes]) -> list[Content]:
    """The entries of a list."""
    return [body(scope, entry) for entry in entries]


def tight(entries: Iterable[Nodes]) -> bool:
    """Whether a list's entries stand close together, as Pandoc understood it."""
    return all(kind(block) != "Para" for entry in entries for block in entry[:1])


@writes("BlockQuote")
def quotation(scope: Scope, node: Node) -> str:
    """A quotation."""
    return call("quotation", body(scope, node["c"]))


@writes("LineBlock")
def verse(scope: Scope, node: Node) -> str:
    """Lines that stay lines."""
    return call("verse", Content("#linebreak();".join(inlines(scope, line) for line in node["c"])))


@writes("HorizontalRule")
def rule(_: Scope, __: Node) -> str:
    """A rule between paragraphs."""
    return call("rule")


@writes("CodeBlock")
def code_block(scope: Scope, node: Node) -> str:
    """Code that is only shown."""
    attr = attr_of(node)
    return anchor(scope, attr.id) + call("listing", node["c"][1], lang=language(attr))


@writes("Code")
def code(scope: Scope, node: Code | Node) -> str:
    """Code of a cell, or code that is only shown; code among words is an inline node."""
    if isinstance(node, dict):
        return call("raw", node["c"][1])
    return anchor(scope, node.attr.id) + call(
        "listing",
        node.text,
        lang=language(node.attr),
        filename=node.filename or None,
        numbered=node.numbered or None,
    )


def language(attr: Attr) -> str | None:
    """The language that code is coloured as."""
    names = [name for name in attr.classes if name.isalnum() and name != "sourceCode"]
    return names[0] if names else None


@writes("Div")
def division(scope: Scope, node: Node) -> str:
    """A division: what is in it, in the place that its classes ask for."""
    attr, inside = attr_of(node), node["c"][1]
    if attr.has("csl-entry"):
        return work(scope, attr, inside)
    if attr.id == "refs":
        return call("works", Content(blocks(scope, inside))) if inside else ""
    error = attr.has("cell-output-error")
    if error or attr.has(*PRINTED):
        return anchor(scope, attr.id) + outputs(scope, inside, error=error)
    text = blocks(scope.inner if is_placed(attr) else scope, inside)
    return placed(attr, anchor(scope, attr.id) + text)


def outputs(scope: Scope, nodes: Nodes, *, error: bool) -> str:
    """What a cell printed or showed."""
    return "\n\n".join(
        call("printed", text, error=error or None)
        if (text := printed_text(node)) is not None
        else written(scope, node)
        for node in nodes
    )


def printed_text(node: Node) -> str | None:
    """The text of a block that holds what a cell printed; None for any other block."""
    if isinstance(node, Code):
        return node.text
    return node["c"][1] if kind(node) == "CodeBlock" else None


def work(scope: Scope, attr: Attr, inside: Nodes) -> str:
    """One work in the list of references, with the pages that cite it."""
    return call(
        "reference",
        body(scope, inside),
        id=scope.own(attr.id) or None,
        key=attr.id.removeprefix("ref-"),
    )


@writes("RawBlock")
def raw(_: Scope, node: Node) -> str:
    """Typst that the author wrote."""
    form, text = node["c"]
    return text if form == "typst" else ""
