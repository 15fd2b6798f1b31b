"""Theorems and their kin by the id of a div, proofs by its class."""

from __future__ import annotations

from report.engine.assemble.ast import Node, Nodes, Texts, attr_of, kind, rewrite, with_attr
from report.engine.assemble.floats import kind_of
from report.engine.assemble.nouns import Theorem
from report.engine.assemble.reading import inlines_in
from report.engine.assemble.settings import Settings
from report.engine.words import PROOF_KINDS

THEOREM_KINDS = ("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "alg")


def div_of(node: Node, settings: Settings, texts: Texts) -> Nodes | None:
    """The theorem or proof that a div is; its name from `name=` or the heading it begins with."""
    attr = attr_of(node)
    prefix = kind_of(attr.id)
    proof = next((key for key, word in PROOF_KINDS.items() if attr.has(word)), "")
    if prefix not in THEOREM_KINDS and prefix not in PROOF_KINDS and not proof:
        return None
    name, blocks = inlines_in(texts, attr.get("name")), node["c"][1]
    if not name and blocks and kind(blocks[0]) == "Header":
        name, blocks = blocks[0]["c"][2], blocks[1:]
    own = prefix if prefix in THEOREM_KINDS or prefix in PROOF_KINDS else proof
    theorem = Theorem(
        kind=own,
        word=settings.title(own),
        blocks=rewrite(blocks, {"Header": lambda heading: [unnumbered(heading)]}),
        id=attr.id,
        name=name,
        style="proof" if own in PROOF_KINDS else "theorem",
        attr=attr.without("name", *PROOF_KINDS.values()),
    )
    return [theorem]


def unnumbered(heading: Node) -> Node:
    """A heading that is not counted."""
    return with_attr(heading, attr_of(heading).plus("unnumbered"))
