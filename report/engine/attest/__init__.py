"""What a site says of its own making, in the field's own formats.

| file of the site | what it holds |
|---|---|
| `provenance/manifest.json` | every file: digest, the step that made it, its sources |
| `provenance/PAGE.prov.json` | the derived values of a page, as W3C PROV |
| `provenance/environment.json` | Python and every locked package, with digests |
| `provenance/bom.cdx.json` | the same as a software bill of materials (CycloneDX) |
| `ro-crate-metadata.json` | the whole as a research object (RO-Crate) |
| `CITATION.cff` | how to cite it, as the project says |

It stands between publish and verify: an `Edition` goes in, the same with these files comes out.
Each is remembered under what it says, so that an ordinary edit makes the manifest alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from report.engine.attest import bom, crate
from report.engine.attest.manifest import MANIFEST, PYTHON, encoded, manifest_of
from report.engine.attest.prov import prov_json
from report.engine.content import Content, FileContent
from report.engine.memory import Memory, code_of
from report.engine.model import Book, Edition, Page, Project
from report.engine.ports import Store
from report.engine.publish.evidence import linked_page
from report.engine.publish.memory import memory_in

LARGE = 64 << 20  # bytes of a file that is rather copied than held
HERE = Path(__file__).parent
RESTS_ON = ("*.py", "../provenance.py", "../publish/evidence/links.py")
FOLDER = PurePosixPath("provenance")
CITATION = PurePosixPath("CITATION.cff")

__all__ = ["attested"]


def attested(edition: Edition, books: Sequence[Book], project: Project, store: Store) -> Edition:
    """The edition with what it says of its making; pages beside other people's files get nothing.

    `books` are those that it was laid out from, `project` has the documents of all of them.
    """
    if not edition.whole:
        return edition
    memory = Memory(store, code_of(HERE, *RESTS_ON))
    told = dict(statements(edition, books, project, memory))
    edition = replace(edition, contents={**edition.contents, **told})
    contents = {path: fixed(content) for path, content in edition.contents.items()}
    manifest = manifest_of(edition, contents, books, project, store)
    contents[MANIFEST] = own = Content(encoded(manifest))
    digests = {PurePosixPath(path): made.sha256 for path, made in manifest.files.items()}
    digests[MANIFEST] = own.sha256
    files = tuple(sorted(contents))
    return replace(edition, files=files, contents=contents, digests=digests)


def statements(
    edition: Edition, books: Sequence[Book], project: Project, memory: Memory
) -> Iterator[tuple[PurePosixPath, bytes | Path]]:
    """Each file about the site, by its place."""
    made = [*environment(books[0].title, project, memory), *values(books[0], memory)]
    yield from made
    if (project.root / CITATION).is_file():
        yield CITATION, project.root / CITATION
    files = sorted({*edition.files, *(path for path, _ in made), MANIFEST})
    said = crate.about(books, project, files)
    yield (
        crate.CRATE,
        memory.once_written("crate", (repr(said),), lambda: crate.metadata(said)),
    )


def environment(
    title: str, project: Project, memory: Memory
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """What is said of the environment; nothing where the project locks none."""
    lock = project.root / bom.LOCKED
    if not lock.is_file():
        return
    text = lock.read_text(encoding="utf-8", errors="replace")
    yield (
        FOLDER / "environment.json",
        memory.once_written("environment", (text, PYTHON), lambda: bom.environment(text, PYTHON)),
    )
    yield (
        FOLDER / "bom.cdx.json",
        memory.once_written("bom", (text, title), lambda: bom.bill_of_materials(text, title)),
    )


def values(book: Book, memory: Memory) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The derived values of each page that has any."""
    for page in book.pages:
        rests_on = (str(page.target), page.body)
        content = memory.once_written("values", rests_on, partial(values_of, page, memory))
        if content:
            yield FOLDER / page.target.with_suffix(".prov.json"), content


def values_of(page: Page, memory: Memory) -> str:
    """The derived values of a page, remembered for themselves too: prose around them is no matter."""
    found = linked_page(page, memory_in(memory.store)).derivations
    if not found:
        return ""
    rests_on, made = (str(page.target), repr(found)), partial(prov_json, str(page.target), found)
    return memory.once_written("prov", rests_on, made).decode()


def fixed(content: FileContent) -> FileContent:
    """What a file holds now, so that nobody changes it between the manifest and the site."""
    if isinstance(content, Path) and content.stat().st_size <= LARGE:
        return content.read_bytes()
    return content
