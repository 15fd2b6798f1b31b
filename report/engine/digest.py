"""Digests: the same hexadecimal digits for the same content, whatever the machine or the day.

Kernels load this file by its path as well: standard library only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ABSENT = "absent"
TOOLS = frozenset({"_site", "_book", "_freeze", "__pycache__", "node_modules"})
MODULES = frozenset({".py", ".pyd", ".so"})
MADE = (".html", ".pdf", "_files")


def digest(*parts: str | bytes) -> str:
    """The digest of texts or bytes in order; where one ends and the next begins counts too."""
    whole = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        whole.update(f"{len(content)}:".encode())
        whole.update(content)
    return whole.hexdigest()


def file_digest(path: Path) -> str:
    """The digest of a file's bytes, or that there is no such file to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ABSENT


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
