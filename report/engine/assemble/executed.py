"""Executed Markdown out of memory, or written now: each document's once for each format.

It rests on the document, on what its cells gave, on what draws its charts, and, where the site shows
code, on the files in which the names lie that its cells use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from pathlib import PurePosixPath

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
    made = memory.once_made(
        "executed", rests_on, lambda: packed(executed(document, execution, form, charts, modules))
    )
    return unpacked(made)


def modules_of(project: Project, document: Document) -> Modules | None:
    """The modules of the project that a document's cells use, if the site shows code."""
    sources = tuple(cell.source for cell in document.cells)
    return Modules(sources, project.root) if shows_code(project) else None


def files_of(modules: Modules, memory: Memory) -> Iterator[str]:
    """The file of each name that the cells use; which names those are is remembered."""
    named = memory.once("members", modules.sources, lambda: modules.members)
    yield from (str(file_of(modules.root, module, name)) for module, name in named)


def packed(made: Executed) -> bytes:
    """Executed Markdown with its figures as bytes: a line of JSON says how long each figure is."""
    sizes = [[str(one.path), len(one.content)] for one in made.assets]
    head = json.dumps([made.markdown, sizes])  # holds no line's end of its own
    return b"".join([f"{head}\n".encode(), *(one.content for one in made.assets)])


def unpacked(kept: bytes) -> Executed:
    """Executed Markdown that was remembered."""
    head, _, figures = kept.partition(b"\n")
    markdown, sizes = json.loads(head)
    ends = accumulate(size for _, size in sizes)
    return Executed(
        markdown,
        tuple(
            Asset(PurePosixPath(path), figures[end - size : end])
            for (path, size), end in zip(sizes, ends, strict=True)
        ),
    )
