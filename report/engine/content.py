"""The bytes of a file with their SHA-256: whoever takes it first has taken it for all."""

from __future__ import annotations

import hashlib
from functools import cached_property


class Content(bytes):
    """Bytes that keep their digest once somebody has asked for it."""

    @cached_property
    def sha256(self) -> str:
        """Their SHA-256."""
        return hashlib.sha256(self).hexdigest()


def content_of(value: bytes) -> Content:
    """Bytes with a digest: these very ones if they can have it."""
    return value if isinstance(value, Content) else Content(value)
