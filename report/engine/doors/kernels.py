"""The kernel door: sessions run in real Jupyter kernels, several side by side, and leave nothing."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import time
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from queue import Empty
from typing import TYPE_CHECKING

from report.engine.doors.kernel_folder import clear_up, private_folder
from report.engine.doors.kernel_talk import Conversation, SessionError
from report.engine.model import CellResult, Output
from report.engine.ports import Progress, Session, StepFailed, Transcript

if TYPE_CHECKING:
    from jupyter_client import AsyncKernelClient, AsyncKernelManager

    from report.engine.doors.kernel_fork import KernelParent

ERRORS = "errors.log"
START = 60.0  # seconds that a kernel may take to answer for the first time
INSTALLED = re.compile(r"/[^\s:'\"<>]*/lib/python3\.\d+/(?:(?:site|dist)-packages/)?")
WATCH = Path(__file__).with_name("kernel_watch.py")
CONFIG = """\
import importlib.util, os, sys

c.HistoryManager.enabled = False
c.InlineBackend.figure_formats = {{os.environ.get("QUARTO_FIG_FORMAT", "png")}}

spec = importlib.util.spec_from_file_location("_report_watch", {path!r})
module = sys.modules["_report_watch"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.watch = module.Watch({root!r}, {private!r}, {files!r}, {made!r}, {code!r})
module.watch.start()
"""


@dataclass(slots=True)
class JupyterKernels:
    """Runs each session in a kernel of its own.

    Where the system can, kernels are forked from a parent that has imported already what is slow to
    import and what the documents need; where other builds are to find it `warm`, what any file below
    `root` needs. `expect` starts it early, `close` ends it, and so does `rest` unless it is warm.
    """

    root: Path | None = None
    forks: bool = True
    warm: bool = False
    _parent: KernelParent | None = None

    def expect(self, documents: Collection[PurePosixPath]) -> None:
        """Start the parent for the sessions of these documents, if there is none; returns at once."""
        from report.engine.doors.kernel_fork import (
            OFFERED,
            KernelParent,
            imports_below,
            imports_of,
        )

        if not (self.forks and OFFERED) or self._parent is not None:
            return
        if self.root is None:
            imports: tuple[str, ...] = ()
        else:
            imports = imports_below(self.root) if self.warm else imports_of(self.root, documents)
        self._parent = KernelParent(imports)

    def get_ready(self) -> None:
        """Import what speaks with kernels."""
        import_module("report.engine.doors.kernel_provisioner")

    def run(
        self, sessions: Sequence[Session], *, at_once: int, progress: Progress
    ) -> tuple[Transcript, ...]:
        """Run all sessions, `at_once` side by side; transcripts in the order of the sessions."""
        self.expect([PurePosixPath(session.name) for session in sessions])
        clear_up()
        return asyncio.run(run_all(sessions, self._parent, at_once, progress))

    def rest(self) -> None:
        """The sessions of this build are over: end what waits for more, and free its memory."""
        if not self.warm:
            self.close()

    def close(self) -> None:
        """End whatever is still there."""
        if self._parent is not None:
            self._parent.close()
            self._parent = None


async def run_all(
    sessions: Sequence[Session], parent: KernelParent | None, at_once: int, progress: Progress
) -> tuple[Transcript, ...]:
    """The transcripts of all sessions; whoever cancels this ends every kernel.

    Those with the most steps begin first, lest one of them be left to run alone in the end.
    """
    gate = asyncio.Semaphore(at_once)

    async def one(session: Session) -> Transcript:
        async with gate:
            transcript = await run_session(session, parent)
        progress.step(session.name)
        return transcript

    longest = sorted(range(len(sessions)), key=lambda place: -len(sessions[place].steps))
    async with asyncio.TaskGroup() as group:
        tasks = {place: group.create_task(one(sessions[place])) for place in longest}
    return tuple(tasks[place].result() for place in range(len(sessions)))


async def run_session(session: Session, parent: KernelParent | None) -> Transcript:
    """Run one session from start to end, or to its first failure."""
    start = time.perf_counter()
    conversation = Conversation(session)
    try:
        with session_folder(session) as folder:
            async with kernel_for(session, folder, parent) as (manager, client):
                await conversation.hold(manager, client, folder / "reads.json")
    except SessionError as failure:
        conversation.failure = failure.step
    except OSError as error:  # a full disk, no more processes
        conversation.failure = StepFailed(0, "died", value=error.strerror or str(error))
    return Transcript(
        answers=tuple(placeless_answer(one, session.root) for one in conversation.answers),
        failure=placeless_failure(conversation.failure, session.root),
        reads=conversation.reads,
        wrote=conversation.wrote,
        seconds=time.perf_counter() - start,
    )


@contextmanager
def session_folder(session: Session) -> Iterator[Path]:
    """A private folder for everything that the session writes beside its project."""
    with private_folder() as folder:
        profile = folder / "ipython" / "profile_default"
        profile.mkdir(parents=True)
        config = profile / "ipython_kernel_config.py"
        config.write_text(configuration(session, folder), encoding="utf-8")
        (folder / "tmp").mkdir()
        for name, text in session.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        yield folder


def configuration(session: Session, folder: Path) -> str:
    """What an IPython kernel is told before it starts: pictures, no history, and who watches."""
    return CONFIG.format(
        path=str(WATCH),
        root=str(session.root),
        private=str(folder),
        files=list(session.files),
        made=[str(path) for path in session.made],
        code=str(WATCH.parents[2]),
    )


def environment_in(folder: Path, session: Session) -> dict[str, str]:
    """The kernel's environment: ours, the session's, and where its private files lie."""
    return {
        **os.environ,
        **session.environment,
        **{name: str(folder / name) for name in session.files},
        "IPYTHONDIR": str(folder / "ipython"),
        "TMPDIR": str(folder / "tmp"),
    }


@asynccontextmanager
async def kernel_for(
    session: Session, folder: Path, parent: KernelParent | None
) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient]]:
    """A kernel that answers, and a client that speaks with it; both are gone afterwards."""
    from jupyter_client import AsyncKernelManager

    manager = AsyncKernelManager(
        kernel_name=session.kernel,
        transport="ipc",
        ip=str(folder / "kernel"),
        connection_file=str(folder / "connection.json"),
    )
    client = None
    try:
        await start(manager, session, folder, parent)
        client = manager.client()
        client.start_channels(hb=False)
        client.allow_stdin = False
        await ready(manager, client, folder)
        yield manager, client
    finally:
        if client is not None:
            client.stop_channels()
        await stop(manager)


async def start(
    manager: AsyncKernelManager, session: Session, folder: Path, parent: KernelParent | None
) -> None:
    """Start the kernel's process: forked, or from scratch where that cannot be."""
    from jupyter_client.kernelspec import NoSuchKernel

    from report.engine.doors.kernel_fork import can_fork
    from report.engine.doors.kernel_provisioner import ForkedKernel

    environment = environment_in(folder, session)
    errors = folder / ERRORS
    try:
        if parent is not None and can_fork(manager.kernel_spec.argv) and parent.is_ready():
            manager.provisioner = ForkedKernel(
                parent, errors, kernel_spec=manager.kernel_spec, parent=manager
            )
        with errors.open("ab") as log:
            await manager.start_kernel(
                cwd=str(session.cwd), env=environment, stdout=subprocess.DEVNULL, stderr=log
            )
    except NoSuchKernel as error:
        raise SessionError(StepFailed(0, "missing", value=session.kernel)) from error


async def ready(manager: AsyncKernelManager, client: AsyncKernelClient, folder: Path) -> None:
    """Wait until the kernel answers on both channels that outputs come by."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        client.kernel_info()
        try:
            await client.get_shell_msg(timeout=1)
            await client.get_iopub_msg(timeout=0.2)
        except Empty:
            if not await manager.is_alive():
                break
        else:
            return
    raise SessionError(StepFailed(0, "died", value=last_line(folder / ERRORS)))


def last_line(log: Path) -> str:
    """The last thing that a kernel said on standard error."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it never answered")


async def stop(manager: AsyncKernelManager) -> None:
    """End the kernel's process and whatever it started."""
    provisioner = manager.provisioner
    if provisioner is not None and provisioner.has_process:
        await provisioner.kill()  # the whole process group
        await provisioner.wait()
    await manager.cleanup_resources()


def placeless_answer(
    answer: CellResult | Mapping[str, object], root: Path
) -> CellResult | Mapping[str, object]:
    """An answer whose texts do not tell where the project and Python lie."""
    if isinstance(answer, CellResult):
        outputs = tuple(placeless_output(output, root) for output in answer.outputs)
        return replace(answer, outputs=outputs)
    return placeless_data(answer, root)


def placeless_output(output: Output, root: Path) -> Output:
    """The same for one output."""
    text, data = placeless(output.text, root), placeless_data(output.data, root)
    return replace(output, text=text, data=data)


def placeless_data(data: Mapping[str, object], root: Path) -> dict[str, object]:
    """The same for a MIME bundle, or what is told of an error: its texts and lists of texts."""

    def said(value: object) -> object:
        if isinstance(value, list) and all(isinstance(line, str) for line in value):
            return [placeless(line, root) for line in value]
        return placeless(value, root) if isinstance(value, str) else value

    return {kind: said(value) for kind, value in data.items()}


def placeless_failure(failure: StepFailed | None, root: Path) -> StepFailed | None:
    """The same for what ended a session."""
    if failure is None:
        return None
    traceback = tuple(placeless(line, root) for line in failure.traceback)
    return replace(failure, value=placeless(failure.value, root), traceback=traceback)


def placeless(text: str, root: Path) -> str:
    """`text` with paths from the project's root, and those of packages and Python from their own."""
    text = text.replace(f"{root}{os.sep}", "").replace(str(root), ".")
    return INSTALLED.sub("", text)
