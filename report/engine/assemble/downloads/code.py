"""The code of a report to run elsewhere: what its cells were seen to read, the data, the scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from report.engine.assemble.downloads.package import Package
from report.engine.digest import file_digest
from report.engine.model import Document, Project
from report.engine.ports import ReadKind, Store
from report.engine.record import FILES, known_reads, recipe_of

CARRIED = (
    "_quarto.yml",
    "CITATION.cff",
    "LICENSE",
    "pyproject.toml",
    "requirements.lock",
    "requirements.txt",
)
README = """\
# {title}: code and data

Every chapter of the report as a program, with the modules and the data that it reads{known}.
The chapters' notebooks are downloads of their own; put beside this file, they run too.

    python -m venv .venv
    .venv/bin/pip install {requirements}
    .venv/bin/python {script}
"""


def reads_of(project: Project, documents: Iterable[Document], store: Store) -> dict[str, str]:
    """The project's files that documents were seen to read, with the digests that they have now.

    Empty where one was not observed: nobody then knows what it needs.
    """
    names: set[str] = set()
    for document in documents:
        reads = known_reads(store, recipe_of(project, document))
        if reads is None or any(read.kind is ReadKind.TREE for read in reads):
            return {}
        names |= {read.name for read in reads if read.kind in FILES}
    inner = (name for name in sorted(names) if not PurePosixPath(name).is_absolute())
    return {name: file_digest(project.root / name) for name in inner}


def carried(project: Project) -> Iterator[str]:
    """What the archive carries besides, each file with its digest."""
    return (f"{name} {file_digest(project.root / name)}" for name in CARRIED)


def code_files(
    project: Project,
    reads: Iterable[str],
    package: Package | None,
    scripts: Mapping[PurePosixPath, bytes],
    name: str,
) -> dict[str, bytes]:
    """The files of the archive, by their paths in it; data as they were known on the package's day."""
    there = [one for one in (*reads, *CARRIED) if (project.root / one).is_file()]
    files = {one: (project.root / one).read_bytes() for one in there}
    known = package.project_files() if package else {}
    locked = next((f"-r {one}" for one in CARRIED if one.startswith("req") and one in files), "")
    told = README.format(
        title=name,
        known=f", as known on {package.day}" if package and package.day else "",
        requirements=locked or "what the modules import",
        script=min(map(str, scripts), default=""),
    )
    programs = {str(path): text for path, text in scripts.items()}
    return {**files, **known, **programs, "README.md": told.encode()}
