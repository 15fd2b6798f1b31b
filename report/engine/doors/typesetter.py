"""Typst behind its door: projects in memory go in, PDFs or remarks with file and line come out.

Only the fonts that Typst brings along and the folders named here are used, never the system's, and
every document bears the same time: the bytes depend on the project alone. It works in processes of its
own, since it keeps all that it ever laid out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from report.engine.doors.apart import Apart
from report.engine.packages import version
from report.engine.ports import Proof, Remark, TypstProject

TIMESTAMP = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
MAIN = "main.typ"
LONG = 200_000  # bytes of a long document
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

    A long document has a process to itself, and Typst spreads it over the cores; the short ones share
    one, `at_once` side by side.
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
        shares = shared(projects)
        with ThreadPoolExecutor(self.at_once) as pool:  # each waits for its process
            answers = list(pool.map(self._set, ([projects[at] for at in one] for one in shares)))
        made = {
            at: proof
            for share, proofs in zip(shares, answers, strict=True)
            for at, proof in zip(share, proofs, strict=True)
        }
        return tuple(made[at] for at in range(len(projects)))

    def _set(self, projects: Sequence[TypstProject]) -> tuple[Proof, ...]:
        typst = Apart(__name__)
        try:
            return typst.call("all_set", projects, self.fonts, self.at_once)
        finally:
            typst.close()


def shared(projects: Sequence[TypstProject]) -> list[list[int]]:
    """The places of projects that share a process: each long one alone, the longest first."""
    sizes = {place: len(project.files[MAIN]) for place, project in enumerate(projects)}
    long = sorted((place for place in sizes if sizes[place] > LONG), key=lambda at: -sizes[at])
    short = [place for place in sizes if sizes[place] <= LONG]
    return [*([place] for place in long), *([short] if short else [])]


# --- in a process that sets ----------------------------------------------------------------------


def all_set(
    projects: Sequence[TypstProject], fonts: Sequence[Path], at_once: int
) -> tuple[Proof, ...]:
    """The proofs of projects."""
    with ThreadPoolExecutor(at_once) as pool:
        return tuple(pool.map(partial(proof_of, fonts=fonts), projects))


def proof_of(project: TypstProject, fonts: Sequence[Path]) -> Proof:
    """The proof of a project, in a folder of its own: only what the project holds is there."""
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
                font_paths=list(fonts),
                ignore_system_fonts=True,
                pdf_standards=list(project.standards),
                timestamp=TIMESTAMP,
            )
        except typst.TypstError as error:
            return Proof(None, tuple(remarks(error.diagnostic)))
    return Proof(pdf, tuple(each for one in warnings for each in remarks(one.diagnostic)))


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
