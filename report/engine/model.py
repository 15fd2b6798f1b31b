"""The nouns that the engine's stages hand on: frozen values, no behaviour beyond what they are.

`Project -> Findings -> Plan -> Executions -> Book -> Edition -> Findings`. A stage takes one of
these and gives the next; nothing here opens a file, starts a kernel or knows what a report is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.engine.content import FileContent


class Severity(StrEnum):
    """How much a finding weighs: an error fails the build, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


class ExitCode(int, Enum):
    """What the process returns: one code for each stage that can fail."""

    OK = 0
    USAGE = 2
    LOAD = 3
    VALIDATE = 4
    EXECUTE = 5
    ASSEMBLE = 6
    PUBLISH = 7
    VERIFY = 8
    INTERNAL = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and the line or row in it, numbered as the file shows them.

    `path` is relative to the project; `line` and `column` count from 1; `row` is the line number of
    a table's row as an editor shows it (the header is 1), `field` the column's name.
    """

    path: PurePosixPath
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        line = self.line or self.row
        address = ":".join(str(part) for part in (self.path, line, self.column) if part)
        return f"{address} [{self.field}]" if self.field else address


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, as data: which rule, where, what is wrong, and what to do about it.

    `excusable` marks what Quarto only warns about: `--lenient` then makes a warning of the error.
    """

    rule: str
    place: Place
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    excusable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One executable block of a chapter.

    `source` is the code without its `#|` lines; `options` are those lines as YAML; `place` is the
    opening fence, `code_line` the line of the file where `source` begins. `index` counts the
    chapter's executable cells from 0. `header` has the `#|` lines as they were written, `indent` the
    blanks before the fence (a cell in a list item).
    """

    index: int
    source: str
    options: Mapping[str, object]
    place: Place
    language: str = "python"
    code_line: int | None = None
    header: tuple[str, ...] = ()
    indent: str = ""

    @property
    def label(self) -> str | None:
        """The cell's `label`, or None."""
        label = self.options.get("label")
        return str(label) if label is not None else None


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of Markdown between cells, with the place where it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Expression:
    """One inline `{python}` expression and where it stands; evaluated after all preceding cells."""

    code: str
    place: Place


class Role(StrEnum):
    """What a document is within its project."""

    HOME = "home"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Document:
    """One `.qmd` file, read: its metadata merged (project, folder, own) and its body in pieces.

    `path` is relative to the project root, and so is every file that `meta` names
    (`bibliography`, `csl`, `css`, ...). `report.engine.options.option` looks a key of `meta` up for
    one format. `pieces` alternate freely between `Prose` and `Cell`; includes and shortcodes are
    already resolved, and every piece keeps the place in the file that it came from.
    `expressions` lists the inline code of all prose pieces in order of appearance, as
    `report.engine.inline` finds it; it is empty for a document without cells, whose inline code is
    plain text. `told_for` is the day (ISO 8601) of an edition that is not the document's own: then
    what cannot be computed for it is left out, and prose that is not marked as holding on any day.
    """

    path: PurePosixPath
    meta: Mapping[str, object]
    pieces: tuple[Prose | Cell, ...]
    expressions: tuple[Expression, ...]
    role: Role = Role.PAGE
    part: str | None = None
    includes: tuple[PurePosixPath, ...] = ()
    told_for: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The executable cells, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Cell))


class Kind(StrEnum):
    """The kinds of project that the engine builds."""

    BOOK = "book"
    WEBSITE = "website"
    DEFAULT = "default"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its author wrote it: every document read, every option merged, nothing run.

    `config` is `_quarto.yml` with its profiles merged in; `profile` names the profile this view of
    the project belongs to (None for the plain one); `resources` are files to copy as they are.
    `editions` are the profiles to build beside the plain project, and `rules` the module with the
    project's own rules for its data, `numbers` the file with names that hold digits, which asks for
    typed numbers to be found (all from `[tool.report]` in `pyproject.toml`). `environment`
    holds the variables of the project's `_environment` files, for cells and scripts. `findings` are
    what reading noticed and building may yet go on with: validation passes them on. `profiles` are
    all that are active, also those that the environment or the project's own defaults chose.
    `left_out` are documents that do not belong to the edition asked for.
    """

    root: Path
    kind: Kind
    config: Mapping[str, object]
    documents: tuple[Document, ...]
    output: PurePosixPath
    profile: str | None = None
    resources: tuple[PurePosixPath, ...] = ()
    bibliographies: tuple[PurePosixPath, ...] = ()
    editions: tuple[str, ...] = ()
    rules: str = ""
    numbers: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    profiles: tuple[str, ...] = ()
    left_out: tuple[PurePosixPath, ...] = ()


class Reason(StrEnum):
    """Why a document's cells would run: the closed set that `report why` speaks."""

    NEVER_BUILT = "never built"
    CODE = "code"
    DATA = "data"
    MODULE = "module"
    PARAMETER = "parameter"
    ENVIRONMENT = "environment"
    ENGINE = "engine"
    OUTPUT_MISSING = "output missing"
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Task:
    """What the plan says of one document: its execution key, and why it must run (None: reuse)."""

    document: Document
    key: str
    reason: Reason | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks of a build, in the project's order."""

    tasks: tuple[Task, ...]

    @property
    def runs(self) -> tuple[Task, ...]:
        """The tasks whose cells will run."""
        return tuple(task for task in self.tasks if task.reason is not None)


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a cell, in the words of nbformat.

    `kind` is `stream`, `display_data`, `execute_result` or `error`. For streams `name` is stdout or
    stderr and `text` holds what was written; for displays `data` maps MIME types to text (binary
    types in base64) or JSON values, and `metadata` is the display's own. For errors `name` and `text`
    are the exception's name and message, and `data` holds `ename`, `evalue` and `traceback`.
    """

    kind: str
    name: str = ""
    text: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    metadata: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellResult:
    """What one cell gave: its outputs in order, and its execution count (None if not run)."""

    outputs: tuple[Output, ...]
    execution_count: int | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """What a document's kernel gave: one result per cell, one MIME bundle per inline expression.

    `key` is the digest of all that, where somebody took it.
    """

    path: PurePosixPath
    results: tuple[CellResult, ...]
    expressions: tuple[Mapping[str, object], ...]
    seconds: float = 0.0
    reused: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """One line of a page's table of contents: `level` counts from 1, `text` is HTML."""

    level: int
    anchor: str
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page, complete but for the site around it.

    `target` is where it lies in the site. `title` is plain text, `number` the chapter's ("2", "A" or
    empty). `title_block` and `body` are HTML that the site's template inserts unescaped: everything
    in them that came from data is escaped already. `contents_title` (plain text) heads the table
    of contents; when empty the site uses its own words.
    """

    source: PurePosixPath
    target: PurePosixPath
    language: str
    title: str
    window_title: str
    number: str
    description: str
    title_block: str
    body: str
    contents: tuple[Contents, ...] = ()
    contents_title: str = ""
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the site's navigation; `children` make it a section. `text` is plain text.

    `target` is a file of the site, `address` a place outside it ("https://..."); a title has neither.
    """

    text: str
    target: PurePosixPath | None
    number: str = ""
    children: tuple[Link, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One PDF, as Typst source: `body` calls the functions of the template, which goes before it.

    `meta` has `images`, the files that it shows, from the project's root ("/chapters/map.png"), and
    `dated`, whether the document has a date, which PDF/A asks for.
    `target` is where the PDF lies in the site. `source` is the document it is made of, so that the
    document's page can offer it; None for a whole book.
    """

    target: PurePosixPath
    title: str
    body: str
    meta: Mapping[str, object]
    source: PurePosixPath | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A file made on the way (a figure, a download), to lie at `path` in the site and beside Typst.

    Nobody may have opened its content.
    """

    path: PurePosixPath
    content: FileContent


@dataclass(frozen=True, slots=True)
class Book:
    """Everything assembled: pages, papers, the files they show, and the order they stand in.

    `navigation` is the sidebar, `bar` the row of links at the top (websites), `footer` HTML at the
    foot of every page. `page_navigation` asks for previous and next; `address` is where the site
    will lie ("https://..."), or empty.
    """

    title: str
    pages: tuple[Page, ...]
    papers: tuple[Paper, ...]
    assets: tuple[Asset, ...]
    navigation: tuple[Link, ...]
    findings: tuple[Finding, ...] = ()
    bar: tuple[Link, ...] = ()
    footer: str = ""
    page_navigation: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A site: its folder and every file that it has there, relative and sorted.

    Before it is put in place, `contents` says what each file is to hold: bytes, a file to copy, or
    what nobody has opened (`report.engine.content`); afterwards it is empty, and the folder says it.
    `digests` are the SHA-256 of the files, where somebody has taken them. `whole` is the folder
    replaced by it, so that what lies there now is no part of it. `findings` are warnings that came up
    on the way, such as a PDF that could not keep a standard.
    """

    site: Path
    files: tuple[PurePosixPath, ...]
    findings: tuple[Finding, ...] = ()
    contents: Mapping[PurePosixPath, FileContent] = field(default_factory=dict)
    whole: bool = False
    digests: Mapping[PurePosixPath, str] = field(default_factory=dict)
