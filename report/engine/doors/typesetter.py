"""Typst behind its door: projects in memory go in, PDFs or remarks with file and line come out.

Only the fonts that Typst brings along and the folders named here are used, never the system's, and
every document bears the same time: the bytes depend on the project alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from report.engine.ports import Proof, Remark, TypstProject

TIMESTAMP = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
EMPTY = "no-files-"
REMARK = re.compile(
    r"^(?P<kind>error|warning): (?P<message>.*?)$"
    r"(?P<rest>.*?)(?=^(?:error|warning|help): |\Z)",
    re.MULTILINE | re.DOTALL,
)
SPOT = re.compile(
    rf"┌─ (?:\S*{EMPTY}[^/\\]*[/\\])?(?P<file>.+?):(?P<line>\d+):\d+\s*$", re.MULTILINE
)
HINT = re.compile(r"= hint: (?P<hint>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class TypstTypesetter:
    """The Typst compiler that comes as a Python package; `fonts` are folders with font files.

    Projects are set `at_once` side by side. Typst spreads one long document over all cores by
    itself; several short ones it does not.
    """

    fonts: tuple[Path, ...] = ()
    at_once: int = 2

    @cached_property
    def identity(self) -> str:
        """Typst's version and a digest of the font files."""
        digest = hashlib.sha256()
        for folder in self.fonts:
            for file in sorted(folder.glob("*.[ot]tf")):
                digest.update(file.read_bytes())
        return f"typst {version('typst')} fonts {digest.hexdigest()}"

    def proofs(self, projects: Sequence[TypstProject]) -> tuple[Proof, ...]:
        """Set all projects; proofs in their order."""
        if len(projects) == 1:
            return (self._proof(projects[0]),)
        with ThreadPoolExecutor(max_workers=self.at_once) as pool:
            return tuple(pool.map(self._proof, projects))

    def _proof(self, project: TypstProject) -> Proof:
        """Set one project."""
        import typst

        try:
            with TemporaryDirectory(prefix=EMPTY) as empty:  # only what the project holds is there
                pdf, warnings = typst.compile_with_warnings(
                    dict(project.files),
                    root=empty,
                    font_paths=list(self.fonts),
                    ignore_system_fonts=True,
                    pdf_standards=list(project.standards),
                    timestamp=TIMESTAMP,
                )
        except typst.TypstError as error:
            return Proof(None, tuple(remarks(error.diagnostic)))
        return Proof(
            pdf, tuple(each for warning in warnings for each in remarks(warning.diagnostic))
        )


def remarks(diagnostic: str) -> Iterator[Remark]:
    """What Typst's report to a terminal says, one remark for each error and warning in it."""
    for found in REMARK.finditer(diagnostic):
        spot = SPOT.search(found["rest"])
        hint = HINT.search(found["rest"])
        yield Remark(
            message=found["message"],
            hint=hint["hint"] if hint else "",
            file=spot["file"] if spot else "",
            line=int(spot["line"]) if spot else 0,
            fatal=found["kind"] == "error",
        )
