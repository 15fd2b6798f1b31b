"""Functions in a process of their own: what they give and raise comes back, nothing is left behind."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from report.engine.doors.apart import Apart


@pytest.fixture
def maths() -> Iterator[Apart]:
    with closing(Apart("math")) as apart:
        yield apart


def test_a_call_gives_what_the_function_gives(maths: Apart) -> None:
    assert maths.call("gcd", 12, 18) == math.gcd(12, 18)


def test_what_a_function_raises_is_told_and_the_next_call_is_answered(maths: Apart) -> None:
    with pytest.raises(ValueError, match="math domain error"):
        maths.call("sqrt", -1)

    assert maths.call("sqrt", 4) == 2


def test_what_nobody_waits_for_is_no_answer_to_the_next_call(maths: Apart) -> None:
    maths.begin("sqrt", 4)
    maths.begin("sqrt", -1)

    assert maths.call("sqrt", 9) == 3


def test_functions_run_elsewhere_until_it_is_closed() -> None:
    with closing(Apart("os")) as apart:
        first = apart.call("getpid")

        assert first != os.getpid()
        assert apart.call("getpid") == first
        apart.close()
        assert not apart.is_there
        assert apart.call("getpid") != first


def test_a_process_that_dies_is_told() -> None:
    with closing(Apart("os")) as apart, pytest.raises(ChildProcessError, match="ended its process"):
        apart.call("_exit", 1)


def test_what_a_function_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(Apart("builtins")) as apart:
        assert apart.call("print", "loud") is None
        assert apart.call("abs", -1) == 1
    assert capfd.readouterr().out == ""


KILLED = """
import os, signal, threading, time
from report.engine.doors.apart import Apart

apart = Apart("time")
apart.call("time")
threading.Thread(target=apart.call, args=("sleep", 0.5), daemon=True).start()
time.sleep(0.1)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_process_whose_caller_was_killed_ends_without_a_word() -> None:
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False
    )  # until both are gone
    assert (done.returncode, done.stderr) == (-9, "")
