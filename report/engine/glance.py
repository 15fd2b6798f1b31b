"""Files of a folder at one moment, so that nobody reads again what is as it was then.

Within one build, that is: from one to the next no time is trusted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.digest import mark_of


@dataclass(frozen=True, slots=True)
class Glance:
    """The marks of files below `folder`; `moment` is what its file system took for now just before."""

    folder: Path
    marks: Mapping[PurePosixPath, tuple[int, ...] | None]
    moment: int


def glance(folder: Path, files: Iterable[PurePosixPath]) -> Glance:
    """Look at some files below `folder`, which gets the present as its own time."""
    os.utime(folder)
    moment = folder.stat().st_mtime_ns
    return Glance(folder, {path: mark_at(folder / path) for path in files}, moment)


def touched(seen: Glance) -> frozenset[PurePosixPath]:
    """The files that may be other ones by now: their marks are, or are no older than the moment.

    Clocks of file systems are coarse: what is as young as that may change and keep its time.
    """
    return frozenset(
        path
        for path, mark in seen.marks.items()
        if mark is None or max(mark[3:]) >= seen.moment or mark_at(seen.folder / path) != mark
    )


def mark_at(path: Path) -> tuple[int, ...] | None:
    """The mark of what lies at a path, or None if there is nothing to look at."""
    try:
        return mark_of(path.stat())
    except OSError:
        return None
