"""Digests: the same few hexadecimal digits for the same content, whatever the machine or the day."""

from __future__ import annotations

import hashlib
from pathlib import Path

ABSENT = "absent"


def digest(*parts: str) -> str:
    """The digest of texts in order; where one ends and the next begins counts too."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
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
    """The digest of the names in a folder, or that there is none."""
    try:
        return digest(*sorted(entry.name for entry in path.iterdir()))
    except OSError:
        return ABSENT
