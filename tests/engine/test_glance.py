"""A glance at files: what may have changed since is told, whatever its times are made to say."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

import pytest

from report.engine.glance import glance, touched

NAMES = tuple(map(PurePosixPath, ("page.html", "map.svg")))


@pytest.fixture
def seen(tmp_path):
    """A glance at two files that were written long before, by the clock of their file system."""
    for name in NAMES:
        (tmp_path / name).write_text("as it was")
    while True:
        found = glance(tmp_path, NAMES)
        if not touched(found):
            return found


def test_what_nobody_touched_is_as_it_was(seen):
    assert touched(seen) == set()


def test_a_change_that_keeps_size_and_time_is_told(seen):
    path = seen.folder / "page.html"
    before = path.stat()
    path.write_text("not as it")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert touched(seen) == {PurePosixPath("page.html")}


def test_another_file_in_its_place_and_none_are_told(seen):
    (seen.folder / "new").write_text("as it was")
    (seen.folder / "new").replace(seen.folder / "page.html")
    (seen.folder / "map.svg").unlink()
    assert touched(seen) == set(NAMES)


def test_what_was_written_at_the_moment_itself_is_not_trusted(tmp_path):
    (tmp_path / "page.html").write_text("one")
    os.utime(tmp_path / "page.html", ns=(0, 2**62))  # as by a clock that had not moved on
    assert touched(glance(tmp_path, NAMES[:1])) == {PurePosixPath("page.html")}


def test_what_was_not_there_is_not_trusted_either(tmp_path):
    assert touched(glance(tmp_path, NAMES[:1])) == {PurePosixPath("page.html")}
