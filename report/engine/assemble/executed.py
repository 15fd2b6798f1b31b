"""Executed Markdown: what cells show out of memory, or written now, and the prose around it.

What cells show rests on them, on what they gave, on what draws their charts, and, where the site shows
code, on the files in which the names lie that they use. An edit of prose leaves all of it as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePosixPath

from report.engine.assemble.cell_text import Frame
from report.engine.assemble.cells import CellTexts, Executed, cell_texts, frame_of, woven
from report.engine.assemble.memory import memory_in
from report.engine.assemble.modules import Modules, file_of, shows_code
from report.engine.memory import Memory
from report.engine.model import Asset, Document, Execution, Place, Project
from report.engine.ports import Ports


def written(
    project: Project, document: Document, execution: Execution | None, form: str, ports: Ports
) -> Executed:
    """The executed Markdown of a document for one format, and the figures in it."""
    modules = modules_of(project, document)
    frame = frame_of(document, form, ports.charts, modules)
    if execution is not None and not execution.key:
        return woven(document, execution, form, cell_texts(document, execution, frame))
    memory = memory_in(ports.store)
    rests_on = (
        told_in(document, frame),
        execution.key if execution else "",
        ports.charts.identity,
        *(files_of(modules, memory) if modules else ()),
    )
    made = memory.once_made(
        "cells", rests_on, lambda: packed(cell_texts(document, execution, frame))
    )
    return woven(document, execution, form, unpacked(made))


def told_in(document: Document, frame: Frame) -> str:
    """What a document says of its cells, wherever in it they stand."""
    cells = [replace(cell, place=Place(document.path), code_line=None) for cell in document.cells]
    shared = (frame.path, frame.form, frame.defaults, frame.language, document.told_for)
    return repr((cells, shared))


def modules_of(project: Project, document: Document) -> Modules | None:
    """The modules of the project that a document's cells use, if the site shows code."""
    sources = tuple(cell.source for cell in document.cells)
    return Modules(sources, project.root) if shows_code(project) else None


def files_of(modules: Modules, memory: Memory) -> Iterator[str]:
    """The file of each name that the cells use; which names those are is remembered."""
    named = memory.once("members", modules.sources, lambda: modules.members)
    yield from (str(file_of(modules.root, module, name)) for module, name in named)


def packed(made: CellTexts) -> bytes:
    """What cells show, as bytes: a line of JSON with the texts and how long each figure is, the figures."""
    sizes = [[str(one.path), len(one.content)] for one in made.assets]
    head = json.dumps([made.texts, sizes])  # holds no line's end of its own
    return b"".join([f"{head}\n".encode(), *(one.content for one in made.assets)])


def unpacked(kept: bytes) -> CellTexts:
    """What cells show that was remembered."""
    head, _, figures = kept.partition(b"\n")
    texts, sizes = json.loads(head)
    ends = accumulate(size for _, size in sizes)
    return CellTexts(
        tuple(texts),
        tuple(
            Asset(PurePosixPath(path), figures[end - size : end])
            for (path, size), end in zip(sizes, ends, strict=True)
        ),
    )
