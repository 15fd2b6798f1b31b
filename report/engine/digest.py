"""Digests: the same hexadecimal digits for the same content, whatever the machine or the day.

Kernels load this file by its path as well: standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import Any

ABSENT = "absent"
PART = "#"  # between a file's name and the keys under which something in it was asked for
TOOLS = frozenset({"_site", "_book", "_freeze", "__pycache__", "node_modules"})
MODULES = frozenset({".py", ".pyd", ".so"})
MADE = (".html", ".pdf", "_files")
SMALL = 1 << 20  # bytes of a file that is held whole while its digest is taken
SETTLED = 2_000_000_000  # nanoseconds after which another change gets another time
READ: dict[str, tuple[tuple[int, ...], str]] = {}  # files read by this process


def digest(*parts: str | bytes) -> str:
    """The digest of texts or bytes in order; where one ends and the next begins counts too."""
    contents = (
        part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts
    )
    pieces = (piece for content in contents for piece in (b"%d:" % len(content), content))
    return hashlib.sha256(b"".join(pieces)).hexdigest()  # at a stroke: most parts are small


def part_of(text: str, keys: Iterable[str]) -> Any:
    """What a text of JSON says under `keys`, each within the last; None where it says nothing."""
    value = json.loads(text or "null")
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def part_digest(text: str, keys: Iterable[str], root: str) -> str:
    """The digest of that, wherever the folder `root` is."""
    return digest(json.dumps(part_of(text, keys), sort_keys=True).replace(root, "."))


def file_digest(path: Path | str) -> str:
    """The digest of a file's bytes, or that there is no such file to read.

    A file is read once in a process for as long as it is untouched: its inode, size, and times say so,
    among them that of its last change of any kind, which nobody can set. A file that was touched just
    before it was read is read again next time, as git does: clocks of file systems are coarse.
    """
    name = os.fspath(path)
    known = READ.get(name)
    try:
        if known and known[0] == mark_of(os.stat(name)):
            return known[1]
        with open(name, "rb", buffering=0) as file:
            entry = os.fstat(file.fileno())
            mark, found = mark_of(entry), open_digest(file, entry.st_size)
    except OSError:
        return ABSENT
    if max(mark[3:]) + SETTLED < time.time_ns():
        READ[name] = mark, found
    return found


def open_digest(file: FileIO, size: int) -> str:
    """The digest of an open file; a small one is read at a stroke, which is faster by half."""
    if size <= SMALL:
        return hashlib.sha256(file.readall()).hexdigest()
    return hashlib.file_digest(file, "sha256").hexdigest()


def mark_of(entry: os.stat_result) -> tuple[int, ...]:
    """What changes whenever a file does."""
    return entry.st_dev, entry.st_ino, entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns


def folder_digest(path: Path) -> str:
    """The digest of the names of a folder's own files and folders, or that there is none."""
    try:
        return digest(*sorted(own_names(entry.name for entry in path.iterdir())))
    except OSError:
        return ABSENT


def modules_digest(path: Path) -> str:
    """The digest of the names of a folder's own modules and packages, or that there is none."""
    try:
        return digest(*sorted(entry.name for entry in path.iterdir() if is_importable(entry)))
    except OSError:
        return ABSENT


def is_importable(entry: Path) -> bool:
    """Whether Python can take a file or a folder for a module ahead of an installed one."""
    if entry.suffix in MODULES:
        return True
    return entry.is_dir() and (entry / "__init__.py").is_file()


def own_names(names: Iterable[str]) -> Iterator[str]:
    """The names but those hidden, left by tools, or made of a document beside them."""
    every = frozenset(names)
    for name in every:
        stems = (name.removesuffix(ending) for ending in MADE if name.endswith(ending))
        made = any(f"{stem}.qmd" in every for stem in stems)
        if not (made or name.startswith(".") or name in TOOLS):
            yield name
