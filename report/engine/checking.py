"""What can be found wrong with a project, its lock included, before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from report.engine.attest import lock
from report.engine.model import Finding, Project
from report.engine.ports import Store
from report.engine.survey import seen, whole
from report.engine.validate import validate
from report.engine.wish import Wish


def check(wish: Wish, store: Store) -> tuple[Finding, ...]:
    """Everything that can be found wrong with a project without running a cell."""
    project = seen(wish)
    found = validate(project, store)
    return (*found, *lock.held(project.root, lambda locked: outrun(locked, project, wish)))


def outrun(locked: lock.Lock, project: Project, wish: Wish) -> Iterator[Finding]:
    """Where the project is no longer what its lock records."""
    documents = whole(project, wish).documents
    return lock.outrun(locked, (str(document.path) for document in documents), project.root)
