"""The store's door: bytes by key in a folder, written whole or not at all, checked on reading."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

LIMIT = 1 << 30  # bytes that `trim` leaves
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
            content = path.read_bytes()
        except OSError:
            return None
        stated, value = content[:32], content[32:]
        if hashlib.sha256(value).digest() != stated:
            path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)  # `trim` drops first what was not used for longest
        return value

    def put(self, key: str, value: bytes) -> None:
        """Remember `value` under `key`, atomically."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, hashlib.sha256(value).digest() + value)

    def trim(self, limit: int = LIMIT) -> int:
        """Drop the entries used least recently until at most `limit` bytes are left; bytes freed.

        What killed builds left half written goes first.
        """
        kept = freed = 0
        for path, entry in sorted(self._entries(), key=lambda one: -one[1].st_mtime):
            half = path.name.startswith(HALF)
            kept += 0 if half else entry.st_size
            if half or kept > limit:
                path.unlink(missing_ok=True)
                freed += entry.st_size
        return freed

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.folder.glob("??/*"):
            with suppress(FileNotFoundError):  # another build trims as well
                yield path, path.stat()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that, whatever happens, it holds all of `content` or what it held before."""
    with NamedTemporaryFile(dir=path.parent, prefix=HALF, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise
