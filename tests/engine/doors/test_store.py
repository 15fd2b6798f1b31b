"""The store: what was put comes back, or nothing does; whatever happens to it or beside it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.engine import content
from report.engine.doors.store import FolderStore, NearStore, write_whole


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "store")


def files(store):
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(entries=st.dictionaries(st.text(max_size=20), st.binary(max_size=50), max_size=5))
def test_what_was_put_comes_back(store, entries):
    for key, value in entries.items():
        store.put(key, value)
    assert {key: store.get(key) for key in entries} == entries


def test_what_was_never_put_is_not_there(store):
    assert store.get("anything") is None


def test_the_last_value_counts(store):
    store.put("key", b"first")
    store.put("key", b"second")
    assert store.get("key") == b"second"
    assert len(files(store)) == 1


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 200], ids=["empty", "short", "other"])
def test_what_was_damaged_is_dropped_and_can_be_put_again(store, damage):
    store.put("key", b"value")
    files(store)[0].write_bytes(damage)
    assert store.get("key") is None
    assert files(store) == []
    store.put("key", b"value")
    assert store.get("key") == b"value"


def test_one_flipped_bit_is_noticed(store):
    store.put("key", b"value")
    (path,) = files(store)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert store.get("key") is None


def test_a_folder_that_cannot_be_written_is_a_store_without_memory(tmp_path):
    (tmp_path / "store").write_text("a file is in the way")
    store = FolderStore(tmp_path / "store")
    store.put("key", b"value")
    assert store.get("key") is None


def test_a_full_disk_leaves_what_was_there(store):
    store.put("key", b"first")
    # RLIMIT_FSIZE fails writes as a full disk does; it cannot be lifted again, hence a process
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from report.engine.doors.store import FolderStore\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "FolderStore(Path(sys.argv[1])).put('key', b'x' * 1000)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(store.folder)], check=True)
    assert store.get("key") == b"first"
    assert len(files(store)) == 1


def test_a_kill_while_writing_leaves_what_was_there(store):
    store.put("key", b"first")
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from report.engine.doors.store import FolderStore\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "FolderStore(Path(sys.argv[1])).put('key', b'second')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(store.folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert store.get("key") == b"first"
    store.trim(10_000)
    assert len(files(store)) == 1  # what the killed one left is gone


def write_many(folder, number):
    store = FolderStore(folder)
    for turn in range(30):
        store.put("shared", bytes([number]) * 5_000)
        value = store.get("shared")
        assert value is not None
        assert len(set(value)) == 1, turn  # never a mixture of two writers


def test_two_builds_at_once_never_see_half_a_value(store):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(store.folder, n)) for n in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]


def test_trimming_drops_what_was_not_used_for_longest(store):
    for age, key in enumerate(("new", "middle", "old")):
        store.put(key, key.encode() * 100)
        os.utime(files_of(store, key), (1_000_000 - age, 1_000_000 - age))
    os.utime(files_of(store, "middle"), (10, 10))
    assert store.get("middle") is not None  # reading is using

    freed = store.trim(1_000)

    assert freed == 100 * len("old") + 32
    assert [store.get(key) is not None for key in ("new", "middle", "old")] == [True, True, False]


def files_of(store, key):
    (path,) = [path for path in files(store) if path.read_bytes().endswith(key.encode() * 100)]
    return path


def test_nothing_is_left_where_a_write_fails(tmp_path, monkeypatch):
    def fail(_):
        raise OSError("no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no"):
        write_whole(tmp_path / "file", b"content")
    assert list(tmp_path.iterdir()) == []


def test_what_is_at_hand_needs_no_folder(store):
    near = NearStore(store)
    near.put("key", b"value")
    files(store)[0].unlink()
    assert near.get("key") == b"value"
    assert near.get("other") is None


def test_what_another_build_put_is_found_too(store):
    near = NearStore(store)
    store.put("key", b"value")
    assert near.get("key") == b"value"


def test_no_more_is_held_than_was_said_and_what_was_used_last_stays(store):
    near = NearStore(store, limit=10)
    for key in ("a", "b", "a", "c"):
        near.put(key, b"12345")
    for path in files(store):
        path.unlink()
    assert [near.get(key) for key in "abc"] == [b"12345", None, b"12345"]


def test_what_was_read_knows_its_digest_from_being_checked(tmp_path, monkeypatch):
    store = FolderStore(tmp_path)
    store.put("key", b"value")
    read = store.get("key")
    monkeypatch.setattr(content.hashlib, "sha256", None)
    assert read.sha256 == "cd42404d52ad55ccfa9aca4adc828aa5800ad9d385a0671fbcbf724118320619"
