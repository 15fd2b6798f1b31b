"""A web that answers as it is told, and notes who asked what; waiting takes no time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class FakeWeb:
    """`answers` has a status for `METHOD address` or for an address; everything else is not there."""

    answers: Mapping[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    waited: float = 0.0

    def status(self, address: str, method: str) -> int:
        self.asked.append(f"{method} {address}")
        return self.answers.get(f"{method} {address}", self.answers.get(address, 0))

    def wait(self, seconds: float) -> None:
        self.waited += seconds
