"""Stage 7: an `Edition` to `Finding`s: does every link, anchor and figure of the site hold.

It looks at a site before it is put in place, and at one that lies there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from report.engine.memory import Memory, code_of
from report.engine.model import Edition, Finding, Place
from report.engine.ports import Store
from report.engine.verify.addresses import address_findings
from report.engine.verify.survey import Survey, survey, survey_from, survey_json, survey_style

__all__ = ["verify"]

HERE = Path(__file__).parent


def verify(edition: Edition, store: Store) -> tuple[Finding, ...]:
    """What a reader of the site would stumble over, page by page.

    What a page has and names is remembered in `store` under its bytes.

    Every file is there; links, anchors and pictures lead somewhere; no id stands twice on a page; no
    page asks another host for anything; PDFs are PDFs. All of it Quarto passes over in silence, so
    every finding is excusable.
    """
    memory = Memory(store, code_of(HERE, "*.py"))
    pages = {path: surveyed(read(edition, path), memory) for path in files(edition, ".html")}
    styles = {path: survey_style(read(edition, path)) for path in files(edition, ".css")}
    return (
        *missing_files(edition),
        *(found for path in pages for found in twice(path, pages[path])),
        *address_findings(pages | styles, partial(is_there, edition)),
        *(found for path in files(edition, ".pdf") for found in paper(edition, path)),
    )


def surveyed(page: bytes, memory: Memory) -> Survey:
    """The survey of one page, remembered under its bytes."""
    return survey_from(memory.once("links", (page,), lambda: survey_json(survey(page))))


def files(edition: Edition, suffix: str) -> Iterator[PurePosixPath]:
    """The edition's files of one kind that are there, in order."""
    return (path for path in edition.files if path.suffix == suffix and is_there(edition, path))


def is_there(edition: Edition, path: PurePosixPath) -> bool:
    """Whether a reader finds a file at `path`; beside a lone document others may lie, too."""
    if edition.contents and (edition.whole or path in edition.contents):
        return path in edition.contents
    return (edition.site / path).is_file()


def read(edition: Edition, path: PurePosixPath) -> bytes:
    """The bytes of one file."""
    content = edition.contents.get(path, edition.site / path)
    return content.read_bytes() if isinstance(content, Path) else content


def missing_files(edition: Edition) -> Iterator[Finding]:
    """Files that the edition names and that are not there."""
    for path in edition.files:
        if not is_there(edition, path):
            yield Finding(
                "site-file",
                Place(path),
                f"{path} was published and is not there.",
                "Build again; if it stays away, something removes it: a script after rendering?",
                excusable=True,
            )


def twice(path: PurePosixPath, page: Survey) -> Iterator[Finding]:
    """Ids that stand more than once on a page: links to them are a matter of luck."""
    for name, line in page.repeated:
        yield Finding(
            "duplicate-id",
            Place(path, line),
            f'The id "{name}" stands twice on the page.',
            "Give one of the two another label or id.",
            excusable=True,
        )


def paper(edition: Edition, path: PurePosixPath) -> Iterator[Finding]:
    """A PDF that is none."""
    if not read(edition, path).startswith(b"%PDF-"):
        yield Finding(
            "pdf",
            Place(path),
            f"{path} is no PDF.",
            "Build again with --force.",
            excusable=True,
        )
