"""Two folders to where they differ: which files, and at which byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that two folders do not share: where it first differs, or which of them lacks it.

    `offset` counts bytes from 0; it is None where `lacking`, "first" or "second", has no such file.
    """

    path: PurePosixPath
    offset: int | None
    lacking: str = ""

    def __str__(self) -> str:
        if self.offset is None:
            return f"{self.path}: the {self.lacking} folder has no such file"
        return f"{self.path}: differs from byte {self.offset} on"


def differences(first: Path, second: Path) -> Iterator[Difference]:
    """Where two folders differ, file by file in the order of their names; times do not count."""
    one, other = frozenset(names_in(first)), frozenset(names_in(second))
    for path in sorted(one | other):
        if path not in one or path not in other:
            yield Difference(path, None, "first" if path not in one else "second")
            continue
        offset = first_difference(first / path, second / path)
        if offset is not None:
            yield Difference(path, offset)


def names_in(folder: Path) -> Iterator[PurePosixPath]:
    """Every file in a folder and below, relative to it."""
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield PurePosixPath(path.relative_to(folder).as_posix())


def first_difference(first: Path, second: Path) -> int | None:
    """The offset of the first byte in which two files differ, or None."""
    start = 0
    with first.open("rb") as one, second.open("rb") as other:
        while True:
            left, right = one.read(CHUNK), other.read(CHUNK)
            if left != right:
                return start + offset_of(left, right)
            if not left:
                return None
            start += len(left)


def offset_of(left: bytes, right: bytes) -> int:
    """Where two texts that are not the same part ways."""
    pairs = enumerate(zip(left, right, strict=False))
    unlike = (place for place, (one, other) in pairs if one != other)
    return next(unlike, min(len(left), len(right)))
