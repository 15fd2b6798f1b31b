"""Text files to lines that know where they stand, whatever is cut from or put between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.model import Finding, Place

LARGEST = 16 * 1024 * 1024  # bytes; a chapter is a few dozen kilobytes


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end: its text, its file, its number, the column it begins in."""

    text: str
    path: PurePosixPath
    number: int
    column: int = 1

    def place(self, offset: int = 0) -> Place:
        """The place `offset` characters into the line."""
        return Place(self.path, self.number, self.column + offset)


def read_lines(root: Path, path: PurePosixPath) -> tuple[Line, ...]:
    """The lines of a UTF-8 file; any line end counts, a byte order mark does not.

    Raises `LoadError` where the file is too large, is not UTF-8 or holds a NUL byte.
    """
    content = read_bytes(root, path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoadError(not_utf8(path, content, error.start)) from error
    if "\0" in text:
        raise LoadError(
            Finding(
                "encoding",
                position(path, text, text.index("\0")),
                "the file holds a NUL byte",
                "save it as plain text in UTF-8",
            )
        )
    return lines_of(text, path)


def lines_of(text: str, path: PurePosixPath) -> tuple[Line, ...]:
    """The lines of `text`, which is all of the file at `path`."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if rows[-1] == "":
        rows.pop()
    return tuple(Line(row, path, number) for number, row in enumerate(rows, 1))


def read_bytes(root: Path, path: PurePosixPath) -> bytes:
    """The file's bytes. Raises `LoadError` where it cannot be read or is far too large."""
    try:
        with (root / path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise LoadError(
            Finding(
                "unreadable",
                Place(path),
                f"the file cannot be read: {error.strerror}",
                "check that it exists and may be read",
            )
        ) from error
    if len(content) > LARGEST:
        raise LoadError(
            Finding(
                "too-large",
                Place(path),
                f"the file is larger than {LARGEST // 1024**2} MiB",
                "keep data in data files and split long chapters",
            )
        )
    return content


def not_utf8(path: PurePosixPath, content: bytes, offset: int) -> Finding:
    """The finding for the first byte that is not UTF-8."""
    before = content[:offset].decode("utf-8-sig")
    return Finding(
        "encoding",
        position(path, before, len(before)),
        f"byte 0x{content[offset]:02x} is not UTF-8",
        "save the file in UTF-8",
    )


def position(path: PurePosixPath, text: str, offset: int) -> Place:
    """The place of the character at `offset` in `text`, which is all of the file."""
    before = text[:offset]
    return Place(path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
