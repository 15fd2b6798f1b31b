"""A Pandoc that answers as a function of the test says; `asked` keeps what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from report.engine.ports import Conversion


@dataclass
class FakePandoc:
    answer: Callable[[Conversion], str] = lambda conversion: conversion.text
    asked: list[Conversion] = field(default_factory=list)

    def convert(self, conversions: Sequence[Conversion]) -> tuple[str, ...]:
        self.asked.extend(conversions)
        return tuple(self.answer(conversion) for conversion in conversions)
