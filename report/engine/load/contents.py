"""Which files a project is made of: a book's chapters, or all pages that its patterns choose."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.load.config import Config
from report.engine.load.globs import chosen
from report.engine.load.paths import inside
from report.engine.model import Finding, Kind, Place, Role
from report.engine.options import deep

PAGES = (".qmd", ".md")
NOTEBOOKS = (".ipynb", ".Rmd", ".rmd")
LARGEST_PROJECT = 100_000  # files
SKIPPED = frozenset({"node_modules", "renv", "packrat", "rsconnect", "venv", "env", "__pycache__"})
NOT_PAGES = frozenset({"README.md", "README.qmd", "CLAUDE.md", "AGENTS.md"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the project, and the name under which the configuration lists it."""

    path: PurePosixPath
    role: Role = Role.PAGE
    part: str | None = None
    listed: str | None = None

    def place(self, config: Config) -> Place:
        """Where the project names the document; the document itself where nothing does."""
        return Place(self.path) if self.listed is None else config.place_of(self.listed, "book")


def entries_of(root: Path, config: Config) -> tuple[Entry, ...]:
    """The project's documents in order. Raises `LoadError` for those that do not exist."""
    if config.kind is Kind.BOOK:
        return book_entries(root, config)
    entries = tuple(Entry(page, role_of(page)) for page in picked(root, config, PAGES))
    faults = tuple(outside(root, config, entries))
    if faults:
        raise LoadError(*faults)
    return entries


def picked(root: Path, config: Config, suffixes: tuple[str, ...]) -> tuple[PurePosixPath, ...]:
    """The files of some kinds that the project's patterns choose; all where it has none."""
    patterns = [str(pattern) for pattern in listed(deep(config.values, ("project", "render")))]
    files = walked(root, config, suffixes)
    return chosen(files, patterns) if patterns else files


def notebooks(root: Path, config: Config) -> tuple[Finding, ...]:
    """The findings for pages that Quarto would make of notebooks and R Markdown, and we do not."""
    if config.kind in (Kind.BOOK, Kind.SINGLE):
        return ()
    return tuple(
        Finding(
            "refused",
            Place(file),
            f"pages are not made of {file.suffix} files",
            f"make it a .qmd file, or leave it out with `render: ['!{file}']` under `project:`",
        )
        for file in picked(root, config, NOTEBOOKS)
    )


def role_of(page: PurePosixPath) -> Role:
    """A page's role in a website: `index` at the root is its home."""
    return Role.HOME if page.parent == PurePosixPath() and page.stem == "index" else Role.PAGE


def book_entries(root: Path, config: Config) -> tuple[Entry, ...]:
    """The home page, the chapters by part, the appendices."""
    book = config.values.get("book")
    book = book if isinstance(book, Mapping) else {}
    chapters = [*listed(book.get("chapters")), *listed(book.get("references"))]
    entries = [
        *chapter_entries(root, chapters, Role.CHAPTER, None),
        *chapter_entries(root, listed(book.get("appendices")), Role.APPENDIX, None),
    ]
    faults = [*missing(root, config, entries), *outside(root, config, entries)]
    homes = [entry for entry in entries if entry.role is Role.HOME]
    if not homes:
        faults.append(no_home(config))
    if faults:
        raise LoadError(*faults)
    return (*homes[:1], *(entry for entry in entries if entry not in homes[:1]))


def listed(value: object) -> list[object]:
    """A list, a single value as a list, nothing as an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def chapter_entries(
    root: Path, items: Iterable[object], role: Role, part: str | None
) -> Iterator[Entry]:
    """The entries of a list of chapters: file names, `{file, text}` entries and parts."""
    for item in items:
        if isinstance(item, Mapping) and ("part" in item or "section" in item):
            title = str(item.get("part", item.get("section")))
            if is_page(root, title):
                yield chapter(title, role, title)
            inner = listed(item.get("chapters", item.get("contents")))
            yield from chapter_entries(root, inner, role, title)
        elif isinstance(item, Mapping):
            yield chapter(str(item.get("file", item.get("href", ""))), role, part)
        elif str(item).strip("-").strip() != "":
            yield chapter(str(item), role, part)


def is_page(root: Path, title: str) -> bool:
    """Whether a part's title is rather the name of the page that opens it."""
    return title.endswith(PAGES) and (root / title).is_file()


def chapter(name: str, role: Role, part: str | None) -> Entry:
    """One chapter; the page named `index` at the root is the book's home."""
    path = PurePosixPath(os.path.normpath(name.lstrip("/")))
    home = path.stem == "index" and path.parent == PurePosixPath()
    return Entry(path, Role.HOME if home else role, part, name)


def missing(root: Path, config: Config, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Chapters that do not exist or are of a kind that cannot be built."""
    for entry in entries:
        if not (root / entry.path).is_file():
            yield Finding(
                "missing-chapter",
                entry.place(config),
                f"the chapter `{entry.path}` does not exist",
                "write the file, or take it out of the list of chapters",
            )
        elif entry.path.suffix not in PAGES:
            yield Finding(
                "unsupported-chapter",
                entry.place(config),
                f"`{entry.path}` is not a .qmd or .md file",
                "make it a .qmd file (`quarto convert` does it for notebooks)",
            )


def outside(root: Path, config: Config, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Chapters that lie outside the project, by their name or by a symbolic link."""
    for entry in entries:
        if not inside(root, entry.path):
            yield Finding(
                "outside",
                entry.place(config),
                f"`{entry.path}` lies outside the project",
                "copy the file into the project",
            )


def no_home(config: Config) -> Finding:
    """The finding for a book without its first page."""
    return Finding(
        "no-home-page",
        config.place("book", "chapters"),
        "the book has no home page",
        "put index.qmd beside _quarto.yml and first in `chapters`",
    )


def walked(
    root: Path, config: Config, suffixes: tuple[str, ...] = ("",)
) -> tuple[PurePosixPath, ...]:
    """The files of some kinds that Quarto would look at, sorted: nothing hidden, built or private."""
    output = os.path.realpath(root / config.output)
    found: list[PurePosixPath] = []
    count = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name for name in folders if is_open(name) and f"{folder}{os.sep}{name}" != output
        )
        names = [name for name in files if is_open(name) and name not in NOT_PAGES]
        relative = PurePosixPath(os.path.relpath(folder, root))
        found += [relative / name for name in names if name.endswith(suffixes)]
        count += len(names)
        if count > LARGEST_PROJECT:
            raise LoadError(too_many(config))
    return tuple(sorted(found))


def is_open(name: str) -> bool:
    """Whether a file or folder of this name may hold pages."""
    return name[0] not in "._" and name not in SKIPPED


def too_many(config: Config) -> Finding:
    """The finding for a folder that can hardly be a project."""
    return Finding(
        "too-many-files",
        config.place("project"),
        f"the project folder holds more than {LARGEST_PROJECT} files",
        "list the pages under `project: render:`",
    )


def resources_of(root: Path, config: Config) -> tuple[PurePosixPath, ...]:
    """The files that `project: resources:` chooses, in the order of its patterns."""
    patterns = [str(pattern) for pattern in listed(deep(config.values, ("project", "resources")))]
    return chosen(walked(root, config), patterns) if patterns else ()
