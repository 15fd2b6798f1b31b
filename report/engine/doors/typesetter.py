"""Typst behind its door: projects in memory go in, PDFs or remarks with file and line come out.

Only the fonts that Typst brings along and the folders named here are used, never the system's, and
every document bears the same time: the bytes depend on the project alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from report.engine.ports import Proof, Remark, TypstProject

TIMESTAMP = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
MAIN = "main.typ"
PREFIX = "typst-project-"
REMARK = re.compile(
    r"^(?P<kind>error|warning): (?P<message>.*?)$(?P<rest>.*?)(?=^(?:error|warning): |\Z)",
    re.MULTILINE | re.DOTALL,
)
SPOT = re.compile(
    rf"┌─ (?:\S*{PREFIX}[^/\\]*[/\\])?(?P<file>.+?):(?P<line>\d+):\d+\s*$", re.MULTILINE
)
PACKAGE = re.compile(r"""\b(?:import|include)\s+"(?P<package>@[^"]+)\"""")
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
        """Set one project, in a folder of its own: only what the project holds is there."""
        foreign = tuple(packages(project))
        if foreign:
            return Proof(None, foreign)
        import typst

        with TemporaryDirectory(prefix=PREFIX) as folder:
            root = Path(folder)
            lay(project.files, root)
            try:
                pdf, warnings = typst.compile_with_warnings(
                    root / MAIN,
                    root=root,
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


def packages(project: TypstProject) -> Iterator[Remark]:
    """A fatal remark for each package that the project would have Typst fetch from the network."""
    for name in sorted(project.files):
        if name.endswith(".typ"):
            lines = project.files[name].decode("utf-8", "replace").split("\n")
            for number, line in enumerate(lines, 1):
                for found in PACKAGE.finditer(line):
                    yield Remark(
                        f"the package {found['package']} would have to be fetched",
                        "a build fetches nothing: write what it does out in the document",
                        name,
                        number,
                    )


def lay(files: Mapping[str, bytes], root: Path) -> None:
    """Put a project's files into its folder. Raises `ValueError` for a name that leads out of it."""
    for name, content in files.items():
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()):
            raise ValueError(f"the file {name} would lie outside the Typst project")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def remarks(diagnostic: str) -> Iterator[Remark]:
    """What Typst's report to a terminal says, one remark for each error and warning in it.

    A fault deep in a function is placed where the main file called for it.
    """
    for found in REMARK.finditer(diagnostic):
        spots = [(spot["file"], int(spot["line"])) for spot in SPOT.finditer(found["rest"])]
        file, line = next(
            (spot for spot in spots if spot[0] == MAIN), spots[0] if spots else ("", 0)
        )
        hint = HINT.search(found["rest"])
        yield Remark(
            message=found["message"],
            hint=hint["hint"] if hint else "",
            file=file,
            line=line,
            fatal=found["kind"] == "error",
        )
