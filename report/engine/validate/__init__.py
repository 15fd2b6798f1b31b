"""Stage 2: a `Project` to `Finding`s about its data, bibliography, chapters and figures."""

from __future__ import annotations

from report.engine.model import Finding, Project
from report.engine.ports import Store
from report.engine.validate.chapters import check_chapters


def validate(project: Project, store: Store) -> tuple[Finding, ...]:
    """Everything wrong with the project that can be seen without running a cell.

    `store` remembers what was already checked and has not changed since.
    """
    del store  # the chapters are quick to read; the data's checks will remember theirs
    return (*project.findings, *check_chapters(project))
