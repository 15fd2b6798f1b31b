"""Preview: build, serve on this machine alone, and build again whenever the project's files change."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import PreviewError, ReportError
from report.engine.model import Edition, Finding, Place
from report.engine.preview.server import Desk, served

SOON = 40  # milliseconds without a change, after which a batch of changes is complete
LATEST = 400  # milliseconds after which it is complete in any case
IDLE = 100  # milliseconds after which nothing counts as an empty batch


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a preview needs: how to build, what to watch, and whom to tell.

    `build` is told the state that it builds, and whom to show the edition before it is in place; it
    gives the edition or raises `ReportError`. `state` is a digest of all that a build sees ("" where
    there is none). `ignored` are folders whose changes do not count: what builds write.
    `say` gets plain lines, `lines` makes them of findings.
    """

    build: Callable[[str, Callable[[Edition], None]], Edition]
    state: Callable[[], str]
    root: Path
    ignored: frozenset[Path]
    lines: Callable[[Iterable[Finding]], Iterable[str]]
    say: Callable[[str], None]


def preview(previewed: Previewed, *, port: int) -> None:
    """Serve the project on `port` of 127.0.0.1 until interrupted.

    Changes during a build are folded into one further build. Raises `PreviewError` where that port
    is taken or the watcher is not installed.
    """
    if importlib.util.find_spec("watchfiles") is None:
        raise PreviewError(not_installed())
    desk = Desk()
    with ExitStack() as stack:
        try:
            address = stack.enter_context(served(desk, port))
        except OSError as error:
            raise PreviewError(port_taken(port)) from error
        previewed.say(f"preview at {address} (Ctrl-C ends it)")
        keep_up(previewed, desk)


def keep_up(previewed: Previewed, desk: Desk) -> None:
    """Build, and build again after every batch of changes that a build can see."""
    batches = changes(previewed, desk)
    next(batches)  # the watcher is at work before the first build reads anything
    state = previewed.state()
    rebuild(previewed, desk, state)
    for names in filter(None, batches):
        last, state = state, previewed.state()
        if not state or state != last:
            previewed.say(f"changed: {', '.join(names)}")
            rebuild(previewed, desk, state)


def rebuild(previewed: Previewed, desk: Desk, state: str = "") -> None:
    """Build once; lay the result, or what went wrong, before the readers.

    They see the pages as soon as these are made, and do not wait for their place on the disk.
    """
    try:
        desk.settle(previewed.build(state, desk.lay))
    except ReportError as error:
        lines = list(previewed.lines(error.findings))
        desk.complain("\n".join(lines))
        for line in lines:
            previewed.say(line)


def changes(previewed: Previewed, desk: Desk) -> Iterator[list[str]]:
    """The names of changed files, a batch at a time; what a build itself writes is left out.

    From time to time the batch is empty, the first time as soon as the watcher is at work.
    """
    from watchfiles import Change, DefaultFilter, watch

    usual = DefaultFilter()

    def counts(change: Change, path: str) -> bool:
        return usual(change, path) and is_source(Path(path), previewed, desk.edition)

    batches = watch(
        previewed.root,
        watch_filter=counts,
        debounce=LATEST,
        step=SOON,
        rust_timeout=IDLE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for batch in batches:
        yield sorted({Path(path).relative_to(previewed.root).as_posix() for _, path in batch})


def is_source(path: Path, previewed: Previewed, edition: Edition | None) -> bool:
    """Whether a change of `path` can change what is built."""
    inner = path.relative_to(previewed.root)
    if any(part.startswith(".") for part in inner.parts):
        return False
    if any(path.is_relative_to(folder) for folder in previewed.ignored):
        return False
    return edition is None or path not in {edition.site / file for file in edition.files}


def port_taken(port: int) -> Finding:
    """The finding for a port that another program serves."""
    place = Place(PurePosixPath("--port"))
    message = f"port {port} of 127.0.0.1 cannot be served: another program has it"
    return Finding(
        "preview-port", place, message, "end that program, or choose another with --port"
    )


def not_installed() -> Finding:
    """The finding for a missing watcher."""
    message = "the preview needs the package watchfiles, which is not installed"
    hint = "install it: pip install 'end-game-report[preview]'"
    return Finding("preview-missing", Place(PurePosixPath("watchfiles")), message, hint)
