"""Blocks of code: folded, numbered, named, or a listing with a caption."""

from __future__ import annotations

from report.engine.assemble.ast import Attr, Node, Nodes, Texts, attr_of, words
from report.engine.assemble.nouns import Code, Float
from report.engine.assemble.reading import inlines_in
from report.engine.assemble.settings import Settings, folding, truth

KEYS = ("code-fold", "code-summary", "code-line-numbers", "filename", "lst-cap")
KEYS += ("code-overflow", "lst-cap-location", "cap-location")


def code_of(node: Node, settings: Settings, texts: Texts) -> Nodes:
    """The noun for a `CodeBlock`, within a float where it is a listing."""
    attr, text = attr_of(node), node["c"][1]
    code = Code(
        text=text,
        attr=Attr(attr.id, attr.classes, attr.pairs).without(*KEYS, "cell-code"),
        ran=attr.has("cell-code"),
        fold=fold_of(attr, settings),
        summary=summary_of(attr.get("code-summary", settings.code_summary), texts),
        filename=attr.get("filename"),
        numbered=bool(attr.classes)
        and truth(attr.get("code-line-numbers", "true" if settings.line_numbers else "false")),
        wrap=attr.has("code-overflow-wrap") or settings.overflow == "wrap",
    )
    if not attr.id.startswith("lst-") or not attr.get("lst-cap"):
        return [code]
    place = attr.get("lst-cap-location", attr.get("cap-location", settings.place("lst")))
    bare = Attr("", code.attr.classes, code.attr.pairs)
    caption = inlines_in(texts, attr.get("lst-cap"))
    inner = Code(text, bare, code.ran, code.fold, code.summary, code.filename, code.numbered)
    return [Float(attr.id, "lst", [inner], caption, place)]


def summary_of(text: str, texts: Texts) -> Nodes:
    """What is clicked to unfold code."""
    return inlines_in(texts, text) or words(text)


def fold_of(attr: Attr, settings: Settings) -> bool | None:
    """Whether a cell's code is folded; code that is only shown never is."""
    if not attr.has("cell-code") or settings.form != "html":
        return None
    own = attr.get("code-fold")
    return folding(own) if own else settings.code_fold
