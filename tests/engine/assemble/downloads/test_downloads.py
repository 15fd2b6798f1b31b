"""What a site offers to take away, and what of it is made anew."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from report.engine.assemble.downloads import downloads_of, newest_day
from report.engine.model import CellResult, Execution, Kind
from report.engine.ports import Read, ReadKind
from report.engine.record import recipe_of, remember
from tests.engine.assemble.nodes import cell, document, project
from tests.fakes.ports import fake_ports

DOCUMENT = document("chapters/war.qmd", "Text.\n", cell("draw()"), meta={"as-of": "2024-11-19"})
EXECUTION = Execution(DOCUMENT.path, (CellResult((), 1),), ())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("figures/lags.py", "figures/unread.py", "_quarto.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


def book(root, one=DOCUMENT):
    return project(one, kind=Kind.BOOK, root=root, book={"title": "The Long Wait!"})


def seen(root, ports, *reads, one=DOCUMENT):
    """Downloads once the document was seen to read something."""
    found = tuple(Read(kind, name, "d") for kind, name in reads)
    remember(ports.store, recipe_of(book(root, one), one), found, EXECUTION)
    return {str(a.path): a.content for a in downloads_of(book(root, one), [EXECUTION], ports)}


MODULE = (ReadKind.MODULE, "figures/lags.py")


def test_a_chapter_is_a_notebook_and_a_script_and_its_code_an_archive(root):
    made = seen(root, fake_ports(), MODULE, (ReadKind.FILE, "/etc/elsewhere"))
    assert sorted(made) == [
        "downloads/chapters/war.ipynb",
        "downloads/chapters/war.py",
        "downloads/the-long-wait-code.zip",
    ]
    with zipfile.ZipFile(io.BytesIO(made["downloads/the-long-wait-code.zip"])) as archive:
        assert archive.namelist() == [
            "the-long-wait-code/README.md",
            "the-long-wait-code/_quarto.yml",
            "the-long-wait-code/chapters/war.py",
            "the-long-wait-code/figures/lags.py",
        ]
        assert b"chapters/war.py" in archive.read("the-long-wait-code/README.md")


def test_what_was_not_observed_makes_no_archive(root):
    assert "downloads/the-long-wait-code.zip" not in seen(root, fake_ports(), (ReadKind.TREE, "."))


def test_prose_makes_a_new_notebook_and_leaves_all_else(root):
    ports = fake_ports()
    first = seen(root, ports, MODULE)
    other = document("chapters/war.qmd", "Other.\n", cell("draw()"), meta={"as-of": "2024-11-19"})
    kept = set(ports.store.kept)
    again = seen(root, ports, MODULE, one=other)
    changed = [name for name in first if first[name] != again[name]]
    assert changed == ["downloads/chapters/war.ipynb"]
    assert [key.split("/")[0] for key in ports.store.kept if key not in kept] == ["notebook"]


def test_editions_and_lone_documents_offer_nothing(root):
    for other in (replace(book(root), profile="briefs"), replace(book(root), kind=Kind.SINGLE)):
        assert downloads_of(other, [EXECUTION], fake_ports()) == ()


def test_the_data_are_those_of_the_newest_chapter_or_of_the_day_given(root):
    later = document("b.qmd", meta={"as-of": "2026-02-24"})
    both = replace(book(root), documents=(DOCUMENT, later))
    assert newest_day(both) == "2026-02-24"
    assert newest_day(replace(both, environment={"REPORT_AS_OF": "2023-05-01"})) == "2023-05-01"
    assert newest_day(replace(both, documents=())) == ""
