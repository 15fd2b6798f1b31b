"""A function called in a copy of the process: its answer comes back, nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from report.engine.doors import aside as door
from report.engine.doors.aside import aside, can_fork
from report.engine.doors.kernel_fork import OFFERED
from report.engine.errors import ReportError
from report.engine.model import Finding, Place

alone = pytest.mark.skipif(not OFFERED, reason="no fork")
kept: list[str] = []


@pytest.fixture
def forking(monkeypatch):
    """Fork whatever else the tests' own process does: what is called here needs no threads."""
    monkeypatch.setattr(door, "can_fork", lambda: OFFERED)


def told(*words: str) -> tuple[int, tuple[str, ...]]:
    kept.extend(words)
    return os.getpid(), words


def refused(path: str) -> None:
    raise ReportError(Finding("rule", Place(Path(path)), "it is wrong", "mend it"))


@alone
def test_the_answer_comes_back_and_what_was_kept_does_not(forking):
    kept.clear()
    with aside(told, "one", "two") as asked:
        process, words = asked()
    assert words == ("one", "two")
    assert process != os.getpid()
    assert kept == []


@alone
def test_what_it_raises_is_raised_here(forking):
    with pytest.raises(ReportError) as raised, aside(refused, "a.csv") as asked:
        asked()
    assert [finding.message for finding in raised.value.findings] == ["it is wrong"]


@alone
def test_a_copy_that_is_killed_or_cannot_answer_is_stood_in_for(forking):
    here = os.getpid()

    def killed() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return "here"

    with aside(killed) as asked, aside(threading.Lock) as lock:
        assert asked() == "here"
        assert lock() is not None  # it cannot be pickled


@alone
def test_it_is_at_work_while_something_else_is_done_and_ends_with_the_rest(forking, tmp_path):
    began, done = tmp_path / "began", tmp_path / "done"

    def long() -> None:
        began.write_text(str(os.getpid()))
        time.sleep(60)
        done.touch()

    with aside(long):
        while not (began.exists() and began.read_text()):
            time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(int(began.read_text()), 0)
    assert not done.exists()


def test_beside_a_thread_it_is_called_here():
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not can_fork()
        with aside(told) as asked:
            assert asked()[0] == os.getpid()
    finally:
        done.set()
        other.join()


LARGE = """
import os, sys
from report.engine.doors.aside import aside

def taken():
    held = bytearray(200 << 20)
    return len(held)

def peak():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])

before = peak()
with aside(taken) as asked:
    assert asked() == 200 << 20
print((peak() - before) >> 10)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_its_memory_is_never_ours():
    done = subprocess.run([sys.executable, "-c", LARGE], check=True, capture_output=True, text=True)
    assert int(done.stdout) < 50  # MiB
