"""Bibliography files to findings: what pybtex cannot read, and entries that a reader cannot use.

pybtex is the judge of what is BibTeX; the lines come from `report.bibtex`, since pybtex names few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath

from report.bibtex import Entry, entries, heads
from report.engine.memory import Memory
from report.engine.model import Finding, Place, Severity

MAKERS = ("author", "editor", "organization", "institution", "publisher", "journal", "journaltitle")
DATES = ("date", "urldate", "origdate", "eventdate")
ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
MOST_TEXT = 16 << 20  # characters of one file
MOST_ENTRY = 50_000  # characters of one entry
MOST_ERRORS = 1000  # faults of one file that pybtex is heard on
RAW = frozenset({"url", "doi", "eprint", "keywords", "file"})  # fields that LaTeX does not read
SPECIAL = re.compile(r"(?<!\\)[&%#_$]")
REPEATED = re.compile(r"repeated bibliography entry")
AT_LINE = re.compile(r"line (\d+)")


def read_bibliography(
    root: Path, path: PurePosixPath, memory: Memory | None = None
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The entries of a bibliography file, and everything that is wrong with it.

    With a `memory`, a file without a fault is judged once.
    """
    try:
        text = (root / path).read_bytes().decode()
    except FileNotFoundError:
        hint = "add the file, or take it out of `bibliography`"
        return (), (fault(path, None, f"the bibliography `{path}` does not exist", hint),)
    except (OSError, UnicodeDecodeError) as error:
        message = f"the file cannot be read: {getattr(error, 'strerror', '') or 'it is not UTF-8'}"
        return (), (fault(path, None, message, "save it as UTF-8"),)
    found = entries(text)
    if memory and memory.recall("bibliography", memory.key(text)):
        return found, ()
    if beyond := tuple(beyond_reason(path, text, found)):
        return (), beyond
    faults = tuple(faults_in(path, text, found))
    if memory and not faults:
        memory.keep("bibliography", memory.key(text), True)
    return found, faults


def faults_in(path: PurePosixPath, text: str, found: tuple[Entry, ...]) -> Iterator[Finding]:
    """Everything that is wrong with a file of a reasonable size."""
    yield from unreadable(path, text)
    yield from repeated(path, found)
    yield from unsorted(path, found)
    yield from (finding for entry in found for finding in wrong_entry(path, entry))


def beyond_reason(path: PurePosixPath, text: str, found: tuple[Entry, ...]) -> Iterator[Finding]:
    """What is so large that reading it closely would take no end: the file, or one entry."""
    if len(text) > MOST_TEXT:
        hint = "split the file"
        yield fault(path, None, f"the file has more than {MOST_TEXT:,} characters", hint)
    lines = [1, *(entry.line for entry in found)]
    starts = [0, *(place for place in heads(text)), len(text)]
    for line, (start, end) in zip(lines, pairwise(starts), strict=True):
        if end - start > MOST_ENTRY:
            message = f"from here on {end - start:,} characters are no entry of a bibliography"
            yield fault(path, line, message, f"keep an entry below {MOST_ENTRY:,} characters")


def unreadable(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """What pybtex says of the file: all at once, repeated keys apart (they have their own rule)."""
    for error in errors_in(text):
        message = " ".join(str(error).split())
        if not REPEATED.search(message):
            named = getattr(error, "lineno", None) or line_in(message)
            message = re.sub(r"^.*?line \d+: ", "", message)
            yield fault(path, named, message, "mend the entry: `@type{key, field = {value}, ...}`")


def errors_in(text: str) -> list[Exception]:
    """The errors that pybtex meets, at most `MOST_ERRORS`; abbreviations may not grow without end."""
    from pybtex.database.input.bibtex import Parser
    from pybtex.utils import CaseInsensitiveDict

    met: list[Exception] = []

    class Abbreviations(CaseInsensitiveDict):
        """What `@string` defines; what uses of it add up to is bounded."""

        left = MOST_TEXT

        def __getitem__(self, name: str) -> str:
            value = super().__getitem__(name)
            self.left -= len(value)
            if self.left < 0:
                raise OverflowError(f"abbreviations add up to more than {MOST_TEXT:,} characters")
            return value

    class Collecting(Parser):
        """pybtex's parser, which goes on after an error."""

        def handle_error(self, error: Exception) -> None:
            met.append(error)
            if len(met) >= MOST_ERRORS:
                raise OverflowError("too many faults to tell")

    parser = Collecting()
    parser.macros = Abbreviations(parser.macros)
    try:
        parser.parse_string(text)
    except Exception as error:
        met.append(error)
    return met


def line_in(message: str) -> int | None:
    """The line that a message of pybtex names, if it names one."""
    found = AT_LINE.search(message)
    return int(found[1]) if found else None


def repeated(path: PurePosixPath, found: tuple[Entry, ...]) -> Iterator[Finding]:
    """Keys that stand twice; BibTeX does not tell upper from lower case."""
    first: dict[str, Entry] = {}
    for entry in found:
        other = first.setdefault(entry.key.casefold(), entry)
        if other is not entry:
            message = f"the key `{entry.key}` stands on line {other.line} already"
            yield fault(path, entry.line, message, "rename one of the two, or drop it")


def unsorted(path: PurePosixPath, found: tuple[Entry, ...]) -> Iterator[Finding]:
    """The first entry that is out of order: sorted keys keep changes small and merges easy."""
    for before, after in pairwise(found):
        if before.key.casefold() > after.key.casefold():
            yield Finding(
                "bibliography-order",
                Place(path, line=after.line),
                f"`{after.key}` stands behind `{before.key}`",
                "sort the entries by key",
                Severity.WARNING,
            )
            return


def wrong_entry(path: PurePosixPath, entry: Entry) -> Iterator[Finding]:
    """What is wrong with one entry, each fault at its own line."""
    if entry.kind in {"xdata", "set"}:
        return
    if not entry.text("title"):
        yield fault(path, entry.line, f"`{entry.key}` has no title", "add `title = {{...}}`")
    if not entry.text(*MAKERS):
        message = f"`{entry.key}` names no author, editor or publisher"
        yield fault(path, entry.line, message, "add one of them")
    for name, value in entry.fields.items():
        for message, hint in wrong_field(name, value.text):
            yield fault(path, value.line, f"`{name}` of `{entry.key}` {message}", hint)


def wrong_field(name: str, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with one field: pairs of message and mend."""
    if name == "url" and not text.startswith("https://"):
        yield "is not an https address", "links of a report are https"
    if name == "url" and re.search(r"[\s{}\\\"<>^`|]", text):
        yield "holds a character that no address has", "write it percent-encoded"
    if name in DATES and not ISO.fullmatch(text):
        yield f"is not an ISO date: {text}", "write YYYY, YYYY-MM or YYYY-MM-DD"
    if name not in RAW and (special := SPECIAL.search(text)):
        yield (
            f"holds a bare `{special[0]}`",
            f"write `\\{special[0]}`, or LaTeX reads it its own way",
        )


def fault(path: PurePosixPath, line: int | None, message: str, hint: str) -> Finding:
    """A finding about a bibliography."""
    return Finding("bibliography", Place(path, line=line), message, hint)
