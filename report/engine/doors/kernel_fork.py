"""The parent that kernels are forked from, seen from the build: started early, asked for kernels."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from report.engine.standing import files_in

PARENT = Path(__file__).with_name("kernel_parent.py")
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
SLOW = ("numpy", "pandas", "altair", "scipy.stats", "statsmodels", "sklearn", "lifelines")
IMPORT = re.compile(rb"^([ \t]*)(?:import|from)\s+([\w.]+)", re.MULTILINE)
MEMBERS = re.compile(rb"^from\s+([\w.]+)\s+import\s+(\([^)]*|[^\n#]*)", re.MULTILINE)
WORD = re.compile(rb"(\w+)(?:\s+as\s+\w+)?")
OFFERED = hasattr(os, "fork") and sys.platform != "darwin"  # macOS frameworks do not survive it


class KernelParent:
    """The parent process, from here: started at once, asked when a kernel is wanted."""

    def __init__(self, imports: Sequence[str]) -> None:
        self._ready: bool | None = None
        self._process = subprocess.Popen(
            [sys.executable, str(PARENT), *imports],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            env=plain_environment(),
        )

    def is_ready(self) -> bool:
        """Whether it can fork; waits until it has imported everything."""
        if self._ready is None:
            self._ready = self._process.stdout.readline() == "ready\n"
        return self._ready

    def fork(
        self, argv: Sequence[str], cwd: str, environment: Mapping[str, str], errors: str
    ) -> int:
        """A new kernel's process number. Raises `OSError` when the parent is gone."""
        request = {"argv": argv, "cwd": cwd, "environment": dict(environment), "errors": errors}
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise ChildProcessError("the parent of kernels is gone")
        return int(answer)

    def close(self) -> None:
        """End the parent and every kernel that it still has; one that was asked for none at once."""
        if self._ready is None:
            self._process.kill()
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def plain_environment() -> dict[str, str]:
    """The environment of a parent: one thread, one order of hashes, no modules of a project."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**environment, **dict.fromkeys(ONE_THREAD, "1"), "PYTHONHASHSEED": "0"}


def imports_below(root: Path) -> tuple[str, ...]:
    """The packages worth importing once for all kernels: those that the project's files import."""
    sources = (path for path in files_in(root, frozenset()) if path.suffix in {".py", ".qmd"})
    named = {name.decode() for path in sources for _, name in IMPORT.findall(path.read_bytes())}
    return tuple(name for name in SLOW if name in named)


def imports_of(root: Path, documents: Iterable[PurePosixPath]) -> tuple[str, ...]:
    """The packages worth importing once for the cells of some documents below `root`.

    Those are what the documents import, and what the project's modules import that they lead to; not
    what functions import when they are called: all kernels would wait for what one may need.
    """
    waiting, seen, named = [root / path for path in documents], set[Path](), set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        names = set(imported_in(path.read_bytes()))
        named |= names
        waiting += (file for name in names for file in files_of(root, name))
    return tuple(one for one in SLOW if any(f"{name}.".startswith(f"{one}.") for name in named))


def imported_in(source: bytes) -> Iterator[str]:
    """The modules that a text of code imports at once, and what it takes from them, by full name."""
    yield from (name.decode() for indent, name in IMPORT.findall(source) if not indent)
    for module, members in MEMBERS.findall(source):
        yield from (f"{module.decode()}.{name.decode()}" for name in WORD.findall(members))


def files_of(root: Path, name: str) -> Iterator[Path]:
    """Where a module of the project may lie, and the packages around it."""
    parts = name.split(".")
    yield root.joinpath(*parts[:-1], f"{parts[-1]}.py")
    yield from (root.joinpath(*parts[:end], "__init__.py") for end in range(1, len(parts) + 1))


def can_fork(argv: Sequence[str]) -> bool:
    """Whether the kernel that `argv` starts is an ordinary one of this very Python."""
    return (
        OFFERED
        and "ipykernel_launcher" in argv
        and argv[0] in {"python", "python3", sys.executable}
    )
