"""A function called in a copy of this process, beside it: what it takes is given back when it is done.

Checking data imports pandas and frictionless, which is more than all the rest of a build holds.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from report.engine.doors.kernel_fork import OFFERED

T = TypeVar("T")


@contextmanager
def aside(function: Callable[..., T], *arguments: Any) -> Iterator[Callable[[], T]]:
    """A call that waits for what the function gives, meanwhile in a fork; it must be picklable.

    It is called here where no process can be forked safely, and where the copy brings no answer: it was
    killed, or raised what is then raised here. The copy ends with the context, asked or not.
    """
    if not can_fork():
        yield lambda: function(*arguments)
        return
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        answer(writing, function, arguments)
    os.close(writing)

    def asked() -> T:
        said = answers.read()
        return pickle.loads(said) if said else function(*arguments)  # our own process wrote it

    try:
        with os.fdopen(reading, "rb") as answers:
            yield asked
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # it has answered, or nobody waits any more
        os.waitpid(child, 0)


def can_fork() -> bool:
    """Whether a copy of this process would be whole: threads do not come along."""
    return OFFERED and threading.active_count() == 1


def answer(writing: int, function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    """In the copy: call the function, write what it gives, and end."""
    try:
        said = pickle.dumps(function(*arguments))
        with os.fdopen(writing, "wb") as answers:
            answers.write(said)
    finally:
        os._exit(0)  # without a word, and nothing of what the original has begun is ended here
