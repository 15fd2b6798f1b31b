"""One file of the project to a `Document`: front matter merged, includes resolved, body in pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.load.answers import Values
from report.engine.load.body import Body, read_body
from report.engine.load.check import check_document
from report.engine.load.config import Config, read_mapping
from report.engine.load.contents import Entry, listed
from report.engine.load.faults import attempt, checked, every
from report.engine.load.includes import expand
from report.engine.load.lines import Line, read_lines
from report.engine.load.paths import inside, rooted
from report.engine.load.pieces import expressions_of, front_matter
from report.engine.load.shortcodes import resolve_text
from report.engine.load.yaml import Yaml, read_yaml
from report.engine.model import Cell, Document, Expression, Finding, Kind, Place, Prose
from report.engine.options import format_entries, layered, normal

NOT_DOCUMENT = frozenset({"project", "book", "website"})


@dataclass(frozen=True, slots=True)
class Context:
    """What every document of a project shares: root, configuration, environment, extensions."""

    root: Path
    config: Config
    environment: Mapping[str, str]
    extensions: bool = False

    def values(self, meta: Mapping[str, object]) -> Values:
        """What the shortcodes of a document with this metadata may speak of."""
        return Values(meta, self.config.variables, self.environment, self.extensions)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read, and what was noticed in it."""

    document: Document
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A document's own YAML, all its metadata, and what was noticed."""

    header: Yaml
    meta: Mapping[str, object]
    findings: tuple[Finding, ...]


def read_document(entry: Entry, context: Context) -> Reading:
    """The document at `entry`. Raises `LoadError` with every fault in it."""
    lines, rest = front_matter(read_lines(context.root, entry.path))
    head, faults = attempt(lambda: read_head(lines, entry.path, context))
    meta = head.meta if head else {}
    body, others = attempt(lambda: read_text(rest, entry.path, meta, context))
    if head is None or body is None:
        raise LoadError(*faults, *others)
    document = Document(
        path=entry.path,
        meta=meta,
        pieces=body.pieces,
        expressions=all_expressions(body.pieces),
        role=entry.role,
        part=entry.part,
        includes=body.includes,
    )
    return Reading(document, (*head.findings, *body.findings))


def read_head(lines: Sequence[Line], path: PurePosixPath, context: Context) -> Head:
    """The metadata of a document. Raises `LoadError` for YAML that is broken or of wrong types."""
    header = read_header(lines, path)
    layers = (*folder_layers(path, context), header)
    noticed = checked(check_document, layers)
    meta = meta_of(layers, context)
    meta, said = spoken(meta, header, context.values(meta))
    return Head(header, meta, (*noticed, *said))


def read_text(
    lines: Sequence[Line], path: PurePosixPath, meta: Mapping[str, object], context: Context
) -> Body:
    """The pieces of a document. Raises `LoadError` for includes and cells that are at fault."""
    whole = expand(lines, context.root, path)
    body = read_body(whole.lines, runs_cells(path, meta), context.values(meta))
    return Body(body.pieces, (*whole.findings, *body.findings), whole.files)


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


def folder_layers(path: PurePosixPath, context: Context) -> tuple[Yaml, ...]:
    """The `_metadata.yml` of each folder down to the document's own."""
    if context.config.kind is Kind.SINGLE:
        return ()
    folders = tuple(reversed(path.parents))
    named = (folder_file(context.root, folder) for folder in folders)
    return every(lambda file: read_mapping(context.root, file), [file for file in named if file])


def folder_file(root: Path, folder: PurePosixPath) -> PurePosixPath | None:
    """The folder's `_metadata.yml`, or None."""
    names = (folder / "_metadata.yml", folder / "_metadata.yaml")
    return next((name for name in names if (root / name).is_file()), None)


def meta_of(layers: Sequence[Yaml], context: Context) -> dict[str, object]:
    """Project, folders and document merged, the nearest last, files named from the root."""
    project = {k: v for k, v in context.config.values.items() if k not in NOT_DOCUMENT}
    far = with_files(rooted(normal(project), PurePosixPath()), context)
    own: dict[str, object] = {}
    for layer in layers:
        near = rooted(normal(layer.mapping), layer.place().path.parent)
        own = layered(own, with_files(near, context))
    meta = layered(far, own)
    if own.get("format") and context.config.kind is not Kind.BOOK:
        wanted = dict(format_entries(own["format"]))
        meta["format"] = {k: v for k, v in format_entries(meta["format"]) if k in wanted}
    return meta


def with_files(layer: dict[str, object], context: Context) -> dict[str, object]:
    """A layer with the entries of its `metadata-files` over its own, as Quarto has it.

    Like Quarto it passes over files that do not exist; validation tells of them.
    """
    named = [layer.get("metadata-file"), *listed(layer.get("metadata-files"))]
    names = [PurePosixPath(str(file)) for file in named if file]
    files = [file for file in names if (context.root / file).is_file()]
    strangers = [outside(file) for file in files if not inside(context.root, file)]
    if strangers:
        raise LoadError(*strangers)
    for yaml in every(lambda file: read_mapping(context.root, file), files):
        near = rooted(normal(yaml.mapping), yaml.place().path.parent)
        layer = layered(layer, near)
    return layer


def outside(file: PurePosixPath) -> Finding:
    """The finding for a file of metadata that is not the project's own."""
    message = f"the metadata file `{file}` lies outside the project"
    return Finding("outside", Place(file), message, "copy the file into the project")


def spoken(
    meta: dict[str, object], header: Yaml, values: Values
) -> tuple[dict[str, object], tuple[Finding, ...]]:
    """The metadata with shortcodes in its top-level texts replaced, and the findings on those."""
    findings: list[Finding] = []
    texts = {}
    for key, value in meta.items():
        if isinstance(value, str) and "{{<" in value:
            place = header.values.get((key,), header.place())
            texts[key], found = resolve_text(value, place, values)
            findings += found
    return {**meta, **texts}, tuple(findings)


def runs_cells(path: PurePosixPath, meta: Mapping[str, object]) -> bool:
    """Whether the document's code blocks in braces are cells: not in `.md` nor `engine: markdown`."""
    return path.suffix == ".qmd" and meta.get("engine") != "markdown"


def all_expressions(pieces: Sequence[Prose | Cell]) -> tuple[Expression, ...]:
    """The inline code of all prose; none where there is no cell, for then nothing runs."""
    if not any(isinstance(piece, Cell) for piece in pieces):
        return ()
    prose = (piece for piece in pieces if isinstance(piece, Prose))
    return tuple(expression for piece in prose for expression in expressions_of(piece))
