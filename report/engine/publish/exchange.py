"""Two folders change places in one step, so that nobody ever finds neither of them."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2
NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def exchange(new: Path, site: Path) -> None:
    """Put `new` where `site` is, and the old site, if there is one, where `new` was."""
    if not site.exists():
        new.rename(site)
    elif not swapped(new, site):
        old = beside(site, "last")
        site.rename(old)
        new.rename(site)
        old.rename(new)


def swapped(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system does not offer that."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def recover(site: Path) -> None:
    """Clear away what a killed build left, and bring back a site that it had moved aside."""
    old = beside(site, "last")
    if old.exists() and not site.exists():
        old.rename(site)
    for left in (old, beside(site, "next")):
        if left.exists():
            shutil.rmtree(left)


def beside(path: Path, word: str) -> Path:
    """The hidden neighbour of `path` that a build uses on the way."""
    return path.with_name(f".{path.name}.{word}")
