"""What this stage remembers between builds: JSON under everything that it rests on.

Besides what a value is made of, that is the code that makes it: another version forgets everything.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report.engine.digest import digest, file_digest
from report.engine.ports import Store

HERE = Path(__file__).parent
RESTS_ON = (
    "*.py",
    "*.toml",
    "typst/*.py",
    "../words.py",
    "../doors/pandoc.py",
    "../doors/convert.lua",
)


@dataclass(frozen=True, slots=True)
class Memory:
    """The store, spoken to in JSON."""

    store: Store

    def key(self, *parts: str) -> str:
        """The digest of what a value rests on, the code among it."""
        return digest(code(), *parts)

    def recall(self, what: str, key: str) -> Any | None:
        """The value that was kept, or None."""
        content = self.store.get(f"{what}/{key}")
        return None if content is None else json.loads(content)

    def keep(self, what: str, key: str, value: Any) -> None:
        """Keep a value."""
        self.store.put(f"{what}/{key}", json.dumps(value, ensure_ascii=False).encode())


@functools.cache
def code() -> str:
    """The digest of the code of this stage."""
    files = (path for pattern in RESTS_ON for path in sorted(HERE.glob(pattern)))
    return digest(*(file_digest(path) for path in files))
