"""The process that kernels are forked from: it has imported what they need, and runs nothing itself.

`kernel_fork` starts this file by its path. A request is a line of JSON on standard input, `{"argv",
"cwd", "environment", "errors"}`; the answer is the kernel's process number on a line. When standard
input ends, every kernel does.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

ALWAYS = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel"),
    *("IPython.core.completer", "IPython.core.completerlib", "IPython.core.debugger"),
    *("IPython.core.logger", "IPython.core.oinspect", "IPython.extensions.storemagic"),
    *("faulthandler", "tornado.platform.asyncio"),
)
SELDOM = (20_000, 20, 100)  # between collections: frames and charts are many short-lived objects


def main() -> None:
    """Import, answer requests until there are no more; a forked child leaves here as a kernel."""
    sys.path.pop(0)  # this file's own folder
    leave_out_the_debugger()
    if not imported(sys.argv[1:]):
        return
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    request = serve()
    if request is not None:
        become_kernel(request, log_at(request["errors"]))


def leave_out_the_debugger() -> None:
    """Let kernels go without debugpy: nobody stops in a build, and it takes each a third of its start.

    Cells may import it all the same.
    """
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # as if it were not installed
    with suppress(ImportError):
        importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]


def imported(names: Sequence[str]) -> bool:
    """Import what kernels need and these besides; whether this process can be forked then."""
    for name in (*ALWAYS, *names):
        with suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # what is here stays: children then need no copy of it
    gc.set_threshold(*SELDOM)
    return threads() == 1  # a fork takes only one of them along


def threads() -> int:
    """How many threads this process has; 1 where the system does not tell."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else 1


def serve() -> dict[str, Any] | None:
    """Fork a child for each request; returns the request in the child, None in the parent."""
    children: set[int] = set()
    folders: set[Path] = set()

    def bury(*_: object) -> None:
        for child in tuple(children):
            with suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG) != (0, 0):
                    children.discard(child)

    signal.signal(signal.SIGCHLD, bury)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started this
    for line in sys.stdin:
        request = json.loads(line)
        folders.add(Path(request["errors"]).parent)
        child = os.fork()
        if child == 0:
            return request
        children.add(child)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        bury()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # from here on nobody else buries them
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    for child in children:  # one that is still at work would hold its folder
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    for folder in folders:  # there still if the build was killed
        shutil.rmtree(folder, ignore_errors=True)
    return None


def log_at(path: str) -> int:
    """A file to append errors to."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def become_kernel(request: dict[str, Any], log: int) -> None:
    """Make this child what a new process would be, then run the kernel in it; errors go to `log`."""
    os.setsid()
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    redirect(log)
    os.environ.clear()
    os.environ.update(request["environment"], JPY_PARENT_PID=str(os.getppid()))
    os.chdir(request["cwd"])
    refresh()
    sys.argv = ["ipykernel_launcher", *request["argv"]]
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


def redirect(log: int) -> None:
    """Give the child streams of its own: nothing to read, errors into `log`."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for source, target in ((nothing, 0), (nothing, 1), (log, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(log)


def refresh() -> None:
    """Forget what the parent found out about folders, and what it would roll with every die."""
    import tempfile

    entries = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:0] = [str(Path(entry).resolve()) for entry in entries if entry]
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()
    customize(tuple(entry for entry in entries if entry))
    tempfile.tempdir = None
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def customize(entries: Sequence[str]) -> None:
    """Run the `sitecustomize` that a new Python would have found on this path of the environment's."""
    found = PathFinder.find_spec("sitecustomize", entries)
    if found is not None and found.loader is not None:
        sys.modules["sitecustomize"] = module = module_from_spec(found)
        found.loader.exec_module(module)


if __name__ == "__main__":
    main()
