"""The manifest of a site: every file with what it is made of, the same whatever stood before."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import PurePosixPath

import pytest

from report.engine.attest.manifest import MANIFEST, decoded, encoded
from report.engine.build import build
from report.engine.doors.pandoc import BundledPandoc
from report.engine.ports import Read, ReadKind
from report.engine.wish import Wish
from tests.fakes.kernels import FakeKernels
from tests.fakes.ports import fake_ports

FILES = {
    "_quarto.yml": (
        "project: {type: book, output-dir: _site}\n"
        "book: {title: B, author: A, chapters: [index.qmd, one.qmd]}\n"
        "format: {html: {css: own.css}, typst: default}\n"
    ),
    "own.css": "p { color: red }",
    "index.qmd": "# Home\n\n{{< include part.md >}}\n",
    "part.md": "Part.\n",
    "one.qmd": "# One\n\n```{python}\nx\n```\n",
    "rows.csv": "a\n1\n",
}

PACKAGE = json.dumps(
    {
        "name": "p",
        "resources": [
            {
                "name": "rows",
                "path": "rows.csv",
                "schema": {"fields": [{"name": "a", "type": "integer"}], "primaryKey": "a"},
            }
        ],
    }
)


def outcome(root, **kernels):
    reads = (Read(ReadKind.FILE, "rows.csv", ""), Read(ReadKind.FILE, "/etc/hostname", ""))
    ports = fake_ports(
        pandoc=BundledPandoc(1), kernels=FakeKernels(reads={"one.qmd": reads}, **kernels)
    )
    return build(Wish(root), ports, itertools.count().__next__)


@pytest.fixture
def root(write):
    return write(FILES)


def manifest(root):
    return decoded((root / "_site" / MANIFEST).read_bytes())


def test_every_file_of_the_site_is_in_it_with_its_digest(root):
    edition = outcome(root).edition
    files = manifest(root).files
    assert {*map(PurePosixPath, files), MANIFEST} == set(edition.files)
    for path, made in files.items():
        content = (root / "_site" / path).read_bytes()
        assert (made.sha256, made.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_files_are_traced_to_the_step_and_the_sources_that_they_come_from(root):
    outcome(root)
    files = manifest(root).files
    told = {path: (made.step, made.of) for path, made in files.items() if "site_libs" not in path}
    assert told == {
        "index.html": ("page", ("index.qmd",)),
        "one.html": ("page", ("one.qmd",)),
        "own.css": ("copy", ("own.css",)),
        "B.pdf": ("paper", ("*",)),
        "downloads/one.ipynb": ("download", ("one.qmd",)),
        "downloads/one.py": ("download", ("one.qmd",)),
        "downloads/b-code.zip": ("index", ("*",)),
        "ro-crate-metadata.json": ("index", ("*",)),
    }
    assert {made.step for path, made in files.items() if "site_libs" in path} == {"library"}


def test_documents_are_traced_to_what_they_include_and_what_their_cells_read(root):
    outcome(root)
    told = manifest(root)
    assert {name: sorted(inputs) for name, inputs in told.documents.items()} == {
        "index.qmd": ["index.qmd", "part.md"],
        "one.qmd": ["one.qmd", "rows.csv"],
    }
    assert sorted(told.project) == ["_quarto.yml", "own.css"]


def test_the_data_and_files_that_options_name_are_inputs_of_the_whole(write):
    data = {"data/datapackage.json": PACKAGE, "data/rows.csv": "a\n1\n", "data/.hidden": "x"}
    root = write(FILES | data | {"CITATION.cff": "title: B\n", "other.css": ""})
    outcome(root)
    assert sorted(manifest(root).project) == [
        *("CITATION.cff", "_quarto.yml", "data/datapackage.json", "data/rows.csv", "own.css")
    ]


def test_nothing_in_it_names_a_folder_or_a_moment(root):
    outcome(root)
    text = (root / "_site" / MANIFEST).read_text()
    assert str(root) not in text
    assert decoded(encoded(manifest(root))) == manifest(root)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"files": {"a": 1}}', b"\xff"])
def test_what_is_no_manifest_is_none(content):
    assert decoded(content) is None


def test_it_is_sorted(root):
    outcome(root)
    fields = json.loads((root / "_site" / MANIFEST).read_text())
    assert list(fields["files"]) == sorted(fields["files"])
