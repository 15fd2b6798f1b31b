"""The corridor: a wish goes in, an outcome comes out; every stage in order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from report.engine.assemble import assemble
from report.engine.errors import AssemblyError, ReportError, ValidationError, VerificationError
from report.engine.execute import execute
from report.engine.load import load
from report.engine.model import Edition, Finding, Plan, Severity
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
        project = load(wish.path, output=wish.output)
        views = (project, *(load(project.root, profile=name) for name in project.editions))
    with laps("check"):
        found = passed(validate(project, ports.store), ValidationError, wish)
    with laps("plan"):
        todo = plan(project, ports.store, force=wish.force)
    with laps("cells"):
        executions = execute(project, todo, ports, at_once=wish.at_once)
    with laps("assemble"):
        books = tuple(assemble(view, executions, ports, formats=wish.formats) for view in views)
        found += passed(chain_findings(book.findings for book in books), AssemblyError, wish)
    with laps("publish"):
        edition = publish(books, project, ports, formats=wish.formats)
        found += edition.findings
    with laps("verify"):
        found += passed(verify(edition), VerificationError, wish)
    return Outcome(edition, todo, found, laps.seconds)


def check(path: Path, ports: Ports) -> tuple[Finding, ...]:
    """Everything that can be found wrong with a project without running a cell."""
    return validate(load(path), ports.store)


def passed(
    findings: tuple[Finding, ...], error: type[ReportError], wish: Wish
) -> tuple[Finding, ...]:
    """The findings, if the build may go on with them; raises `error` with all of them if not."""
    if wish.lenient:
        findings = tuple(lenient(finding) for finding in findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise error(*findings)
    return findings


def lenient(finding: Finding) -> Finding:
    """The finding as a warning, where Quarto itself only warns."""
    return replace(finding, severity=Severity.WARNING) if finding.excusable else finding


def chain_findings(groups: Iterable[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """All groups in one, each finding once: several views of a project meet the same fault."""
    return tuple(dict.fromkeys(finding for group in groups for finding in group))


@dataclass(slots=True)
class Laps:
    """Seconds by stage, from a clock that the caller brings."""

    clock: Callable[[], float]
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time what happens inside, under `name`."""
        start = self.clock()
        yield
        self.seconds[name] = self.clock() - start
