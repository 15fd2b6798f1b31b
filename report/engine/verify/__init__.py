"""Stage 7: an `Edition` to `Finding`s: does every link, anchor and figure of the site hold.

It looks at a site before it is put in place, and at one that lies there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.digest import digest
from report.engine.memory import Memory, code_of
from report.engine.model import Edition, Finding, Place
from report.engine.ports import Store
from report.engine.verify.addresses import Leads, address_findings, leads_from, leads_of
from report.engine.verify.survey import survey, survey_style

__all__ = ["verify"]

HERE = Path(__file__).parent
LOOKED_AT = (".html", ".css", ".pdf")


def verify(edition: Edition, store: Store) -> tuple[Finding, ...]:
    """What a reader of the site would stumble over, page by page.

    What a page has and names is remembered in `store` under its bytes, and an edition that was sound.

    Every file is there; links, anchors and pictures lead somewhere; no id stands twice on a page; no
    page asks another host for anything; PDFs are PDFs. All of it Quarto passes over in silence, so
    every finding is excusable.
    """
    memory = Memory(store, code_of(HERE, "*.py"))
    contents = {path: read(edition, path) for path in files(edition, *LOOKED_AT)}
    key = memory.key(*(f"{path} {seen_of(path, edition, contents)}" for path in edition.files))
    if edition.whole and memory.recall("sound", key):
        return ()
    found = tuple(findings_of(edition, contents, memory))
    if not found:
        memory.keep("sound", key, True)
    return found


def seen_of(path: PurePosixPath, edition: Edition, contents: Mapping[PurePosixPath, bytes]) -> str:
    """What can be seen of one file: the digest of its bytes, or just whether it is there."""
    return digest(contents[path]) if path in contents else str(is_there(edition, path))


def findings_of(
    edition: Edition, contents: Mapping[PurePosixPath, bytes], memory: Memory
) -> Iterator[Finding]:
    """All that is wrong with the files of an edition; `contents` are those that can be looked at."""
    there = {str(path) for path in edition.files if is_there(edition, path)}
    seen = {
        path: looked_at(path, contents[path], memory) for path in contents if path.suffix != ".pdf"
    }
    ids = {str(path): page.ids for path, page in seen.items() if path.suffix == ".html"}
    yield from missing_files(edition, there)
    for path, page in seen.items():
        yield from twice(path, page.repeated)
    for path, page in seen.items():
        yield from address_findings(
            path, page.leads, ids, lambda name: name in there or lies_beside(edition, name)
        )
    yield from (no_paper(path) for path in contents if is_broken(path, contents[path]))


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen in one file: its ids, those that stand twice (with the line), where it leads."""

    ids: frozenset[str]
    repeated: tuple[tuple[str, int | None], ...]
    leads: Leads


def looked_at(path: PurePosixPath, content: bytes, memory: Memory) -> Looked:
    """What stands in a page or a style sheet, remembered under its place and its bytes."""

    def look() -> list[Any]:
        seen = survey(content) if path.suffix == ".html" else survey_style(content)
        return [sorted(seen.ids), seen.repeated, leads_of(path, seen).json]

    ids, repeated, leads = memory.once("links", (str(path), content), look)
    return Looked(frozenset(ids), tuple(map(tuple, repeated)), leads_from(leads))


def files(edition: Edition, *suffixes: str) -> Iterator[PurePosixPath]:
    """The edition's files of some kinds that are there, in order."""
    return (path for path in edition.files if path.suffix in suffixes and is_there(edition, path))


def is_there(edition: Edition, path: PurePosixPath) -> bool:
    """Whether a file of the edition is there: about to be published, or lying in its folder."""
    if edition.contents and (edition.whole or path in edition.contents):
        return path in edition.contents
    return (edition.site / path).is_file()


def lies_beside(edition: Edition, name: str) -> bool:
    """Whether a reader finds a file at `name` that is none of the edition's own."""
    replaced = edition.contents and edition.whole
    return not replaced and (edition.site / name).is_file()


def read(edition: Edition, path: PurePosixPath) -> bytes:
    """The bytes of one file."""
    content = edition.contents.get(path, edition.site / path)
    return content.read_bytes() if isinstance(content, Path) else content


def missing_files(edition: Edition, there: set[str]) -> Iterator[Finding]:
    """Files that the edition names and that are not there."""
    for path in edition.files:
        if str(path) not in there:
            yield Finding(
                "site-file",
                Place(path),
                f"{path} was published and is not there.",
                "Build again; if it stays away, something removes it: a script after rendering?",
                excusable=True,
            )


def twice(path: PurePosixPath, repeated: tuple[tuple[str, int | None], ...]) -> Iterator[Finding]:
    """Ids that stand more than once on a page: links to them are a matter of luck."""
    for name, line in repeated:
        yield Finding(
            "duplicate-id",
            Place(path, line),
            f'The id "{name}" stands twice on the page.',
            "Give one of the two another label or id.",
            excusable=True,
        )


def is_broken(path: PurePosixPath, content: bytes) -> bool:
    """Whether a file that is called a PDF is none."""
    return path.suffix == ".pdf" and not content.startswith(b"%PDF-")


def no_paper(path: PurePosixPath) -> Finding:
    """A PDF that is none."""
    return Finding(
        "pdf", Place(path), f"{path} is no PDF.", "Build again with --force.", excusable=True
    )
