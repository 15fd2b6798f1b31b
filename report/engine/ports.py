"""The doors to the outside world, as protocols: kernels, Pandoc, Typst, Vega, the store, progress.

Stages receive the doors they need as arguments. The real ones live in `report.engine.doors` and are
wired in `report.engine.wiring`; the tests have one fake per door in `tests/fakes`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from report.engine.model import CellResult


@dataclass(frozen=True, slots=True)
class Run:
    """Run one block of code; `may_fail` keeps its error as an output instead of stopping."""

    source: str
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Evaluate one expression after all that came before, for its MIME bundle.

    `may_fail` gives an empty bundle for one that raises instead of stopping.
    """

    source: str
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """Everything one kernel is asked to do: steps in order, where, with which environment.

    `files` are texts by the environment variable that is to name them: the door writes each for as
    long as the session lasts. `timeout` is in seconds and bounds each step (None: no bound). What
    is read below `root` is told in the transcript, `made` (folders that builds write) left out.
    """

    name: str
    steps: tuple[Run | Evaluate, ...]
    root: Path
    cwd: Path
    environment: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    made: tuple[PurePosixPath, ...] = ()
    kernel: str = "python3"
    timeout: float | None = None


class ReadKind(StrEnum):
    """What code can read, so that its result depends on it."""

    FILE = "file"
    MODULE = "module"
    FOLDER = "folder"
    VARIABLE = "variable"
    INFO = "info"
    TREE = "tree"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, order=True)
class Read:
    """One thing that a session read, and the digest of what it held then.

    `name` is a path (relative to the session's root where it lies below it), for VARIABLE the
    name of an environment variable, for INFO that of one of the session's own files, with the keys of
    the part of it that was asked for (`FILE#format#metadata#title`), if it was one. FOLDER is a
    listing of names; TREE is every file below the root, for what could not be observed. SEARCH are
    the names of the modules in a folder that imports look into: one more may stand for another.
    """

    kind: ReadKind
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class StepFailed:
    """The step that ended a session early: which one, and the error as Jupyter tells it.

    `kind` is `error` (the code raised), `timeout`, or `died` (the kernel went away).
    """

    step: int
    kind: str
    name: str = ""
    value: str = ""
    traceback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a session gave: a `CellResult` per `Run`, a MIME bundle per `Evaluate`, in step order.

    `reads` is everything that the code read, or None where that could not be observed; `wrote` are
    the files below the session's root that it was seen to write.
    """

    answers: tuple[CellResult | Mapping[str, object], ...]
    failure: StepFailed | None = None
    reads: tuple[Read, ...] | None = None
    wrote: tuple[str, ...] = ()
    seconds: float = 0.0


class Kernels(Protocol):
    """Runs sessions in Jupyter kernels."""

    def expect(self, documents: Collection[PurePosixPath]) -> None:
        """Let what takes long begin for the sessions of these documents, or of any if it stays."""
        ...

    def get_ready(self) -> None:
        """Do what the first session needs to be done here; others may be at work meanwhile."""
        ...

    def run(
        self, sessions: Sequence[Session], *, at_once: int, progress: Progress
    ) -> tuple[Transcript, ...]:
        """Run all sessions, `at_once` side by side; transcripts in the order of the sessions."""
        ...

    def rest(self) -> None:
        """The sessions of this build are over: let go what only they needed."""
        ...


@dataclass(frozen=True, slots=True)
class Conversion:
    """One Pandoc conversion: text, formats with their extensions, and plain Pandoc arguments.

    Besides, `--lang=de` says in which language a bibliography was written. `name` says which
    document it is, for when it fails.
    """

    text: str
    source: str
    target: str
    arguments: tuple[str, ...] = ()
    name: str = ""


class Pandoc(Protocol):
    """Converts texts with Pandoc."""

    def convert(self, conversions: Sequence[Conversion]) -> tuple[str, ...]:
        """Convert all; results in order. Raises `AssemblyError` naming the conversion that failed."""
        ...


@dataclass(frozen=True, slots=True)
class TypstProject:
    """A Typst project in memory: `files` by path, of which `main.typ` is set.

    `standards` are those that the PDF must keep, in Typst's words ("ua-1", "a-2a").
    """

    files: Mapping[str, bytes]
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that Typst says: `fatal` or a warning, and the file and line that it speaks of.

    `line` counts from 1; it is 0 where Typst names no place.
    """

    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a Typst project: its PDF, or None with at least one fatal remark."""

    pdf: bytes | None
    remarks: tuple[Remark, ...] = ()


class Typesetter(Protocol):
    """Sets Typst projects as PDF: the same bytes for the same project and `identity`."""

    @property
    def identity(self) -> str:
        """What the bytes depend on beside the project: the version of Typst, and the fonts."""
        ...

    def proofs(self, projects: Sequence[TypstProject]) -> tuple[Proof, ...]:
        """Set all; proofs in the order of the projects."""
        ...


class Charts(Protocol):
    """Draws Vega and Vega-Lite specifications."""

    @property
    def identity(self) -> str:
        """What a picture depends on beside its specification: versions and fonts."""
        ...

    def expect(self) -> None:
        """Get ready to draw; returns at once."""
        ...

    def rest(self) -> None:
        """The charts of this build are drawn: let go what only they needed."""
        ...

    def svg(self, spec: Mapping[str, object]) -> str:
        """The chart as SVG: the same bytes for the same specification."""
        ...

    def runtime(self) -> bytes:
        """A script with which a browser draws the same charts: it defines `vegaEmbed`."""
        ...

    def png(self, spec: Mapping[str, object]) -> bytes:
        """The chart as PNG on white, two pixels for one of its own: the same bytes each time."""
        ...


class Search(Protocol):
    """Makes the index that a reader's browser searches."""

    @property
    def identity(self) -> str:
        """What the index depends on beside the pages: the version of what makes it."""
        ...

    def index(self, pages: Mapping[PurePosixPath, str]) -> Mapping[PurePosixPath, bytes]:
        """The index of `pages` (HTML by address), as files: the same bytes for the same pages.

        Raises `PublishError` where it cannot be made.
        """
        ...


class Store(Protocol):
    """Content-addressed memory between builds: bytes by key, digests verified on reading."""

    def get(self, key: str) -> bytes | None:
        """What was put under `key`, or None (also when it was damaged)."""
        ...

    def put(self, key: str, value: bytes) -> None:
        """Remember `value` under `key`, atomically."""
        ...


@dataclass(frozen=True, slots=True)
class Script:
    """A program to run in a project's folder, with variables beside the process's own."""

    command: tuple[str, ...]
    cwd: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScriptResult:
    """How a script ended, and what it said on both streams."""

    status: int
    said: str = ""


class Scripts(Protocol):
    """Runs the scripts that a project names."""

    def run(self, script: Script) -> ScriptResult:
        """Run one script to its end."""
        ...


class Web(Protocol):
    """Asks addresses on the web; no build ever does."""

    def status(self, address: str, method: str) -> int:
        """The status of the answer to HEAD or GET; 0 where there was none."""
        ...

    def wait(self, seconds: float) -> None:
        """Do nothing for a while."""
        ...


class Progress(Protocol):
    """Is told what happens, for people to see; never decides anything."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, with `total` steps (0: unknown)."""
        ...

    def step(self, what: str) -> None:
        """One step of the current stage is done."""
        ...

    def detail(self, text: str) -> None:
        """Something only `-v` shows."""
        ...


# A function and its arguments to a call that waits for what it gives, from elsewhere or here.
Aside = Callable[..., AbstractContextManager[Callable[[], Any]]]


def called_here(
    function: Callable[..., Any], *arguments: Any
) -> AbstractContextManager[Callable[[], Any]]:
    """The function called when it is asked for: the `Aside` of those who have no memory to save."""
    return nullcontext(partial(function, *arguments))


@dataclass(frozen=True, slots=True)
class Ports:
    """The bundle that the corridor receives; `aside` calls what takes much memory for a short time."""

    kernels: Kernels
    pandoc: Pandoc
    typesetter: Typesetter
    charts: Charts
    search: Search
    scripts: Scripts
    store: Store
    progress: Progress
    aside: Aside = called_here
