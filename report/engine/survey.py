"""What can be said of a project before anything runs: how it reads, what would run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report.engine.granted import granted
from report.engine.load import load
from report.engine.model import Plan, Project
from report.engine.plan import plan
from report.engine.ports import Store
from report.engine.wish import Ran, Wish


def seen(wish: Wish, profile: str | None = None) -> Project:
    """The project as the wish wants it seen; with `profile` its edition of that name."""
    if profile is not None:
        return granted(load(wish.path, profile=profile), wish)
    return granted(load(wish.path, profile=wish.profile, output=wish.output), wish)


def planned(wish: Wish, store: Store) -> tuple[Ran, ...]:
    """Which documents' cells would run, and why; nothing runs, nothing is written."""
    return ran(plan(whole(seen(wish), wish), store, force=wish.force))


def whole(project: Project, wish: Wish) -> Project:
    """The project with the documents of all its editions."""
    return together(views_of(project, wish))


def views_of(project: Project, wish: Wish) -> tuple[Project, ...]:
    """The project and its editions; these add nothing but PDFs, and are read where some are wished."""
    editions = project.editions if "typst" in wish.formats else ()
    return (project, *(seen(wish, profile=name) for name in editions))


def together(views: Sequence[Project]) -> Project:
    """The first view with the documents of all, each once: their cells run once for all views."""
    documents = {document.path: document for view in reversed(views) for document in view.documents}
    first = [document.path for view in views for document in view.documents]
    return replace(views[0], documents=tuple(documents[path] for path in dict.fromkeys(first)))


def ran(todo: Plan) -> tuple[Ran, ...]:
    """The plan without the documents themselves."""
    return tuple(Ran(task.document.path, task.reason, task.detail) for task in todo.tasks)
