"""A Progress that writes nothing and remembers what it was told, in order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class FakeProgress:
    told: list[str] = field(default_factory=list)

    def stage(self, name: str, total: int) -> None:
        self.told.append(f"stage {name} {total}")

    def step(self, what: str) -> None:
        self.told.append(f"step {what}")

    def detail(self, text: str) -> None:
        self.told.append(f"detail {text}")
