"""Which labels a paper needs: places in it that one of its own links goes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from report.engine.assemble.ast import Node, Noun, attr_of, every, kind
from report.engine.assemble.nouns import Manuscript, Reference
from report.engine.assemble.typst.scope import Scope, label_of


def labels_of(manuscripts: Sequence[Manuscript], address: str) -> frozenset[str]:
    """Every label that some link in the manuscripts goes to and that one place in them bears."""
    known = frozenset(label for each in manuscripts for label in defined(each))
    return known & frozenset(
        goal
        for each in manuscripts
        for goal in goals(Scope(each.source, known, address=address), each)
    )


def defined(manuscript: Manuscript) -> Iterator[str]:
    """The labels of a manuscript: its start, and every id that it has once."""
    page = Scope(manuscript.source).page
    counted = Counter(name for node in every(manuscript.blocks) if (name := id_of(node)))
    yield label_of(page, "")
    yield from (label_of(page, name) for name, times in counted.items() if times == 1)


def id_of(node: Node) -> str:
    """The id of a node or noun, or nothing."""
    if not isinstance(node, Noun) or isinstance(node, Reference):
        return attr_of(node).id
    attr = getattr(node, "attr", None)
    return getattr(node, "id", "") or (attr.id if attr else "")


def goals(scope: Scope, manuscript: Manuscript) -> Iterable[str]:
    """The labels that the links and references of a manuscript go to."""
    for node in every(manuscript.blocks):
        if isinstance(node, Reference):
            yield scope.reference(node.page, node.anchor, node.target)
        elif kind(node) == "Link":
            yield scope.destination(node["c"][2][0])[0]
