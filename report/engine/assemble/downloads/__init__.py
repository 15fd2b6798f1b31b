"""What readers may take away: each chapter as notebook and script, the data, and what makes both run.

| file below `downloads` | what it is |
|---|---|
| `chapters/weapons.ipynb` | the chapter with what its cells gave |
| `chapters/weapons.py` | its code alone |
| `DATASET.csv` | a table, safe to open in a spreadsheet |
| `NAME-data.zip` | all tables as a Frictionless Data Package |
| `NAME-code.zip` | the modules that cells were seen to read, data, scripts: chapters run in it |

The data are those known on the newest day that a chapter speaks from, by the rule of the data package.
Everything is remembered under what it is made of; prose changes a notebook and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

from report.engine.assemble.downloads.archive import zipped
from report.engine.assemble.downloads.code import carried, code_files, reads_of
from report.engine.assemble.downloads.notebooks import notebook, notebook_text, script
from report.engine.assemble.downloads.package import Package, package_of
from report.engine.digest import digest
from report.engine.memory import Memory, code_of
from report.engine.model import Asset, Document, Execution, Kind, Project
from report.engine.ports import Ports, Store
from report.engine.wish import AS_OF

__all__ = ["FOLDER", "data_downloads", "downloads_of", "newest_day"]

FOLDER = PurePosixPath("downloads")
HERE = Path(__file__).parent
RESTS_ON = ("*.py", "../cells.py", "../../known.py", "../../spreadsheet.py", "../../../bibtex.py")


def downloads_of(
    project: Project, executions: Iterable[Execution], ports: Ports
) -> tuple[Asset, ...]:
    """The downloads of a site; none beside a lone document, and none of an edition by profile."""
    if project.profile or project.kind not in {Kind.BOOK, Kind.WEBSITE}:
        return ()
    memory = Memory(ports.store, code_of(HERE, *RESTS_ON))
    runs = {one.path: one for one in executions}
    documents = [one for one in project.documents if one.cells and one.path in runs]
    files: dict[PurePosixPath, bytes] = {}
    scripts: dict[PurePosixPath, bytes] = {}
    for document in documents:
        path = document.path.with_suffix(".ipynb")
        files[path] = chapter(document, runs[document.path], project, ports, memory)
        scripts[path.with_suffix(".py")] = code_alone(document, project, memory)
    package = package_of(project.root, project.bibliographies, newest_day(project), memory)
    files |= scripts | data_files(package, memory)
    files |= code_file(project, documents, package, scripts, memory)
    return tuple(Asset(FOLDER / path, content) for path, content in sorted(files.items()))


def data_downloads(project: Project, ports: Ports) -> dict[PurePosixPath, bytes]:
    """The data alone, by their paths below `downloads`: for pages whose cells ran elsewhere."""
    memory = Memory(ports.store, code_of(HERE, *RESTS_ON))
    return data_files(
        package_of(project.root, project.bibliographies, newest_day(project), memory), memory
    )


def newest_day(project: Project) -> str:
    """The newest day that a document speaks from (ISO); the one given for all, where there is one."""
    given = project.environment.get(AS_OF, "")
    days = (str(one.meta.get("as-of") or "")[:10] for one in project.documents)
    return given or max(days, default="")


def chapter(
    document: Document, execution: Execution, project: Project, ports: Ports, memory: Memory
) -> bytes:
    """The notebook of a document."""

    def made() -> str:
        return notebook_text(notebook(document, execution, project, ports.charts))

    gave = execution.key or repr((execution.results, execution.expressions))
    rests_on = (gave, repr(document.pieces), repr(document.meta), day_of(project))
    return memory.once_written("notebook", rests_on, made)


def code_alone(document: Document, project: Project, memory: Memory) -> bytes:
    """The script of a document."""
    sources = repr([(cell.header, cell.source) for cell in document.cells])
    rests_on = (str(document.path), sources, repr(document.meta.get("as-of")), day_of(project))
    return memory.once_written("script", rests_on, lambda: script(document, project))


def day_of(project: Project) -> str:
    """The day that is given for all documents, or empty."""
    return project.environment.get(AS_OF, "")


def data_files(package: Package | None, memory: Memory) -> dict[PurePosixPath, bytes]:
    """Each table as CSV, and all of them as a package; nothing where there are no data."""
    if package is None:
        return {}
    key = f"data-zip/{memory.key(package.state)}"
    whole = remembered(memory.store, key, lambda: zipped(package.files(), package.name))
    files = {PurePosixPath(f"{one.name}.csv"): one.guarded.encode() for one in package.tables}
    return {**files, PurePosixPath(f"{package.name}-data.zip"): whole}


def code_file(
    project: Project,
    documents: Iterable[Document],
    package: Package | None,
    scripts: Mapping[PurePosixPath, bytes],
    memory: Memory,
) -> dict[PurePosixPath, bytes]:
    """What the chapters' code needs, in one file; nothing where it was not seen what that is."""
    reads = reads_of(project, documents, memory.store)
    if not reads:
        return {}
    name = package.name if package else slug(project)
    said = [name, package.state if package else "", *map(repr, sorted(reads.items()))]
    said += [*map(str, scripts), *carried(project)]
    key = f"code-zip/{memory.key(digest(*said, *scripts.values()))}"
    content = remembered(
        memory.store,
        key,
        lambda: zipped(code_files(project, reads, package, scripts, name), f"{name}-code"),
    )
    return {PurePosixPath(f"{name}-code.zip"): content}


def slug(project: Project) -> str:
    """A name for files, out of the title of the book or website."""
    about = project.config.get(str(project.kind), {})
    title = str(about.get("title", "")) if isinstance(about, Mapping) else ""
    return re.sub(r"\W+", "-", title).strip("-").lower() or "report"


def remembered(store: Store, key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that were kept under `key`, or are made now and kept."""
    known = store.get(key)
    if known is None:
        known = make()
        store.put(key, known)
    return known
