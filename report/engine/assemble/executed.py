"""Executed Markdown out of memory, or written now: each document's once for each format.

It rests on the document, on what its cells gave, on what draws its charts, and, where the site shows
code, on the files in which the names lie that its cells use.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.cells import Executed, executed
from report.engine.assemble.memory import memory_in
from report.engine.assemble.modules import Modules, file_of, shows_code
from report.engine.memory import Memory
from report.engine.model import Asset, Document, Execution, Project
from report.engine.ports import Ports


def written(
    project: Project, document: Document, execution: Execution | None, form: str, ports: Ports
) -> Executed:
    """The executed Markdown of a document for one format, and the figures in it."""
    charts, memory = ports.charts, memory_in(ports.store)
    modules = modules_of(project, document)
    if execution is not None and not execution.key:
        return executed(document, execution, form, charts, modules)
    rests_on = (
        form,
        repr(document),
        execution.key if execution else "",
        charts.identity,
        *(files_of(modules, memory) if modules else ()),
    )
    said = memory.once(
        "executed", rests_on, lambda: as_json(executed(document, execution, form, charts, modules))
    )
    return from_json(said)


def modules_of(project: Project, document: Document) -> Modules | None:
    """The modules of the project that a document's cells use, if the site shows code."""
    sources = tuple(cell.source for cell in document.cells)
    return Modules(sources, project.root) if shows_code(project) else None


def files_of(modules: Modules, memory: Memory) -> Iterator[str]:
    """The file of each name that the cells use; which names those are is remembered."""
    named = memory.once("members", modules.sources, lambda: modules.members)
    yield from (str(file_of(modules.root, module, name)) for module, name in named)


def as_json(made: Executed) -> list[Any]:
    """Executed Markdown with its figures as JSON."""
    figures = [
        [str(one.path), base64.b64encode(one.content).decode("ascii")] for one in made.assets
    ]
    return [made.markdown, figures]


def from_json(said: list[Any]) -> Executed:
    """Executed Markdown that was remembered."""
    markdown, figures = said
    assets = (Asset(PurePosixPath(path), base64.b64decode(content)) for path, content in figures)
    return Executed(markdown, tuple(assets))
