"""The readers that are fuzzed: each takes any bytes as one file and tells what is wrong with it.

A reader may find faults, each with a message and a mend, and raises nothing.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from report.bibtex import entries
from report.engine.attest.lock import read
from report.engine.build import build
from report.engine.doors.pandoc import BundledPandoc
from report.engine.errors import LoadError, ReportError
from report.engine.known import Shelf
from report.engine.load import load
from report.engine.model import Finding
from report.engine.publish.backlinks import resting_on
from report.engine.validate.bibliography import read_bibliography
from report.engine.validate.chapters import check_chapters
from report.engine.validate.package import read_package
from report.engine.validate.tables import check_tables
from report.engine.wish import Wish
from tests.engine.validate.projects import write
from tests.fakes.ports import fake_ports

Reader = Callable[[bytes], Sequence[Finding]]

CONFIG = "project: {type: book, output-dir: _site}\nbook: {title: B, chapters: [index.qmd]}\n"
PANDOC = BundledPandoc(1, patience=10)
HEAD = b"id,kind,range\n"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one input."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def chapter(content: bytes) -> Sequence[Finding]:
    """A lone `.qmd` file."""
    with folder() as root:
        (root / "a.qmd").write_bytes(content)
        return loaded(root / "a.qmd")


def config(content: bytes) -> Sequence[Finding]:
    """`_quarto.yml` of a project with one chapter."""
    with folder() as root:
        (root / "_quarto.yml").write_bytes(content)
        (root / "index.qmd").write_text("# Home\n")
        return loaded(root)


def tool(content: bytes) -> Sequence[Finding]:
    """`pyproject.toml` of a project with one chapter."""
    with folder() as root:
        (root / "_quarto.yml").write_text(CONFIG)
        (root / "pyproject.toml").write_bytes(content)
        (root / "index.qmd").write_text("# Home\n")
        return loaded(root)


def loaded(path: Path) -> Sequence[Finding]:
    """What reading a project and looking at its chapters finds."""
    try:
        project = load(path, environment={})
    except LoadError as error:
        return error.findings
    return (*project.findings, *check_chapters(project))


def bibliography(content: bytes) -> Sequence[Finding]:
    """A BibTeX file."""
    with folder() as root:
        (root / "a.bib").write_bytes(content)
        found = read_bibliography(root, PurePosixPath("a.bib"))[1]
    list(entries(content.decode("utf-8", "replace")))
    return found


def table(content: bytes) -> Sequence[Finding]:
    """A CSV file; its header is given."""
    with folder() as root:
        write(root, systems=HEAD + content)
        return check_tables(root, read_package(root))[1]


def package(content: bytes) -> Sequence[Finding]:
    """`data/datapackage.json`; where it has no fault, the rows are read as evidence is."""
    with folder() as root:
        write(root)
        (root / "data/datapackage.json").write_bytes(content)
        described = read_package(root)
        found = (*described.findings, *check_tables(root, described)[1])
        if not found:
            for day in ("", "2024-11-19"):
                resting_on(Shelf(root, day, (PurePosixPath("bibliography.bib"),)))
        return found


def site(content: bytes) -> Sequence[Finding]:
    """A chapter again, and if nothing is wrong with it the whole way to a site; without a kernel."""
    with folder() as root:
        (root / "_quarto.yml").write_text(CONFIG)
        (root / "index.qmd").write_bytes(content)
        wish = Wish(root, formats=frozenset({"html", "typst"}))
        try:
            return build(wish, fake_ports(pandoc=PANDOC), itertools.count().__next__).findings
        except ReportError as error:
            return error.findings


def lock(content: bytes) -> Sequence[Finding]:
    """`report.lock`: read, or taken for none."""
    read(content.decode("utf-8", "replace"))
    return ()


READERS: dict[str, Reader] = {
    each.__name__: each
    for each in (chapter, config, tool, bibliography, table, package, site, lock)
}
