"""One file of the project to a `Document`: front matter merged, includes resolved, body in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.load.config import Config, read_mapping
from report.engine.load.contents import Entry
from report.engine.load.faults import every
from report.engine.load.lines import Line, read_lines
from report.engine.load.paths import rooted
from report.engine.load.pieces import (
    Block,
    blocks_of,
    cell_of,
    expressions_of,
    front_matter,
    prose_of,
)
from report.engine.load.yaml import Yaml, read_yaml
from report.engine.model import Cell, Document, Expression, Finding, Kind, Prose
from report.engine.options import format_entries, layered, normal

NOT_DOCUMENT = frozenset({"project", "book", "website", "profile", "metadata-files"})


@dataclass(frozen=True, slots=True)
class Context:
    """What every document of a project shares: its root and its configuration."""

    root: Path
    config: Config


def read_document(entry: Entry, context: Context) -> Document:
    """The document at `entry`. Raises `LoadError` with every fault in it."""
    lines = read_lines(context.root, entry.path)
    header, body = front_matter(lines)
    meta = meta_of(entry.path, read_header(header, entry.path), context)
    pieces = pieces_of(body, runs_cells(entry.path, meta))
    return Document(
        path=entry.path,
        meta=meta,
        pieces=pieces,
        expressions=all_expressions(pieces),
        role=entry.role,
        part=entry.part,
    )


def read_header(lines: Sequence[Line], path: PurePosixPath) -> Yaml:
    """The front matter as YAML. Raises `LoadError` where it is not `key: value` entries."""
    header = read_yaml(lines, path)
    if header.value is not None and not isinstance(header.value, Mapping):
        raise LoadError(
            Finding(
                "front-matter",
                header.place(),
                "the front matter must be YAML of the form `key: value`",
                'write for example `title: "A title"`',
            )
        )
    return header


def meta_of(path: PurePosixPath, header: Yaml, context: Context) -> dict[str, object]:
    """Project, folders and document merged, the nearest last, files named from the root."""
    project = {k: v for k, v in context.config.values.items() if k not in NOT_DOCUMENT}
    meta = rooted(normal(project), PurePosixPath())
    own: dict[str, object] = {}
    for folder in (*reversed(path.parents),):
        if context.config.kind is not Kind.SINGLE:
            own = layered(own, rooted(normal(folder_meta(context.root, folder)), folder))
    own = layered(own, rooted(normal(header.mapping), path.parent))
    meta = layered(meta, own)
    if format_entries(own.get("format")) and context.config.kind is not Kind.BOOK:
        wanted = dict(format_entries(own["format"]))
        meta["format"] = {k: v for k, v in format_entries(meta["format"]) if k in wanted}
    return meta


def folder_meta(root: Path, folder: PurePosixPath) -> Mapping[str, object]:
    """The entries of the folder's `_metadata.yml`, if it has one."""
    for name in ("_metadata.yml", "_metadata.yaml"):
        if (root / folder / name).is_file():
            return read_mapping(root, folder / name).mapping
    return {}


def runs_cells(path: PurePosixPath, meta: Mapping[str, object]) -> bool:
    """Whether the document's code blocks in braces are cells: not in `.md` nor `engine: markdown`."""
    return path.suffix == ".qmd" and meta.get("engine") != "markdown"


def pieces_of(lines: Sequence[Line], cells: bool) -> tuple[Prose | Cell, ...]:
    """The body in pieces; all of it prose unless the document has `cells`."""
    if not cells:
        return tuple(prose_of(lines))
    blocks = tuple(blocks_of(lines))
    numbers = iter(range(len(blocks)))
    pieces = every(lambda block: block_pieces(block, numbers), blocks)
    return tuple(piece for group in pieces for piece in group)


def block_pieces(block: Block, numbers: Iterator[int]) -> tuple[Prose | Cell, ...]:
    """A block as pieces; executable cells take the next number."""
    if block.language == "python":
        return (cell_of(block, next(numbers)),)
    return tuple(prose_of(block.lines))


def all_expressions(pieces: Sequence[Prose | Cell]) -> tuple[Expression, ...]:
    """The inline code of all prose; none where there is no cell, for then nothing runs."""
    if not any(isinstance(piece, Cell) for piece in pieces):
        return ()
    prose = (piece for piece in pieces if isinstance(piece, Prose))
    return tuple(expression for piece in prose for expression in expressions_of(piece))
