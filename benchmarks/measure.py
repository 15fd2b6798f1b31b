"""A command to its cost: seconds on the clock, seconds of processors, and memory at its peak."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

PAUSE = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` in seconds; `peak` in MiB, of all processes together, shared pages once.

    `cpu` sums up all processes that were waited for, so that a busy machine hardly changes it.
    """

    wall: float
    cpu: float
    peak: float


def cost_of(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """What a command costs. Raises `CalledProcessError`, with what it said, if it does not end well."""
    variables = {**os.environ, **(environment or {})}
    before, start = used(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        peaks = [0.0]
        watch = threading.Thread(target=look, args=(process.pid, peaks), daemon=True)
        watch.start()
        said = process.communicate()[0]
    wall, cpu = time.perf_counter() - start, used() - before
    watch.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Cost(wall, cpu, max(peaks))


def used() -> float:
    """Processor seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def look(process: int, peaks: list[float]) -> None:
    """Look at the memory of a process and its descendants until it ends; `peaks` keeps the highest."""
    with suppress(psutil.Error):
        root = psutil.Process(process)
        while root.status() != psutil.STATUS_ZOMBIE:
            memory = sum(map(memory_of, (root, *root.children(recursive=True))))
            peaks[0] = max(peaks[0], memory)
            time.sleep(PAUSE)


def memory_of(process: psutil.Process) -> float:
    """A process's own memory and its share of what it shares, in MiB."""
    with suppress(psutil.Error):
        full = process.memory_full_info()
        return getattr(full, "pss", full.uss) / (1 << 20)
    return 0.0
