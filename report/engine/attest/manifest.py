"""The manifest of a site: every file with its digest, the step that made it, and what it is made of."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.content import FileContent, Unread, content_of
from report.engine.digest import ABSENT, file_digest
from report.engine.known import DESCRIPTOR
from report.engine.model import Book, Document, Edition, Project
from report.engine.ports import ReadKind, Store
from report.engine.record import known_reads, recipe_of
from report.engine.roots import CONFIGS
from report.engine.session import runs
from report.engine.standing import package

MANIFEST = PurePosixPath("provenance/manifest.json")
VERSION = 1
PYTHON = "{}.{}".format(*sys.version_info)
LIBRARY = "site_libs"
EVERY = ("*",)
LONGEST = 256  # characters of a name of a file
BESIDE = ("pyproject.toml", "requirements.lock", "LICENSE", "CITATION.cff")
READ = frozenset({ReadKind.FILE, ReadKind.MODULE})


class Step(StrEnum):
    """The step of a build that made a file."""

    PAGE = "page"
    PAPER = "paper"
    FIGURE = "figure"
    EVIDENCE = "evidence"
    DOWNLOAD = "download"
    COPY = "copy"
    LIBRARY = "library"
    INDEX = "index"


OF_PAGES = {"evidence": Step.EVIDENCE, "downloads": Step.DOWNLOAD}


@dataclass(frozen=True, slots=True)
class Made:
    """One file: the SHA-256 of its bytes, their number, the step, and the sources it is made of.

    `of` names documents of the project, or for a copy the file itself; `EVERY` stands for all
    documents, and it is empty for what comes with the program.
    """

    sha256: str
    size: int
    step: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a site, and the digests of what they were made of, by path from the root.

    `documents` has for each document its own file, what it includes and what its cells read and
    import; `project` what all of them share. `program` is the digest of this program, `python` the
    version that ran it.
    """

    files: Mapping[str, Made]
    documents: Mapping[str, Mapping[str, str]]
    project: Mapping[str, str]
    program: str
    python: str


def manifest_of(
    edition: Edition,
    contents: Mapping[PurePosixPath, FileContent],
    books: Sequence[Book],
    project: Project,
    store: Store,
) -> Manifest:
    """The manifest of a site that is not in place yet; `contents` is what it will hold."""
    documents = {str(one.path): inputs_of(one, project, store) for one in project.documents}
    origins = Origins.of(books)
    return Manifest(
        files={
            str(path): made(content, *origin(path, edition.contents[path], origins, project))
            for path, content in contents.items()
        },
        documents=documents,
        project=digests(shared_files(project), project.root),
        program=package(),
        python=PYTHON,
    )


# --- what goes in ---------------------------------------------------------------------------------


def inputs_of(document: Document, project: Project, store: Store) -> dict[str, str]:
    """What a document is made of, below the project's root, with digests."""
    reads = known_reads(store, recipe_of(project, document)) if runs(document) else None
    read = (PurePosixPath(one.name) for one in reads or () if one.kind in READ)
    return digests((document.path, *document.includes, *read), project.root)


def shared_files(project: Project) -> Iterator[PurePosixPath]:
    """The files that a project's documents share: configuration, what it names, data, sources."""
    yield from (PurePosixPath(name) for name in (*CONFIGS, *BESIDE))
    yield from (PurePosixPath(path.name) for path in project.root.glob("_quarto-*.y*ml"))
    yield from project.bibliographies
    yield from named_files(project.config, project.root)
    for document in project.documents:
        yield from named_files(document.meta, project.root)
    if (project.root / DESCRIPTOR).is_file():
        data = (project.root / DESCRIPTOR).parent.rglob("[!.]*")
        yield from (PurePosixPath(path.relative_to(project.root).as_posix()) for path in data)


def named_files(option: object, root: Path) -> Iterator[PurePosixPath]:
    """The project's own files that an option names, at whatever depth: styles, themes, pictures."""
    if isinstance(option, Mapping):
        option = list(option.values())
    if isinstance(option, list | tuple):
        for each in option:
            yield from named_files(each, root)
    elif isinstance(option, str) and is_name(option) and (root / option).is_file():
        yield PurePosixPath(option)


def is_name(text: str) -> bool:
    """Whether a text can be the name of a file; documents are inputs of their own."""
    return 0 < len(text) < LONGEST and text.isprintable() and not text.endswith(".qmd")


def digests(paths: Iterable[PurePosixPath], root: Path) -> dict[str, str]:
    """The digests of files, those left out that are not there or lie elsewhere."""
    inner = {path for path in paths if not path.is_absolute() and ".." not in path.parts}
    found = {str(path): file_digest(root / path) for path in sorted(inner)}
    return {path: digest for path, digest in found.items() if digest != ABSENT}


# --- what comes out -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origins:
    """Which documents pages and papers are made of; a paper of a whole book has none of its own."""

    pages: Mapping[PurePosixPath, str]
    papers: Mapping[PurePosixPath, str | None]

    @classmethod
    def of(cls, books: Sequence[Book]) -> Origins:
        """The origins that books tell."""
        papers = [paper for book in books for paper in book.papers]
        return cls(
            {page.target: str(page.source) for book in books for page in book.pages},
            {paper.target: str(paper.source) if paper.source else None for paper in papers},
        )


def made(content: FileContent, step: Step, of: tuple[str, ...]) -> Made:
    """How one file of the site was made, and what it holds."""
    if isinstance(content, Path):
        return Made(file_digest(content), content.stat().st_size, step, of)
    if isinstance(content, Unread):
        return Made(content.sha256, content.size, step, of)
    return Made(content_of(content).sha256, len(content), step, of)


def origin(
    path: PurePosixPath, content: FileContent, origins: Origins, project: Project
) -> tuple[Step, tuple[str, ...]]:
    """The step that made a file, and of what."""
    if path in origins.pages:
        return Step.PAGE, (origins.pages[path],)
    if path in origins.papers:
        source = origins.papers[path]
        return Step.PAPER, (source,) if source else EVERY
    if path.parts[0] == LIBRARY:
        return Step.LIBRARY, ()
    if isinstance(content, Path) and content.is_relative_to(project.root):
        return Step.COPY, (content.relative_to(project.root).as_posix(),)
    return beside_a_page(path, origins) or (Step.INDEX, EVERY)


OF_PAGE = "_files"  # ends the name of the folder with a page's figures


def beside_a_page(path: PurePosixPath, origins: Origins) -> tuple[Step, tuple[str, ...]] | None:
    """The step that made a file which belongs to one page: a figure, its evidence, a download."""
    if path.parts[0] in OF_PAGES and len(path.parts) > 1:
        page = PurePosixPath(*path.parts[1:]).with_suffix(".html")
        return (OF_PAGES[path.parts[0]], (origins.pages[page],)) if page in origins.pages else None
    for folder in path.parents:
        if folder.name.endswith(OF_PAGE):
            page = folder.with_name(f"{folder.name.removesuffix(OF_PAGE)}.html")
            if page in origins.pages:
                return Step.FIGURE, (origins.pages[page],)
    return None


# --- as bytes -------------------------------------------------------------------------------------


def encoded(manifest: Manifest) -> bytes:
    """The manifest as JSON, sorted and indented, for people too."""
    files = {
        path: {"sha256": made.sha256, "size": made.size, "step": made.step, "of": made.of}
        for path, made in manifest.files.items()
    }
    said = {
        "version": VERSION,
        "files": files,
        "documents": manifest.documents,
        "project": manifest.project,
        "program": manifest.program,
        "python": manifest.python,
    }
    return f"{json.dumps(said, indent=1, sort_keys=True)}\n".encode()


def decoded(content: bytes) -> Manifest | None:
    """The manifest out of its JSON; None if another program or nobody wrote it."""
    try:
        fields = json.loads(content)
        files = {path: made_from(entry) for path, entry in fields["files"].items()}
        documents = {path: dict(inputs) for path, inputs in fields["documents"].items()}
        return Manifest(
            files, documents, dict(fields["project"]), fields["program"], fields["python"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def made_from(fields: Mapping[str, Any]) -> Made:
    """How a file was made, out of its fields."""
    return Made(**{**fields, "of": tuple(fields["of"])})
