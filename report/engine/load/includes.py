"""`{{< include file >}}` lines replaced by the files they name, before anything else is looked at.

As in Quarto, paths are relative to the document that is built, also in files that are themselves
included; `/` begins at the project's root; and a blank line follows what was included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.fences import in_code
from report.engine.load.lines import Line, read_lines
from report.engine.load.paths import inside, normalized
from report.engine.load.pieces import front_matter
from report.engine.load.shortcode import Shortcode, alone
from report.engine.model import Finding, Place, Severity

LONGEST = 400_000  # lines of one document with all that it includes, an include counted as
HEAVY = 400  # lines
DEEPEST = 50  # files that include one another


Step = Line | PurePosixPath | Finding


@dataclass(frozen=True, slots=True)
class Expanded:
    """A document's lines with all includes in place, the files included, and what was noticed."""

    lines: tuple[Line, ...]
    files: tuple[PurePosixPath, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """How an included file was reached: the project's root, then the document and each file."""

    root: Path
    files: tuple[PurePosixPath, ...]

    def to(self, file: PurePosixPath) -> Trail:
        """The trail one file further."""
        return Trail(self.root, (*self.files, file))


def expand(lines: Sequence[Line], root: Path, document: PurePosixPath) -> Expanded:
    """`lines` of `document` with every include replaced, and those in the files included.

    Raises `LoadError` for files that do not exist, lie outside the project or include themselves,
    and for a document that grows beyond all use.
    """
    steps = tuple(bounded(walk(lines, Trail(root, (document,))), document))
    found = tuple(step for step in steps if isinstance(step, Finding))
    faults = [finding for finding in found if finding.severity is Severity.ERROR]
    if faults:
        raise LoadError(*dict.fromkeys(faults))
    return Expanded(
        tuple(step for step in steps if isinstance(step, Line)),
        tuple(dict.fromkeys(step for step in steps if isinstance(step, PurePosixPath))),
        tuple(dict.fromkeys(found)),
    )


def bounded(steps: Iterable[Step], document: PurePosixPath) -> Iterator[Step]:
    """The steps, ended by a finding where they grow beyond all use."""
    cost = 0
    for step in steps:
        cost += 1 if isinstance(step, Line) else HEAVY
        if cost > LONGEST:
            yield too_long(document)
            return
        yield step


def walk(lines: Sequence[Line], trail: Trail) -> Iterator[Step]:
    """Lines as they stand; for each include its file's name, then its lines."""
    for line, code in zip(lines, in_code(line.text for line in lines), strict=True):
        shortcode = None if code else alone(line.text)
        if shortcode is not None and shortcode.name.lower() == "include":
            yield from included(line, shortcode, trail)
        else:
            yield line


def included(line: Line, shortcode: Shortcode, trail: Trail) -> Iterator[Step]:
    """What the file named by an include brings, or the finding that it cannot be included."""
    place = line.place(shortcode.start)
    if not shortcode.words:
        yield Finding(
            "include", place, "the include names no file", "write {{< include _file.qmd >}}"
        )
        return
    file = PurePosixPath(normalized(shortcode.words[0], trail.files[0].parent))
    fault = include_fault(file, place, trail)
    if fault:
        yield fault
        return
    try:
        every = read_lines(trail.root, file)
        header, body = front_matter(every)
    except LoadError as error:
        yield from error.findings
        return
    if header:
        yield unread_header(header[0].place())
    yield file
    yield from walk(body, trail.to(file))
    yield Line("", file, len(every) + 1)


def include_fault(file: PurePosixPath, place: Place, trail: Trail) -> Finding | None:
    """Why `file` cannot be included here, or None."""
    if file in trail.files:
        way = " -> ".join(map(str, (*trail.files[trail.files.index(file) :], file)))
        return Finding("include", place, f"the include goes in a circle: {way}", "break the circle")
    if not inside(trail.root, file):
        message = f"the included file `{file}` lies outside the project"
        return Finding("include", place, message, "copy the file into the project")
    if not (trail.root / file).is_file():
        message = f"the included file `{file}` does not exist"
        hint = (
            "paths are relative to the document that is built; begin with / for the project's root"
        )
        return Finding("include", place, message, hint)
    if len(trail.files) > DEEPEST:
        message = f"more than {DEEPEST} files include one another"
        return Finding("include", place, message, "include fewer files in one another")
    return None


def unread_header(place: Place) -> Finding:
    """The warning for front matter of an included file, which counts for nothing."""
    return Finding(
        "include",
        place,
        "the front matter of an included file is not read",
        "move its entries to the document that includes it",
        Severity.WARNING,
    )


def too_long(document: PurePosixPath) -> Finding:
    """The finding for a document that includes ever more."""
    return Finding(
        "include",
        Place(document, 1),
        f"the document with its includes has more than {LONGEST} lines or {LONGEST // HEAVY} files",
        "do not include files that include further files many times over",
    )
