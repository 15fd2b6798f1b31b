"""Where links of a paper lead: a label for each place in it that one of them goes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from report.engine.assemble.ast import Node, Noun, attr_of, every, kind
from report.engine.assemble.nouns import Manuscript, Reference
from report.engine.assemble.typst.scope import Scope, label_of


def scopes_of(
    manuscripts: Sequence[Manuscript], formulas: Mapping[tuple[str, bool], str], address: str
) -> list[Scope]:
    """What the writer knows of each manuscript of one paper.

    A label is every place that some link in the paper goes to and that bears its id alone.
    """
    works = next((page_of(one) for one in manuscripts if lists_works(one)), None)
    known = frozenset(label for each in manuscripts for label in defined(each))
    scopes = [Scope(one.source, known, formulas, address, works) for one in manuscripts]
    wanted = frozenset(
        goal for scope, one in zip(scopes, manuscripts, strict=True) for goal in goals(scope, one)
    )
    return [replace(scope, labels=known & wanted) for scope in scopes]


def page_of(manuscript: Manuscript) -> PurePosixPath:
    """The page that a manuscript's labels are named after."""
    return Scope(manuscript.source).page


def lists_works(manuscript: Manuscript) -> bool:
    """Whether the list of works stands in a manuscript."""
    return any(attr_of(node).id == "refs" for node in every(manuscript.blocks))


def defined(manuscript: Manuscript) -> Iterator[str]:
    """The labels of a manuscript: its start, and every id that it has once."""
    page = page_of(manuscript)
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
    for node in every([manuscript.front, manuscript.blocks]):
        if isinstance(node, Reference):
            yield scope.reference(node.page, node.anchor, node.target)
        elif kind(node) == "Link":
            yield scope.destination(node["c"][2][0])[0]
