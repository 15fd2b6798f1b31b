"""TeX formulas as Typst: Pandoc translates all of a paper's formulas in one conversion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from report.engine.assemble.ast import Node, document, every
from report.engine.assemble.nouns import Equation
from report.engine.assemble.reading import converted
from report.engine.ports import Conversion, Ports

Formula = tuple[str, bool]  # the TeX, and whether it is displayed
MARK = "//next"


def formulas_in(blocks: object) -> Iterable[Formula]:
    """Every formula in the nodes, as often as it stands there."""
    for node in every(blocks, "Equation", "Math"):
        if isinstance(node, Equation):
            yield node.tex, True
        else:
            yield node["c"][1], node["c"][0]["t"] == "DisplayMath"


def translated(formulas: Iterable[Formula], ports: Ports) -> Mapping[Formula, str]:
    """Each formula with its Typst, dollar signs included.

    What Pandoc cannot read as TeX comes back as the text of the formula, escaped.
    """
    distinct = sorted(set(formulas))
    if not distinct:
        return {}
    wanted = [Conversion(document_of(distinct), "json", "typst")]
    [text] = converted(wanted, ports.pandoc, ports.store)
    parts = [part.strip() for part in text.split(MARK)]
    return dict(zip(distinct, parts[1:], strict=True))


def document_of(formulas: Iterable[Formula]) -> str:
    """A document in Pandoc's JSON with one paragraph for each formula, a mark before each."""
    blocks: list[Node] = []
    for tex, displayed in formulas:
        blocks += [
            {"t": "RawBlock", "c": ["typst", MARK]},
            {"t": "Para", "c": [math_node(tex, displayed)]},
        ]
    return document(blocks, {})


def math_node(tex: str, displayed: bool) -> Node:
    """A formula as Pandoc has it."""
    return {"t": "Math", "c": [{"t": "DisplayMath" if displayed else "InlineMath"}, tex]}
