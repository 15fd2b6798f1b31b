"""Executed Markdown: what cells show out of memory, or written now, and the prose around it.

What cells show rests on them, on what they gave, on what draws their charts, and, where the site shows
code, on the files in which the names lie that they use. An edit of prose leaves all of it as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.cell_text import Frame
from report.engine.assemble.cells import CellTexts, Executed, cell_texts, frame_of, woven
from report.engine.assemble.memory import memory_in
from report.engine.assemble.modules import Modules, file_of, shows_code
from report.engine.content import Content, Unread, bytes_of, content_of
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

    def opened() -> CellTexts:
        made = memory.once_made(
            "cells", rests_on, lambda: packed(cell_texts(document, execution, frame))
        )
        return unpacked(made)

    key = memory.key(*rests_on)
    told = memory.recall("cells-told", key)
    if told is not None:
        return woven(document, execution, form, unopened(told, cache(opened)))
    made = opened()
    memory.keep("cells-told", key, told_of(made))
    return woven(document, execution, form, made)


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


def told_of(made: CellTexts) -> list[object]:
    """The texts of cells, and what is to be known of their figures without opening them."""
    figures = [content_of(bytes_of(one.content)) for one in made.assets]
    names = [str(one.path) for one in made.assets]
    sizes = [(name, one.sha256, len(one)) for name, one in zip(names, figures, strict=True)]
    return [made.texts, sizes]


def unopened(told: list[Any], opened: Callable[[], CellTexts]) -> CellTexts:
    """What cells show, its figures left in memory; `opened` gives all of it."""
    texts, figures = told

    def figure(place: int) -> bytes:
        return bytes_of(opened().assets[place].content)

    return CellTexts(
        tuple(texts),
        tuple(
            Asset(PurePosixPath(path), Unread(sha256, size, partial(figure, place)))
            for place, (path, sha256, size) in enumerate(figures)
        ),
    )


def packed(made: CellTexts) -> bytes:
    """What cells show, as bytes: a line of JSON with the texts and how long each figure is, the figures."""
    figures = [bytes_of(one.content) for one in made.assets]
    sizes = [[str(one.path), len(each)] for one, each in zip(made.assets, figures, strict=True)]
    head = json.dumps([made.texts, sizes])  # holds no line's end of its own
    return b"".join([f"{head}\n".encode(), *figures])


def unpacked(kept: bytes) -> CellTexts:
    """What cells show that was remembered."""
    head, _, figures = kept.partition(b"\n")
    texts, sizes = json.loads(head)
    ends = accumulate(size for _, size in sizes)
    return CellTexts(
        tuple(texts),
        tuple(
            Asset(PurePosixPath(path), Content(figures[end - size : end]))
            for (path, size), end in zip(sizes, ends, strict=True)
        ),
    )
