"""The bytes of a file with their SHA-256: whoever takes it first has taken it for all.

What a site is to hold is bytes, or a file to copy, or something that nobody has opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from report.engine.errors import PublishError
from report.engine.model import Finding, Place


class Content(bytes):
    """Bytes that keep their digest once somebody has asked for it."""

    @cached_property
    def sha256(self) -> str:
        """Their SHA-256."""
        return hashlib.sha256(self).hexdigest()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file's bytes that nobody has opened: their digest, their number, and what opens them."""

    sha256: str
    size: int
    opened: Callable[[], bytes] = field(repr=False, compare=False)

    def read_bytes(self) -> Content:
        """The bytes. Raises `PublishError` if they are others by now."""
        content = content_of(self.opened())
        if content.sha256 != self.sha256:
            raise PublishError(overtaken())
        return content


FileContent: TypeAlias = bytes | Path | Unread


def content_of(value: bytes) -> Content:
    """Bytes with a digest: these very ones if they can have it."""
    return value if isinstance(value, Content) else Content(value)


def bytes_of(content: FileContent) -> bytes:
    """What a file is to hold, whichever way that is said."""
    return content if isinstance(content, bytes) else content.read_bytes()


def sha256_of(content: bytes | Unread) -> str:
    """The SHA-256 of what a file is to hold."""
    return content.sha256 if isinstance(content, Unread) else content_of(content).sha256


def overtaken() -> Finding:
    """The finding for what was forgotten during a build, and would not be made again as it was."""
    message = "something changed while the site was made of it"
    return Finding("site-overtaken", Place(PurePosixPath("_quarto.yml")), message, "build again")
