"""What a stage remembers between builds: JSON under everything that it rests on.

Besides what a value is made of, that is the code that makes it: another version forgets everything.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report.engine.content import Content
from report.engine.digest import digest, file_digest
from report.engine.ports import Store

LONG = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Memory:
    """The store, spoken to in JSON; `code` is the digest of the code that makes the values."""

    store: Store
    code: str

    def key(self, *parts: str | bytes) -> str:
        """The digest of what a value rests on, the code among it."""
        return digest(self.code, *map(shortened, parts))

    def recall(self, what: str, key: str) -> Any | None:
        """The value that was kept, or None."""
        content = self.store.get(f"{what}/{key}")
        return None if content is None else json.loads(content)

    def keep(self, what: str, key: str, value: Any) -> None:
        """Keep a value."""
        self.store.put(f"{what}/{key}", written(value).encode())

    def once(self, what: str, rests_on: tuple[str | bytes, ...], make: Callable[[], Any]) -> Any:
        """What is remembered of `what` under all that it rests on; else what `make` gives, kept.

        It went through JSON in either case, so that nobody can tell the first time from the others.
        """
        return json.loads(self.once_written(what, rests_on, lambda: written(make())))

    def once_written(
        self, what: str, rests_on: tuple[str | bytes, ...], make: Callable[[], str]
    ) -> bytes:
        """The same for a text, as its bytes: a large one is not worth taking apart."""
        return self.once_made(what, rests_on, lambda: make().encode())

    def once_made(
        self, what: str, rests_on: tuple[str | bytes, ...], make: Callable[[], bytes]
    ) -> bytes:
        """The same for bytes of any kind."""
        key = f"{what}/{self.key(*rests_on)}"
        known = self.store.get(key)
        if known is None:
            known = Content(make())
            self.store.put(key, known)
        return known


def shortened(part: str | bytes) -> str | bytes:
    """A part of a key; for a long text its digest, since several steps rest on the same."""
    return text_digest(part) if isinstance(part, str) and len(part) > LONG else part


@functools.lru_cache(maxsize=128)
def text_digest(text: str) -> bytes:
    """The digest of a text, as bytes that no text of a key is."""
    return bytes.fromhex(digest(text))


def written(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False)


@functools.cache
def code_of(folder: Path, *patterns: str) -> str:
    """The digest of the files below `folder` that the patterns name."""
    files = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return digest(*(f"{path.name} {file_digest(path)}" for path in files if path.is_file()))
