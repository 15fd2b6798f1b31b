"""Documents to papers: the Typst source of a report with cover and contents, or of each document."""

from __future__ import annotations

from collections.abc import Sequence

from report.engine.assemble.citations import Library
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.typst.articles import article
from report.engine.assemble.typst.books import book
from report.engine.assemble.typst.matter import Desk, site_of
from report.engine.assemble.typst.works import with_citations
from report.engine.model import Kind, Paper, Project
from report.engine.ports import Ports


def papers(
    project: Project, groups: Sequence[Sequence[Resolution]], library: Library, ports: Ports
) -> tuple[Paper, ...]:
    """A paper of each group of documents that were read for `typst`: one of a book as a whole, else
    one of each document.
    """
    if not groups:
        return ()
    made = with_citations(groups, library, project.root, ports)
    desk = Desk(project, str(site_of(project).get("site-url") or ""), ports)
    if project.kind is Kind.BOOK:
        return tuple(book(desk, pieces, works) for pieces, works in made)
    return tuple(article(desk, pieces[0].manuscript, works) for pieces, works in made)
