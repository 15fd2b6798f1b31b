"""Digests of files: right after every change, however the file was touched."""

from __future__ import annotations

import hashlib
import os
import time

from report.engine import digest
from report.engine.digest import ABSENT, file_digest


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_file_that_changes_twice_in_a_moment_is_read_again(tmp_path):
    path = tmp_path / "table.csv"
    for content in (b"one", b"two", b"six"):
        path.write_bytes(content)
        assert file_digest(path) == sha(content)


def test_a_file_long_untouched_is_read_once(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    path.write_bytes(b"one")
    monkeypatch.setattr(digest, "SETTLED", -time.time_ns())  # as if it were long ago
    assert file_digest(path) == sha(b"one")
    mark, _ = digest.READ[str(path)]
    monkeypatch.setitem(digest.READ, str(path), (mark, "remembered"))
    assert file_digest(path) == "remembered"


def test_a_change_that_hides_behind_the_old_time_is_seen(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    path.write_bytes(b"one")
    monkeypatch.setattr(digest, "SETTLED", -time.time_ns())
    assert file_digest(path) == sha(b"one")
    before = path.stat()
    while path.stat().st_ctime_ns == before.st_ctime_ns:  # a clock of coarse ticks
        path.write_bytes(b"two")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file_digest(path) == sha(b"two")


def test_what_is_gone_or_no_file_has_no_digest(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"one")
    assert file_digest(path) == sha(b"one")
    path.unlink()
    assert file_digest(path) == file_digest(tmp_path) == ABSENT
