"""The corridor: a wish goes in, an outcome comes out; every stage in order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from report.engine.assemble import assemble
from report.engine.errors import AssemblyError, ReportError, ValidationError, VerificationError
from report.engine.execute import execute
from report.engine.load import load
from report.engine.model import Book, Edition, Execution, Finding, Plan, Project, Severity
from report.engine.plan import plan
from report.engine.ports import Ports
from report.engine.publish import publish
from report.engine.validate import validate
from report.engine.verify import verify

FORMATS = frozenset({"html", "typst"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of a build.

    `path` is a project folder or one `.qmd`; `output` overrides the project's own output folder;
    `lenient` turns into warnings what Quarto only warns about; `at_once` bounds parallel kernels.
    """

    path: Path
    output: Path | None = None
    formats: frozenset[str] = FORMATS
    force: bool = False
    lenient: bool = False
    at_once: int = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: the edition, what ran and why, what was found, seconds by stage."""

    edition: Edition
    plan: Plan
    findings: tuple[Finding, ...]
    seconds: dict[str, float] = field(default_factory=dict)


def build(wish: Wish, ports: Ports, clock: Callable[[], float]) -> Outcome:
    """Build a project's site and PDFs.

    Raises the `ReportError` of the stage that could not go on; the last good site is then as it was.
    """
    laps = Laps(clock)
    with laps("load"):
        project = aimed(load(wish.path), wish)
        editions = tuple(load(project.root, profile=name) for name in profiles(project))
    with laps("check"):
        found = passed(validate(project), ValidationError, wish)
    with laps("plan"):
        todo = plan(project, ports.store, force=wish.force)
    with laps("cells"):
        executions = execute(
            project, todo, ports.kernels, ports.store, ports.progress, at_once=wish.at_once
        )
    with laps("assemble"):
        books = tuple(assembled(view, executions, ports, wish) for view in (project, *editions))
        found += passed(book_findings(books), AssemblyError, wish)
    with laps("publish"):
        edition = publish(books, project, ports, formats=wish.formats)
    with laps("verify"):
        found += passed(verify(edition), VerificationError, wish)
    return Outcome(edition, todo, found, laps.seconds)
