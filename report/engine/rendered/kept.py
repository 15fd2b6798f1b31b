"""Pages as Quarto wrote them, kept: what they lead to is of the whole book, a render may be of one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from report.engine.model import Project
from report.engine.publish.folder import lay_beside
from report.engine.rendered.pages import Written, taken

FOLDER = Path(".quarto/report/written")


def keep(pages: Sequence[Written], project: Project) -> None:
    """Keep pages for renders that leave them as they are."""
    if pages:
        lay_beside(project.root / FOLDER, {page.target: page.html.encode() for page in pages})


def whole(pages: Sequence[Written], project: Project) -> list[Written]:
    """The pages of a render among those that it left as they are, in the order of the project."""
    named = {page.target: page for page in (*standing(project), *pages)}
    order = {one.path.with_suffix(".html"): place for place, one in enumerate(project.documents)}
    return sorted(named.values(), key=lambda page: order.get(page.target, len(order)))


def standing(project: Project) -> Iterator[Written]:
    """The pages that were kept and still stand in the site."""
    for document in project.documents:
        target: PurePosixPath = document.path.with_suffix(".html")
        kept, path = project.root / FOLDER / target, project.root / project.output / target
        if kept.is_file() and path.is_file():
            yield taken(path, kept.read_text("utf-8"), project)
