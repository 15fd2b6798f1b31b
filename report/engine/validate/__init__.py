"""Stage 2: a `Project` to `Finding`s about its data, bibliography, chapters and figures.

Data and bibliography take seconds to check and seldom change: when nothing at all is wrong with
them, that is remembered under the digest of their files and of the code that judged them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report.engine.digest import digest, file_digest
from report.engine.model import Finding, Project
from report.engine.ports import Store
from report.engine.tables import Data, Source
from report.engine.validate.bibliography import read_bibliography
from report.engine.validate.chapters import check_chapters
from report.engine.validate.citations import (
    SOURCES,
    citations_of,
    cites_all,
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
    """What is remembered of data without a fault: its keys, and those that no row cites."""

    keys: frozenset[str]
    uncited: frozenset[str]


def validate(project: Project, store: Store) -> tuple[Finding, ...]:
    """Everything wrong with the project that can be seen without running a cell.

    `store` remembers what was already checked and has not changed since.
    """
    return (*project.findings, *check_chapters(project), *check_data(project, store))


def check_data(project: Project, store: Store) -> tuple[Finding, ...]:
    """What is wrong with data and bibliography, and with what cites them."""
    key = f"clean/{state_of(project)}"
    clean = recalled(store.get(key))
    if clean is not None and not idle_keys(project, clean):
        return bounded(unknown_in_chapters(project.documents, clean.keys))
    data, found = examined(project)
    if not found:
        store.put(key, remembered(data))
    unknown = unknown_in_chapters(project.documents, data.sources)
    idle = unused(data.sources, project.documents, data.tables.values())
    return (*found, *bounded((*unknown, *idle)))


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


def idle_keys(project: Project, clean: Clean) -> frozenset[str]:
    """The keys that neither rows nor chapters cite; none where a chapter lists them all."""
    if any(cites_all(document) for document in project.documents):
        return frozenset()
    cited = {cite.key for document in project.documents for cite in citations_of(document)}
    return clean.uncited - cited


def examined(project: Project) -> tuple[Data, tuple[Finding, ...]]:
    """The project's data and bibliography, read and judged."""
    sources: dict[str, Source] = {}
    found: list[Finding] = []
    for path in project.bibliographies:
        listed, faults = read_bibliography(project.root, path)
        found += faults
        for entry in listed:
            sources.setdefault(entry.key, Source(path, entry))
    package = read_package(project.root) or Package(())
    tables, faults = check_tables(project.root, package)
    data = Data({table.name: table for table in tables}, sources)
    return data, (*bounded(found), *faults, *bounded(across(project, data)))


def across(project: Project, data: Data) -> Iterator[Finding]:
    """What is wrong between tables and bibliography, by our rules and by the project's own."""
    if project.bibliographies:
        yield from unknown_in_tables(data.tables.values(), data.sources)
    if data.tables:
        yield from broken_rules(project.root, project.rules, data)


def remembered(data: Data) -> bytes:
    """`Clean` data as bytes."""
    cited = {key for table in data.tables.values() for row in table for key in row.each(SOURCES)}
    keys = {"keys": sorted(data.sources), "uncited": sorted(set(data.sources) - cited)}
    return json.dumps(keys).encode()


def recalled(value: bytes | None) -> Clean | None:
    """What `remembered` wrote, or None."""
    if value is None:
        return None
    read = json.loads(value)
    return Clean(frozenset(read["keys"]), frozenset(read["uncited"]))
