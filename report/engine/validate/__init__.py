"""Stage 2: a `Project` to `Finding`s about its data, bibliography, chapters and figures.

Data and bibliography take seconds to check and seldom change: when nothing at all is wrong with
them, that is remembered under the digest of their files and of the code that judged them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.bibtex import first_day
from report.engine.digest import digest, file_digest
from report.engine.memory import Memory
from report.engine.model import Finding, Place, Project
from report.engine.ports import Store
from report.engine.tables import Data, Source
from report.engine.validate.bibliography import read_bibliography
from report.engine.validate.chapters import check_chapters
from report.engine.validate.citations import (
    SOURCES,
    later_than_told,
    unknown_in_chapters,
    unknown_in_tables,
    unused,
)
from report.engine.validate.package import DESCRIPTOR, FOLDER, Package, read_package
from report.engine.validate.rules import broken_rules, code_of
from report.engine.validate.tables import bounded, check_tables

HERE = Path(__file__).parent
CODE = (*sorted(HERE.glob("**/*.py")), HERE.parent / "tables.py", HERE.parents[1] / "bibtex.py")


@dataclass(frozen=True, slots=True)
class Clean:
    """What is remembered of data without a fault: what chapters are held against.

    `dates` has the first day that each source can be of (ISO; empty where it has no date), `uncited`
    where the entries stand that no row cites; both by key.
    """

    dates: Mapping[str, str]
    uncited: Mapping[str, Place]


def validate(project: Project, store: Store) -> tuple[Finding, ...]:
    """Everything wrong with the project that can be seen without running a cell.

    `store` remembers what was already checked and has not changed since.
    """
    return (*project.findings, *check_chapters(project), *check_data(project, store))


def check_data(project: Project, store: Store) -> tuple[Finding, ...]:
    """What is wrong with data and bibliography, and with what cites them."""
    key = f"clean/{state_of(project)}"
    found: tuple[Finding, ...] = ()
    clean = recalled(store.get(key))
    if clean is None:
        data, found = examined(project, Memory(store, digest(*map(file_digest, CODE))))
        clean = summed_up(data)
        if not found:
            store.put(key, remembered(clean))
    unknown = unknown_in_chapters(project.documents, clean.dates)
    later = later_than_told(project.documents, clean.dates)
    idle = unused(clean.uncited, project.documents)
    return (*found, *bounded((*unknown, *later, *idle)))


def state_of(project: Project) -> str:
    """The digest of everything that data and bibliography are judged by."""
    root = project.root
    tables = sorted(path.relative_to(root) for path in (root / FOLDER).glob("**/*.csv"))
    return digest(
        *(
            f"{path} {file_digest(root / path)}"
            for path in (*tables, DESCRIPTOR, *project.bibliographies)
        ),
        *(file_digest(path) for path in CODE),
        code_of(root, project.rules),
    )


def examined(project: Project, memory: Memory | None = None) -> tuple[Data, tuple[Finding, ...]]:
    """The project's data and bibliography, read and judged.

    With a `memory`, each file that was found clean before is only read.
    """
    sources: dict[str, Source] = {}
    found: list[Finding] = []
    for path in project.bibliographies:
        listed, faults = read_bibliography(project.root, path, memory)
        found += faults
        for entry in listed:
            sources.setdefault(entry.key, Source(path, entry))
    package = read_package(project.root, memory) or Package(())
    tables, faults = check_tables(project.root, package, memory)
    data = Data({table.name: table for table in tables}, sources)
    return data, (*bounded(found), *faults, *bounded(across(project, data, memory)))


def across(project: Project, data: Data, memory: Memory | None = None) -> Iterator[Finding]:
    """What is wrong between tables and bibliography, by our rules and by the project's own."""
    if project.bibliographies:
        yield from unknown_in_tables(data.tables.values(), data.sources)
    if data.tables:
        yield from broken_rules(project.root, project.rules, data, memory)


def summed_up(data: Data) -> Clean:
    """What chapters need of data that was read."""
    cited = {key for table in data.tables.values() for row in table for key in row.each(SOURCES)}
    places = {key: source.place() for key, source in data.sources.items() if key not in cited}
    dates = {key: first_day(source.entry.text("date")) for key, source in data.sources.items()}
    return Clean(dates, places)


def remembered(clean: Clean) -> bytes:
    """`Clean` as bytes."""
    uncited = {key: [str(place.path), place.line] for key, place in clean.uncited.items()}
    return json.dumps({"dates": dict(clean.dates), "uncited": uncited}).encode()


def recalled(value: bytes | None) -> Clean | None:
    """What `remembered` wrote, or None."""
    if value is None:
        return None
    read = json.loads(value)
    places = {
        key: Place(PurePosixPath(path), line) for key, (path, line) in read["uncited"].items()
    }
    return Clean(read["dates"], places)
