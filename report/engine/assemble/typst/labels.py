"""Where links of a paper lead: a label for each place in it that one of them goes to.

What a document has to do with the paper around it is small (`Ties`), and remembered: so a paper can
be put together without reading the documents that have not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from report.engine.assemble.ast import PLACE_OF_ATTR, Node, every
from report.engine.assemble.nouns import Manuscript, Reference
from report.engine.assemble.typst.formulas import Formula, formulas_in
from report.engine.assemble.typst.pictures import pictures_in
from report.engine.assemble.typst.scope import Scope, label_of


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a document to the paper around it.

    `labels` are its places that something can lead to; `aims` holds for each of its links the labels
    that it may mean, the best first. `formulas` and `images` are those that stand in it.
    """

    source: PurePosixPath
    labels: tuple[str, ...]
    aims: tuple[tuple[str, ...], ...]
    formulas: tuple[Formula, ...]
    images: tuple[str, ...]


def ties_of(manuscript: Manuscript, works: PurePosixPath | None) -> Ties:
    """The ties of a manuscript; `works` is the page with the list of works that citations lead to."""
    scope = Scope(manuscript.source, works=works)
    nodes = [manuscript.front, manuscript.blocks]
    return Ties(
        manuscript.source,
        tuple(defined(manuscript)),
        tuple(dict.fromkeys(aims for aims in aims_in(scope, nodes) if aims)),
        tuple(dict.fromkeys(formulas_in(nodes))),
        tuple(dict.fromkeys(pictures_in(scope, nodes))),
    )


def scopes_of(
    ties: Sequence[Ties],
    formulas: Mapping[Formula, str],
    address: str,
    works: PurePosixPath | None,
) -> list[Scope]:
    """What the writer knows of each document of one paper.

    A label is every place that some link in the paper goes to and that bears its id alone.
    """
    known = frozenset(label for each in ties for label in each.labels)
    aims = (aims for each in ties for aims in each.aims)
    wanted = frozenset(next((label for label in one if label in known), "") for one in aims)
    shared = Scope(PurePosixPath(), known & wanted, formulas, address, works)
    return [replace(shared, source=each.source) for each in ties]


def defined(manuscript: Manuscript) -> Iterator[str]:
    """The labels of a manuscript: its start, and every id that it has once."""
    page = Scope(manuscript.source).page
    counted = Counter(name for node in every(manuscript.blocks) if (name := id_of(node)))
    yield label_of(page, "")
    yield from (label_of(page, name) for name, times in counted.items() if times == 1)


def id_of(node: Node) -> str:
    """The id of a node or noun, or nothing."""
    if node.__class__ is dict:
        place = PLACE_OF_ATTR.get(node["t"])
        return "" if place is None else node["c"][place][0]
    if isinstance(node, Reference):
        return ""
    attr = getattr(node, "attr", None)
    return getattr(node, "id", "") or (attr.id if attr else "")


def aims_in(scope: Scope, nodes: object) -> Iterator[tuple[str, ...]]:
    """The labels that each link and reference may mean."""
    for node in every(nodes, "Reference", "Link"):
        if isinstance(node, Reference):
            yield scope.reference_aims(node.page, node.anchor, node.target)
        else:
            yield scope.link_aims(node["c"][2][0])
