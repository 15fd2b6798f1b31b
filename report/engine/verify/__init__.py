"""Stage 7: an `Edition` to `Finding`s: does every link, anchor and figure of the site hold.

It looks at a site before it is put in place, and at one that lies there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.content import bytes_of
from report.engine.digest import digest
from report.engine.memory import Memory, code_of
from report.engine.model import Edition, Finding, Place
from report.engine.ports import Store
from report.engine.verify.addresses import (
    IsThere,
    Leads,
    address_findings,
    leads_from,
    leads_of,
)
from report.engine.verify.grounds import Face, Sound, ground_of, keep, lying, recalled
from report.engine.verify.survey import survey, survey_style

__all__ = ["verify"]

HERE = Path(__file__).parent


def verify(edition: Edition, store: Store) -> tuple[Finding, ...]:
    """What a reader of the site would stumble over, page by page.

    What a page has and names is remembered in `store` under its bytes. Of the site that was looked at
    last it is remembered which pages were sound, and what each rests on: a page is looked at again
    only if it has changed, or what lies where it leads.

    Every file is there; links, anchors and pictures lead somewhere; no id stands twice on a page; no
    page asks another host for anything; PDFs are PDFs. All of it Quarto passes over in silence, so
    every finding is excusable.
    """
    memory = Memory(store, code_of(HERE, "*.py"))
    there = {str(path) for path in edition.files if is_there(edition, path)}
    is_found = cache(lambda name: name in there or lies_beside(edition, name))
    marks = {path: mark_of(path, edition) for path in files(edition, ".html", ".css")}
    look = cache(lambda path: looked_at(path, marks[path], edition, memory))
    last = recalled(memory) if edition.whole else {}
    faces = {
        path: last[mark].face if mark in last else face_of(look(path))
        for path, mark in marks.items()
    }
    lies = lying(faces, is_found)
    now = {marks[path]: Sound(face, ground_of(face, lies)) for path, face in faces.items()}
    doubtful = [path for path, mark in marks.items() if last.get(mark) != now[mark]]
    found = tuple(page_findings(doubtful, marks.keys(), look, is_found))
    if edition.whole and doubtful:
        faulty = {marks[finding.place.path] for finding in found}
        keep({mark: one for mark, one in now.items() if mark not in faulty}, memory)
    papers = (no_paper(path) for path in files(edition, ".pdf") if is_broken(read(edition, path)))
    return (*missing_files(edition, there), *found, *papers)


def mark_of(path: PurePosixPath, edition: Edition) -> str:
    """A page or style sheet in its place, by its bytes."""
    known = edition.digests.get(path) or sha256(read(edition, path)).hexdigest()
    return f"{path} {known}"


def face_of(seen: Looked) -> Face:
    """A page as others meet it."""
    return Face(digest(*sorted(seen.ids)), tuple(seen.leads.within))


def page_findings(
    paths: Iterable[PurePosixPath], every: Set[PurePosixPath], look: Look, is_found: IsThere
) -> Iterator[Finding]:
    """All that is wrong with some of `every` page and style sheet that can be looked at.

    `is_found` tells whether a reader finds a file on the site.
    """
    looks = {path: look(path) for path in paths}

    def ids(target: str) -> Set[str] | None:
        path = PurePosixPath(target)
        return look(path).ids if path.suffix == ".html" and path in every else None

    for path, seen in looks.items():
        yield from twice(path, seen.repeated)
    for path, seen in looks.items():
        yield from address_findings(path, seen.leads, ids, is_found)


@dataclass(frozen=True)
class Looked:
    """What was seen in one file: its ids, those that stand twice (with the line), where it leads."""

    ids: frozenset[str]
    repeated: tuple[tuple[str, int | None], ...]
    leads_said: list[Any]

    @cached_property
    def leads(self) -> Leads:
        """Where the file leads; of most that are looked at, others ask for the ids alone."""
        return leads_from(self.leads_said)


Look = Callable[[PurePosixPath], Looked]


def looked_at(path: PurePosixPath, mark: str, edition: Edition, memory: Memory) -> Looked:
    """What stands in a page or a style sheet, remembered under its place and its bytes."""

    def look() -> list[Any]:
        content = read(edition, path)
        seen = survey(content) if path.suffix == ".html" else survey_style(content)
        return [sorted(seen.ids), seen.repeated, leads_of(path, seen).json]

    ids, repeated, leads = memory.once("links", (mark,), look)
    return Looked(frozenset(ids), tuple(map(tuple, repeated)), leads)


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
    return bytes_of(edition.contents.get(path, edition.site / path))


def missing_files(edition: Edition, there: Set[str]) -> Iterator[Finding]:
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


def is_broken(content: bytes) -> bool:
    """Whether a file that is called a PDF is none."""
    return not content.startswith(b"%PDF-")


def no_paper(path: PurePosixPath) -> Finding:
    """A PDF that is none."""
    return Finding(
        "pdf", Place(path), f"{path} is no PDF.", "Build again with --force.", excusable=True
    )
