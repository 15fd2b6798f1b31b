"""What a rule asked of the data: a rule that found nothing finds nothing while that stays as it is.

A rule is a function of the data alone. Which tables it asks for may depend on what stands in those that
it asked before; as long as these are the same it asks for the same again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from report.engine.digest import digest, file_digest
from report.engine.memory import Memory
from report.engine.tables import Data, Source, Table

EVERY = "*"  # asked for which there are; no table or key has this name
T = TypeVar("T")


class Noting(Mapping[str, T]):
    """A mapping that adds to `asked` what it is asked for, be it there or not."""

    def __init__(self, held: Mapping[str, T], asked: set[str]) -> None:
        self._held, self._asked = held, asked

    def __getitem__(self, name: str) -> T:
        self._asked.add(name)
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        self._asked.add(EVERY)
        return iter(self._held)

    def __len__(self) -> int:
        self._asked.add(EVERY)
        return len(self._held)


@dataclass(frozen=True, slots=True)
class Asked:
    """Notes which tables and which works a rule asks for."""

    tables: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def of(self, data: Data) -> Data:
        """The same data, whose readers are noted."""
        tables: Mapping[str, Table] = Noting(data.tables, self.tables)
        sources: Mapping[str, Source] = Noting(data.sources, self.sources)
        return Data(tables, sources)

    def names(self) -> list[str]:
        """The tables that it rests on, and whether it rests on the bibliography, as a list for JSON."""
        return [*sorted(self.tables), *(["@"] if self.sources else [])]


@dataclass(frozen=True, slots=True)
class Judged:
    """Remembers rules that found nothing, each under what it asked for.

    A rule is known by its place among all of them, whose code has the digest `code`.
    """

    root: Path
    data: Data
    code: str
    memory: Memory

    def is_clean(self, rule: int) -> bool:
        """Whether the rule found nothing when all that it asked for was as it is now."""
        names = self.memory.recall("rule-asks", self._key(rule))
        return names is not None and bool(self.memory.recall("rule", self._state(rule, names)))

    def keep(self, rule: int, asked: Asked) -> None:
        """Remember that the rule found nothing, and what it asked for."""
        names = asked.names()
        self.memory.keep("rule-asks", self._key(rule), names)
        self.memory.keep("rule", self._state(rule, names), True)

    def _key(self, rule: int) -> str:
        return self.memory.key(self.code, str(rule))

    def _state(self, rule: int, names: list[str]) -> str:
        return digest(self._key(rule), *(f"{name} {self._digest(name)}" for name in names))

    def _digest(self, name: str) -> str:
        if name == "@":
            files = sorted({source.path for source in self.data.sources.values()})
            return digest(*(f"{path} {file_digest(self.root / path)}" for path in files))
        if name == EVERY:
            return digest(*self.data.tables)
        table = self.data.tables.get(name)
        if table is None:
            return ""
        entry = json.dumps(dict(table.resource), sort_keys=True, default=str)
        return digest(entry, str(table.path), file_digest(self.root / table.path))
