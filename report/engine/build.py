"""The corridor: a wish goes in, an outcome comes out; every stage in order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import PurePosixPath

from report.engine.digest import file_digest
from report.engine.editions import untold
from report.engine.errors import AssemblyError, ReportError, ValidationError, VerificationError
from report.engine.execute import execute
from report.engine.glance import glance, touched
from report.engine.granted import named
from report.engine.model import Edition, Finding, Plan, Project, Severity
from report.engine.plan import plan
from report.engine.ports import Ports, Progress
from report.engine.record import may_draw
from report.engine.scripts import after_render, before_render, hooks_of
from report.engine.standing import remember, state_of
from report.engine.survey import ran, seen, together, views_of
from report.engine.validate import validate
from report.engine.wish import Outcome, Wish


def build(
    wish: Wish,
    ports: Ports,
    clock: Callable[[], float],
    state: str = "",
    show: Callable[[Edition], None] = lambda _: None,
) -> Outcome:
    """Build a project's site and PDFs; `state` is that of the project, if the caller just looked.

    `show` gets the pages as soon as they are laid out, before they can be searched, are verified and
    put in place.
    Raises the `ReportError` of the stage that could not go on; the last good site is then as it was.
    """
    laps = Laps(clock, ports.progress)
    with laps("load"):
        project, state = prepared(wish, ports, state or state_of(wish))
        views = views_of(project, wish)
        every = together(views)
    with laps("plan"):
        todo = plan(every, ports.store, force=wish.force)
    with laps("check"), ports.aside(validate, project, ports.store) as checked:
        get_ready(todo, ports)
        # Imported while another process checks the data: that takes about as long.
        from report.engine.assemble import assemble
        from report.engine.attest import attested
        from report.engine.publish import lay_out, put_in_place
        from report.engine.verify import verify

        found = passed(checked(), ValidationError, wish)
    with laps("cells"):
        executions = execute(every, todo, ports, at_once=wish.at_once)
        found += tuple(untold(every, executions))
        ports.kernels.rest()
    with laps("assemble"):
        books = tuple(
            assemble(view, executions, ports, formats=formats)
            for view, formats in zip(views, formats_of(wish), strict=False)
        )
        del executions  # large, and all that is shown of them is in the books
        ports.charts.rest()
        found += passed(chain_findings(book.findings for book in books), AssemblyError, wish)
    with laps("publish"):
        books = named(books, wish)
        edition = lay_out(books, project, ports, formats=wish.formats, show=show)
        edition = attested(edition, books, every, ports.store)
        found += edition.findings
    with laps("verify"):
        found += passed(verify(edition, ports.store), VerificationError, wish)
    with laps("place"):
        edition = put_in_place(edition)
        edition, spoiled = after_scripts(edition, project, wish, ports)
        found += spoiled
    outcome = Outcome(edition, ran(todo), tuple(dict.fromkeys(found)), laps.seconds)
    remember(wish, (project, every), state, outcome, ports.store)
    return outcome


def formats_of(wish: Wish) -> Iterator[frozenset[str]]:
    """What the project's views are made as, one by one: its editions add nothing but PDFs."""
    yield wish.formats
    yield from repeat(wish.formats & {"typst"})


def prepared(wish: Wish, ports: Ports, state: str) -> tuple[Project, str]:
    """The project once its pre-render scripts have run, and the state that it was read in.

    The scripts may write any of its files: then it is read again. `state` was taken before reading,
    so that what is changed meanwhile counts as changed.
    """
    project = seen(wish)
    hooks = hooks_of(project)
    if not hooks.before or wish.prepared:
        return project, state
    before_render(hooks, project.root, ports.scripts)
    after = state_of(wish)
    return (project if after and after == state else seen(wish)), after


def after_scripts(
    edition: Edition, project: Project, wish: Wish, ports: Ports
) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition once the project's post-render scripts have worked on it, and what is wrong now.

    It keeps the digests of files that are as they were laid out; if all are, it was verified.
    """
    hooks = hooks_of(project)
    if not hooks.after:
        return edition, ()
    seen = glance(edition.site, edition.digests)
    after_render(hooks, project.root, edition.files, ports.scripts)
    edition = left_of(edition, touched(seen))
    if edition.digests.keys() == set(edition.files):
        return edition, ()
    from report.engine.verify import verify  # see above

    return edition, passed(verify(edition, ports.store), VerificationError, wish)


def left_of(edition: Edition, doubtful: Set[PurePosixPath]) -> Edition:
    """The edition without the digests of those `doubtful` files that hold something else."""
    digests = {
        path: made
        for path, made in edition.digests.items()
        if path not in doubtful or file_digest(edition.site / path) == made
    }
    return replace(edition, digests=digests)


def get_ready(todo: Plan, ports: Ports) -> None:
    """Open the doors that take long to open, while something else is done."""
    if not todo.runs:
        return
    ports.kernels.expect([task.document.path for task in todo.runs])
    if any(may_draw(ports.store, task.document.path) for task in todo.runs):
        ports.charts.expect()
    ports.kernels.get_ready()


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
    """Seconds by stage, from a clock that the caller brings; each stage's begin is told."""

    clock: Callable[[], float]
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time what happens inside, under `name`."""
        self.progress.stage(name, 0)
        start = self.clock()
        yield
        self.seconds[name] = self.clock() - start
