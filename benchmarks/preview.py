"""A preview to its answers: seconds from saving a file to the moment when the new page is there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import IO

import psutil

from benchmarks.measure import Cost, memory_of

PREVIEW = (sys.executable, "-u", "-m", "report", "preview", "--port", "0")
NEWS = "/.report/news"
PATIENCE = 600  # seconds that a build may take


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview at work: its process, what it says, its port."""

    process: psutil.Process
    said: IO[str]
    port: int

    def cost_of(self, edit: Callable[[], object], page: str) -> Cost:
        """What an edit costs: `wall` until a reader has the new page, `cpu` until all is in place."""
        with self.heard() as news:
            next(news)  # what is known already
            before, start = self.used(), time.perf_counter()
            edit()
            next(news)
            self.answer(page).read()
            wall = time.perf_counter() - start
        wait_for("built in", self.said)
        family = (self.process, *self.process.children(recursive=True))
        return Cost(wall, self.used() - before, sum(map(memory_of, family)))

    @contextmanager
    def heard(self) -> Iterator[Iterator[bytes]]:
        """The news, as a reader hears them."""
        answer = self.answer(NEWS)
        yield (line for line in iter(answer.readline, b"") if line.startswith(b"data: "))
        answer.close()

    def answer(self, path: str) -> HTTPResponse:
        """The answer to one request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection.getresponse()

    def used(self) -> float:
        """Processor seconds of the preview, and of all that it started and waited for."""
        family = (self.process, *self.process.children(recursive=True))
        return sum(sum(one.cpu_times()[:4]) for one in family)


@contextmanager
def preview_of(project: Path, program: Path) -> Iterator[Preview]:
    """A preview of `project` by the program that lies in `program`, its first build done."""
    variables = {**os.environ, "PYTHONPATH": str(program)}
    with subprocess.Popen(
        PREVIEW,
        cwd=project,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            address = wait_for("preview at ", process.stdout).split()[2]
            wait_for("built in", process.stdout)
            port = int(address.rstrip("/").rpartition(":")[2])
            yield Preview(psutil.Process(process.pid), process.stdout, port)
        finally:
            process.terminate()


def wait_for(words: str, said: IO[str]) -> str:
    """The next line that begins with these words. Raises `RuntimeError` where the program ends."""
    for line in said:
        if line.startswith(words):
            return line
    raise RuntimeError(f"the preview ended before it said {words!r}")
