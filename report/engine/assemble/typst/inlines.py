"""Inline nodes as Typst markup: words, emphasis, links, references, citations, notes, formulas."""

from __future__ import annotations

from collections.abc import Mapping

from report.engine.assemble.ast import Node, attr_of, kind
from report.engine.assemble.nouns import Equation, Reference
from report.engine.assemble.typst.nodes import anchor, body, inlines, words, writes
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, call, markup

MARGIN = ("column-margin", "aside", "margin-caption")
WRAPPERS: Mapping[str, str] = {
    "Emph": "emph",
    "Strong": "strong",
    "Underline": "underline",
    "Strikeout": "strike",
    "Superscript": "super",
    "Subscript": "sub",
    "SmallCaps": "smallcaps",
}
SPANS: Mapping[str, str] = {
    "mark": "marked",
    "underline": "underline",
    "ul": "underline",
    "smallcaps": "smallcaps",
    "kbd": "key",
    "figure-source": "source-line",
}


@writes("Str")
def word(_: Scope, node: Node) -> str:
    """A word."""
    return markup(node["c"])


@writes("Space", "SoftBreak")
def space(_: Scope, __: Node) -> str:
    """A space; where the author's line ended means nothing."""
    return " "


@writes("LineBreak")
def line_break(_: Scope, __: Node) -> str:
    """A new line."""
    return "#linebreak();"


@writes(*WRAPPERS)
def wrapped(scope: Scope, node: Node) -> str:
    """Emphasis and the like."""
    return call(WRAPPERS[kind(node)], words(scope, node["c"]))


@writes("Quoted")
def quoted(scope: Scope, node: Node) -> str:
    """Text in quotation marks."""
    left, right = "‘’" if node["c"][0]["t"] == "SingleQuote" else "“”"
    return f"{left}{inlines(scope, node['c'][1])}{right}"


@writes("Math")
def math(scope: Scope, node: Node) -> str:
    """A formula; its TeX is what a screen reader gets."""
    style, tex = node["c"]
    displayed = style["t"] == "DisplayMath"
    name = "formula" if displayed else "inline-formula"
    return call(name, formula(scope, tex, displayed), alt=tex.strip())


@writes("Equation")
def equation(scope: Scope, node: Equation) -> str:
    """A displayed formula with its number."""
    return call(
        "formula",
        formula(scope, node.tex, True),
        number=f"({node.number.text})" if node.number and node.number.text else None,
        id=scope.own(node.id) or None,
        alt=node.alt or node.tex.strip(),
    )


def formula(scope: Scope, tex: str, displayed: bool) -> Content:
    """The Typst of a formula, or its TeX where there is none."""
    return Content(scope.formulas.get((tex, displayed)) or markup(tex))


@writes("Link")
def link(scope: Scope, node: Node) -> str:
    """A link; one that leads nowhere from a PDF is only its text."""
    _, inside, (target, _) = node["c"]
    label, address = scope.destination(target)
    text = words(scope, inside)
    if label:
        return call("to", label, text)
    return call("out", address, text) if address else text.markup


@writes("Reference")
def reference(scope: Scope, node: Reference) -> str:
    """A cross-reference: a link where its target stands in the same paper."""
    label = scope.reference(node.page, node.anchor, node.target)
    text = words(scope, node.inlines)
    return call("to", label, text) if label else text.markup


@writes("Cite")
def citation(scope: Scope, node: Node) -> str:
    """A citation as citeproc wrote it, with marks by which the list of works finds it."""
    marks = "".join(call("cited", each["citationId"]) for each in node["c"][0])
    return f"{marks}{inlines(scope, node['c'][1])}"


@writes("Span")
def span(scope: Scope, node: Node) -> str:
    """A stretch of text, with the classes that print honours."""
    attr = attr_of(node)
    text = inlines(scope, node["c"][1])
    for name, function in SPANS.items():
        if attr.has(name):
            text = call(function, Content(text))
    if attr.has(*MARGIN):
        text = call("inline-aside", Content(text))
    return anchor(scope, attr.id) + text


@writes("Note")
def note(scope: Scope, node: Node) -> str:
    """A footnote."""
    return call("footnote", body(scope, node["c"]))


@writes("RawInline")
def raw(_: Scope, node: Node) -> str:
    """Typst that the author wrote."""
    form, text = node["c"]
    return text if form == "typst" else ""
