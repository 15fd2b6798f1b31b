"""Documents to papers: the Typst source of a report with cover and contents, or of each document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from report.engine.assemble.ast import text_of
from report.engine.assemble.citations import Library
from report.engine.assemble.evidence import Proof
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.typst.articles import article
from report.engine.assemble.typst.books import book
from report.engine.assemble.typst.matter import Desk, site_of
from report.engine.assemble.typst.works import with_works
from report.engine.model import Kind, Paper, Project
from report.engine.ports import Ports

NONE: Mapping[PurePosixPath, Sequence[Proof]] = MappingProxyType({})


def papers(
    project: Project,
    groups: Sequence[Sequence[Resolution]],
    library: Library,
    ports: Ports,
    proofs: Mapping[PurePosixPath, Sequence[Proof]] = NONE,
) -> tuple[Paper, ...]:
    """A paper of each group of documents that were read for `typst`: one of a book as a whole, else
    one of each document. `proofs` says of each document where its derived values are from.
    """
    if not groups:
        return ()
    made = with_works(groups, library, project.root, ports)
    titles = {
        one.draft.document.path: " ".join(text_of(one.draft.title).split())
        for group in groups
        for one in group
    }
    address = str(site_of(project).get("site-url") or "")
    desk = Desk(project, address, ports, proofs, titles)
    if project.kind is Kind.BOOK:
        return tuple(book(desk, pieces, works) for pieces, works in made)
    return tuple(article(desk, pieces[0].manuscript, works) for pieces, works in made)
