"""A Store in memory: a dictionary, and the keys that were asked for, in order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class FakeStore:
    kept: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, key: str) -> bytes | None:
        self.asked.append(key)
        return self.kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        self.kept[key] = value
