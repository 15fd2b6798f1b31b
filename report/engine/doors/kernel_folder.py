"""Private folders of sessions: gone when the session ends, and when the build was killed, at the next.

A folder is locked for as long as its build lives. One that nobody holds was left by a build that
had no time to clear up.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: what a killed build leaves is the system's to clear up
    fcntl = None  # type: ignore[assignment]

NAME = "report-"
NEW = "new-report-"  # until it is locked
LOCK = "lock"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder below the system's folder for temporary files, removed in the end."""
    new = Path(tempfile.mkdtemp(prefix=NEW))
    folder = new.with_name(f"{NAME}{new.name.removeprefix(NEW)}")
    handle = os.open(new / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        hold(handle)
        new.rename(folder)
        yield folder
    finally:
        for path in (folder, new):
            shutil.rmtree(path, ignore_errors=True)
        os.close(handle)


def clear_up() -> None:
    """Remove the folders that killed builds left behind."""
    if fcntl is None:
        return
    for lock in Path(tempfile.gettempdir()).glob(f"{NAME}*/{LOCK}"):
        with suppress(OSError):
            if is_ours(lock.parent) and is_free(lock):
                shutil.rmtree(lock.parent, ignore_errors=True)


def hold(handle: int) -> bool:
    """Lock an open file, if nobody else does; where there are no locks nothing is locked."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_ours(folder: Path) -> bool:
    """Whether a folder is one, and this user's own."""
    return not folder.is_symlink() and folder.stat().st_uid == os.getuid()


def is_free(lock: Path) -> bool:
    """Whether nobody holds a lock. Raises `OSError` where it went meanwhile."""
    handle = os.open(lock, os.O_RDWR)
    try:
        return hold(handle)
    finally:
        os.close(handle)
