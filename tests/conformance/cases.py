"""The cases: a folder each, with a small project, what it shows, and what Quarto made of it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from tests.conformance.compare import Difference

HERE = Path(__file__).parent
CASES = HERE / "cases"
FURNITURE = re.compile(r"( …)?( ?\d+)?$")  # leaders and page numbers at the end of a line


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its folder, and what `case.toml` says of it.

    `steps` are the renders and the changes to files between them; without any, the project (or its
    only document) is rendered once. `makes` are files that must come about, `mentions` words that the
    messages must contain, `prints` lines that files read in a step must have.
    """

    folder: Path
    about: str
    fails: bool = False
    mentions: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    environment: Mapping[str, str] | None = None
    steps: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """The case's name."""
        return self.folder.name

    @property
    def pages(self) -> dict[str, dict[str, Any]]:
        """The facts that Quarto's pages show, by page."""
        files = sorted((self.folder / "expected").rglob("*.json"))
        names = (path.relative_to(self.folder / "expected").with_suffix("") for path in files)
        return {
            str(name): json.loads(path.read_text()) for name, path in zip(names, files, strict=True)
        }

    @property
    def paper(self) -> tuple[str, ...]:
        """The lines of Quarto's PDF that say something: no page numbers."""
        file = self.folder / "expected" / "pdf.txt"
        lines = file.read_text().splitlines() if file.is_file() else []
        return tuple(dict.fromkeys(filter(None, (FURNITURE.sub("", line) for line in lines))))


@dataclass(frozen=True, slots=True)
class Departure:
    """Where we differ from Quarto on purpose: in which cases, facts of which kind, and why."""

    cases: tuple[str, ...]
    kind: str
    reason: str
    match: str = ""

    def excuses(self, case: Case, difference: Difference) -> bool:
        """Whether this departure is why a fact differs."""
        listed = any(fnmatchcase(case.name, pattern) for pattern in self.cases)
        words = f"{difference.where}\n{difference.expected}\n{difference.got}"
        return listed and difference.kind == self.kind and bool(re.search(self.match, words))


def all_cases() -> list[Case]:
    """Every case, by name."""
    return [case_in(folder) for folder in sorted(CASES.iterdir()) if folder.is_dir()]


def case_in(folder: Path) -> Case:
    """The case in a folder."""
    told = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Case(folder, **(told | lists))


def departures() -> list[Departure]:
    """Where we differ on purpose."""
    told = tomllib.loads((HERE / "departures.toml").read_text(encoding="utf-8"))
    return [Departure(**(each | {"cases": tuple(each["cases"])})) for each in told["departure"]]
