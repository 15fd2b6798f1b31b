"""Functions of a module called in a process of their own, whose memory goes when it ends.

Vega and Typst take hundreds of megabytes that they never give back: they must not stack on ours. The
process reads pickled calls from standard input, writes pickled answers to standard output, and
ends with its input, so also when we are killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

HOME = Path(__file__).parents[3]  # where `report` is imported from


@dataclass(slots=True)
class Apart:
    """The functions of `module`, in a process that starts with the first call."""

    module: str
    _process: subprocess.Popen[bytes] | None = None
    _alone: Lock = field(default_factory=Lock)

    def call(self, name: str, *arguments: Any) -> Any:
        """What the function gives; arguments and answer are pickled.

        Raises `ValueError` with what it raised, `ChildProcessError` where the process died.
        """
        with self._alone:
            answers = self._ask((name, arguments, True)).stdout
            assert answers is not None
            try:
                fault, answer = pickle.load(answers)  # our own process wrote it
            except EOFError:
                raise ChildProcessError(f"{self.module}.{name} ended its process") from None
        if fault:
            raise ValueError(fault)
        return answer

    def begin(self, name: str, *arguments: Any) -> None:
        """Have the function called, and wait for nothing."""
        with self._alone:
            self._ask((name, arguments, False))

    @property
    def is_there(self) -> bool:
        """Whether the process was started."""
        return self._process is not None

    def close(self) -> None:
        """End the process, whatever it does; the next call starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _ask(self, request: tuple[str, tuple[Any, ...], bool]) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = started(self.module)
        assert self._process.stdin is not None
        try:
            pickle.dump(request, self._process.stdin)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise ChildProcessError(f"the process of {self.module} has ended") from None
        return self._process


def started(module: str) -> subprocess.Popen[bytes]:
    """A process that answers for a module; nothing is imported from the folder it starts in."""
    known = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join([str(HOME), *([known] if known else [])])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, module],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def main() -> None:
    """Answer until nobody asks; an interrupt ends the process without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    module = import_module(sys.argv[1])
    while True:
        try:
            name, arguments, wanted = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        answer = answered(module, name, arguments)
        if wanted:
            try:
                pickle.dump(answer, answers)
                answers.flush()
            except BrokenPipeError:
                os._exit(0)  # who asked was killed meanwhile: there is nobody to tell


def answered(module: Any, name: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """What was wrong, if anything, and what the function gave."""
    try:
        return "", getattr(module, name)(*arguments)
    except Exception as error:
        return str(error) or type(error).__name__, None


if __name__ == "__main__":
    main()
