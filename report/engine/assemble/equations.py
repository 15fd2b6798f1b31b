"""Displayed formulas with an id: `$$ … $$ {#eq-x}` among the words of a paragraph."""

from __future__ import annotations

from report.engine.assemble.ast import Node, Nodes, kind, text_of
from report.engine.assemble.nouns import Equation
from report.engine.assemble.tables import parsed


def block_of(node: Node) -> Nodes | None:
    """A paragraph with its labelled formulas made equations; None where it has none."""
    inlines = node["c"]
    found = labelled(inlines)
    return [{"t": node["t"], "c": found}] if found is not None else None


def labelled(inlines: Nodes) -> Nodes | None:
    """Inline nodes with labelled formulas made equations; None where there are none."""
    if not any(is_label(node) for node in inlines):
        return None
    made: Nodes = []
    rest = list(inlines)
    while rest:
        formula = rest[0]
        blanks = 1 + (len(rest) > 1 and kind(rest[1]) in {"Space", "SoftBreak"})
        label, length = label_at(rest[blanks:]) if is_display(formula) else (None, 0)
        if label is None:
            made.append(rest.pop(0))
        else:
            made.append(Equation(label.id, formula["c"][1], label.get("alt")))
            rest = rest[blanks + length :]
    return made


def is_label(node: Node) -> bool:
    """Whether a word begins the attributes of an equation."""
    return kind(node) == "Str" and node["c"].startswith("{#eq-")


def is_display(node: Node) -> bool:
    """Whether a node is a displayed formula."""
    return kind(node) == "Math" and node["c"][0]["t"] == "DisplayMath"


def label_at(inlines: Nodes):
    """The attributes that inline nodes begin with, and how many nodes they take."""
    if not inlines or not is_label(inlines[0]):
        return None, 0
    for length in range(1, len(inlines) + 1):
        text = text_of(inlines[:length])
        if text.rstrip().endswith("}"):
            return parsed(text.strip()[1:-1]), length
    return None, 0
