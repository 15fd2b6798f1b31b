"""The real doors, bundled: the one file that knows what stands behind each port."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from report.engine.doors.store import FolderStore, NearStore
from report.engine.errors import PublishError
from report.engine.model import Edition, Finding, Place
from report.engine.ports import Ports, Progress, called_here
from report.engine.record import outdated
from report.engine.roots import root_of
from report.engine.scripts import after_render, before_render
from report.engine.standing import (
    Standing,
    outcome_of,
    outputs_of,
    standing_for,
    state_of,
    still_stands,
)
from report.engine.wish import CORES, Outcome, Ran, Wish
from report.fonts import FOLDER, in_own_face

Doors = Callable[[Path, Progress], AbstractContextManager[Ports]]

MEMORY = Path(".report") / "store"


def built(wish: Wish, progress: Progress, doors: Doors | None = None) -> Outcome:
    """Build with the real doors; nothing is done where what stands is what a build would make.

    `doors` opens them, for those who keep them open from one build to the next.
    """
    from report.engine.doors.scripts import Programs

    root = root_of(wish.path)
    standing, state = standing_for(wish, store_at(root)), ""
    if standing is not None:
        scripts = Programs(progress)
        before_render(standing.hooks, root, scripts)
        wish = replace(wish, prepared=True)
        state = state_of(wish)
        if still_stands(standing, wish, state):
            outcome = outcome_of(standing, wish)
            after_render(standing.hooks, root, outcome.edition.files, scripts)
            return outcome
    with (doors or wired)(root, progress) as ports:
        if standing is not None:
            expect_kernels(root, standing, ports)
        from report.engine.build import build  # meanwhile

        outcome = build(wish, ports, time.perf_counter, state)
    store_at(root).trim()
    return outcome


def expect_kernels(root: Path, standing: Standing, ports: Ports) -> None:
    """Let kernels get ready at once where it is plain that cells will run again."""
    documents = [*outdated(ports.store, root, map(PurePosixPath, standing.documents))]
    if documents:
        ports.kernels.expect(documents)


@contextmanager
def wired(root: Path, progress: Progress, *, warm: bool = False) -> Iterator[Ports]:
    """The real doors of the project at `root`; what they started is gone afterwards.

    With `warm` they stay ready for one build after another, and what is remembered stays at hand.
    """
    from report.engine.doors.aside import aside
    from report.engine.doors.charts import VegaCharts
    from report.engine.doors.kernels import JupyterKernels
    from report.engine.doors.pandoc import BundledPandoc
    from report.engine.doors.scripts import Programs
    from report.engine.doors.search import Pagefind
    from report.engine.doors.typesetter import TypstTypesetter

    kernels = JupyterKernels(root, warm=warm)
    store = NearStore(store_at(root)) if warm else store_at(root)
    charts = VegaCharts((FOLDER,), in_own_face, store, warm)
    try:
        yield Ports(
            kernels=kernels,
            pandoc=BundledPandoc(CORES),
            typesetter=TypstTypesetter((FOLDER,), CORES),
            charts=charts,
            search=Pagefind(),
            scripts=Programs(progress),
            store=store,
            progress=progress,
            aside=called_here if warm else aside,
        )
    finally:
        kernels.close()
        charts.close()


def store_at(root: Path) -> FolderStore:
    """The memory of the project at `root`."""
    return FolderStore(root / MEMORY)


def finished(root: Path, output: Path | None, files: Iterable[Path]) -> tuple[Finding, ...]:
    """Finish what Quarto wrote in one render of the project at `root`; warnings that came up.

    `output` is where Quarto was told to write, if not where the project says.
    """
    from report.engine.doors.progress import Silence
    from report.engine.rendered import finish
    from report.engine.survey import seen

    with wired(root, Silence()) as ports:
        return finish(seen(Wish(root, output=output)), files, ports)


def checked(wish: Wish) -> tuple[Finding, ...]:
    """Everything wrong with a project that can be found without running a cell."""
    from report.engine.checking import check

    return check(wish, store_at(root_of(wish.path)))


def planned(wish: Wish) -> tuple[Ran, ...]:
    """Which documents' cells a build would run, and why."""
    from report.engine.survey import planned as plan_of

    return plan_of(wish, store_at(root_of(wish.path)))


def inspected(path: Path) -> tuple[Finding, ...]:
    """Everything wrong with the site that stands for the project at `path`."""
    from report.engine.inspection import inspect

    return inspect(Wish(path), store_at(root_of(path)))


def asked_online(path: Path, say: Callable[[str], None]) -> tuple[Finding, ...]:
    """What does not answer of the addresses that the site leads to."""
    from report.engine.doors.web import HttpWeb
    from report.engine.inspection import inspect_online

    return inspect_online(Wish(path), HttpWeb(), say)


def without_archived_copy(path: Path) -> tuple[tuple[str, str], ...]:
    """Key and address of each source without an archived copy."""
    from report.engine.inspection import unarchived

    return unarchived(Wish(path))


def locked(path: Path, progress: Progress) -> tuple[Outcome, bool]:
    """Build, and write `report.lock`; whether it has changed."""
    from report.engine.attest.lock import LOCK, lock_of, written
    from report.engine.doors.store import write_whole
    from report.engine.inspection import manifest_in

    outcome = built(Wish(path), progress)
    manifest = manifest_in(outcome.edition.site)
    if manifest is None:
        raise PublishError(nothing_to_lock())
    target, text = root_of(path) / LOCK, written(lock_of(manifest)).encode()
    if target.is_file() and target.read_bytes() == text:
        return outcome, False
    write_whole(target, text)
    return outcome, True


def nothing_to_lock() -> Finding:
    """The finding for pages that lie among other files and have no manifest."""
    message = "there is nothing to lock: the site has no manifest"
    hint = "give the project an `output-dir:` of its own in _quarto.yml"
    return Finding("lock-nothing", Place(PurePosixPath("_quarto.yml")), message, hint)


def verified_twice(path: Path, say: Callable[[str], None]) -> tuple[Finding, ...]:
    """What differs between two builds of a project in fresh folders."""
    from report.engine.twice import built_twice

    return built_twice(root_of(path), say)


def trimmed(path: Path, limit: int) -> int:
    """Keep at most `limit` bytes of what is remembered for the project; bytes freed."""
    return store_at(root_of(path)).trim(limit)


def previewing(
    wish: Wish,
    lines: Callable[[Iterable[Finding]], Iterable[str]],
    say: Callable[[str], None],
    *,
    port: int,
) -> None:
    """Serve the project, building whenever a file changes; kernels stay warm in between."""
    from report.engine.build import build
    from report.engine.doors.progress import Silence
    from report.engine.preview import Previewed, preview

    root = root_of(wish.path)
    with wired(root, Silence(), warm=True) as ports:
        ports.kernels.expect(())

        def build_now(state: str, show: Callable[[Edition], None]) -> Edition:
            outcome = build(wish, ports, time.perf_counter, state, show)
            for line in lines(outcome.findings):
                say(line)
            say(f"built in {sum(outcome.seconds.values()):.1f} s")
            return outcome.edition

        preview(
            Previewed(build_now, lambda: state_of(wish), root, outputs_of(wish), lines, say),
            port=port,
        )
