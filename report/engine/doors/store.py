"""The store's door: bytes by key in a folder, written whole or not at all, checked on reading."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from report.engine.content import Content, content_of
from report.engine.ports import Store

LIMIT = 1 << 30  # bytes that `trim` leaves
HELD = 1 << 27  # bytes that a process holds in its own memory
NOTED = 600  # seconds: how finely it is noted when an entry was used
HALF = ".new-"  # how the names of unfinished files begin


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A folder of files named by the digest of their key; each begins with its content's digest.

    Several builds may use it at once. It is memory, not the product: what cannot be written is
    forgotten, what was damaged is dropped, and a build goes on without it.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """What was put under `key`, or None (also when it was damaged)."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                stated, value = file.read(32), Content(file.read())
                unused = time.time() - os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        if bytes.fromhex(value.sha256) != stated:
            path.unlink(missing_ok=True)
            return None
        if unused > NOTED:
            with suppress(OSError):
                os.utime(path)  # `trim` drops first what was not used for longest
        return value

    def put(self, key: str, value: bytes) -> None:
        """Remember `value` under `key`, atomically; it need not survive a loss of power."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            stated = bytes.fromhex(content_of(value).sha256)
            write_whole(path, stated + value, lasting=False)

    def trim(self, limit: int = LIMIT) -> int:
        """Drop the entries used least recently until at most `limit` bytes are left; bytes freed.

        What killed builds left half written goes first.
        """
        half: list[Entry] = []
        whole: list[Entry] = []
        for entry in self._entries():
            (half if entry.name.startswith(HALF) else whole).append(entry)
        gone = [*half, *beyond(whole, limit)]
        for entry in gone:
            Path(entry.path).unlink(missing_ok=True)
        return sum(entry.size for entry in gone)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]

    def _entries(self) -> Iterator[Entry]:
        for folder in self.folder.glob("??/"):
            # Another build may trim as well: what follows in this folder is then looked at next time.
            with suppress(FileNotFoundError), os.scandir(folder) as found:
                for one in found:
                    stat = one.stat()
                    yield Entry(one.path, one.name, stat.st_size, stat.st_mtime)


class Entry(NamedTuple):
    """A file of the store: where it lies, its name, its bytes, when it was used last."""

    path: str
    name: str
    size: int
    used: float


def beyond(entries: Sequence[Entry], limit: int) -> Iterator[Entry]:
    """The entries that were not used for longest, if all together have more than `limit` bytes."""
    if sum(entry.size for entry in entries) <= limit:
        return
    kept = 0
    for entry in sorted(entries, key=lambda entry: -entry.used):
        kept += entry.size
        if kept > limit:
            yield entry


class NearStore:
    """A store whose values stay at hand as well, for one build after another in one process.

    The values used last are held, at most `limit` bytes of them.
    """

    def __init__(self, store: Store, limit: int = HELD) -> None:
        self._store, self._limit = store, limit
        self._held: dict[str, bytes] = {}  # in the order of their use
        self._size = 0
        self._alone = Lock()

    def get(self, key: str) -> bytes | None:
        """What was put under `key`, or None."""
        value = self._held.get(key)
        if value is None:
            value = self._store.get(key)
        if value is not None:
            self._hold(key, value)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Remember `value` under `key`, here and in the store."""
        self._hold(key, value)
        self._store.put(key, value)

    def _hold(self, key: str, value: bytes) -> None:
        with self._alone:
            self._size += len(value) - len(self._held.pop(key, b""))
            self._held[key] = value
            while self._size > self._limit:
                self._size -= len(self._held.pop(next(iter(self._held))))


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file so that, whatever happens, it holds all of `content` or what it held before.

    With `lasting` that is on the disk when this returns, which takes the disk its time.
    """
    half = path.with_name(f"{HALF}{os.urandom(8).hex()}")
    handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if lasting:
                os.fsync(handle)
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)  # another build may have trimmed it
        raise
