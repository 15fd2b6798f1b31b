"""Progress for people: what a log reads, what a terminal shows, and that `-q` means quiet."""

from __future__ import annotations

import contextlib
import io
import os
import pty

import pytest

from report.engine.doors.progress import Bars, Lines, Silence


def work(progress):
    """A build of two stages, one of unknown length."""
    progress.stage("check", 0)
    progress.detail("a detail")
    progress.stage("cells", 2)
    progress.step("one [bold].qmd")
    progress.step("two.qmd")
    progress.close()


@pytest.mark.parametrize(
    ("verbose", "lines"),
    [
        (False, ["cells (2)"]),
        (True, ["  check", "  a detail", "cells (2)", "  one [bold].qmd", "  two.qmd"]),
    ],
)
def test_a_log_gets_one_line_a_stage_or_one_a_step(verbose, lines):
    stream = io.StringIO()
    work(Lines(stream, verbose=verbose))
    assert stream.getvalue().splitlines() == lines


def test_silence_says_nothing(capsys):
    work(Silence())
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_bars_and_is_left_as_it_was(monkeypatch):
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as terminal, monkeypatch.context() as changed:
        changed.setattr("sys.stderr", terminal)
        changed.setenv("TERM", "xterm")
        work(Bars(verbose=True))
    shown = everything(leader)

    assert "cells" in shown
    assert "one [bold].qmd" in shown
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l")  # the cursor is back


def everything(leader):
    """All that was written to a pseudo-terminal; its end comes as an error."""
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(leader, 4096):
            shown += part
    os.close(leader)
    return shown.decode()


def test_bars_that_never_began_leave_nothing(capsys):
    Bars().close()
    assert capsys.readouterr() == ("", "")
