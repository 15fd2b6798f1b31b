"""The code of a report to run elsewhere: what its cells were seen to read, the data, the scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from report.engine.assemble.downloads.package import Package
from report.engine.model import Project
from report.engine.ports import ReadKind, Store
from report.engine.record import last_record

CARRIED = (
    "_quarto.yml",
    "CITATION.cff",
    "LICENSE",
    "pyproject.toml",
    "requirements.lock",
    "requirements.txt",
)
FILES = frozenset({ReadKind.FILE, ReadKind.MODULE})
README = """\
# {title}: code and data

Every chapter of the report as a program, with the modules and the data that it reads{known}.
The chapters' notebooks are downloads of their own; put beside this file, they run too.

    python -m venv .venv
    .venv/bin/pip install {requirements}
    .venv/bin/python {script}
"""


def reads_of(store: Store, documents: Iterable[PurePosixPath]) -> dict[str, str]:
    """The project's files that documents were seen to read, with their digests.

    Empty where one was not observed: nobody then knows what it needs.
    """
    found: dict[str, str] = {}
    for path in documents:
        record = last_record(store, path)
        if record is None or any(read.kind is ReadKind.TREE for read in record.reads):
            return {}
        found |= {read.name: read.digest for read in record.reads if read.kind in FILES}
    return {name: of for name, of in found.items() if not PurePosixPath(name).is_absolute()}


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
