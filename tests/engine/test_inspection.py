"""`report verify`: a site that stands, held against its manifest, the lock and its own links."""

from __future__ import annotations

import itertools

import pytest

from report.engine.attest.lock import LOCK, lock_of, written
from report.engine.build import build
from report.engine.doors.pandoc import BundledPandoc
from report.engine.inspection import inspect, manifest_in
from report.engine.wish import Wish
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore

FILES = {
    "_quarto.yml": "project: {type: book, output-dir: _site}\n"
    "book: {title: B, author: A, chapters: [index.qmd, one.qmd]}\nformat: html\n",
    "index.qmd": "# Home\n\n[One](one.qmd)\n",
    "one.qmd": "# One\n",
}


@pytest.fixture
def root(write):
    root = write(FILES)
    rebuilt(root)
    return root


def rebuilt(root):
    build(Wish(root), fake_ports(pandoc=BundledPandoc(1)), itertools.count().__next__)


def found(root):
    return [(finding.rule, str(finding.place)) for finding in inspect(Wish(root), FakeStore())]


def lock(root):
    text = written(lock_of(manifest_in(root / "_site")))
    (root / LOCK).write_text(text)


def test_a_site_that_nobody_touched_has_nothing_wrong(root):
    assert found(root) == []
    lock(root)
    assert found(root) == []


def test_what_somebody_did_to_the_site_is_named(root):
    site = root / "_site"
    (site / "index.html").write_text("<title>t</title><p>mine")
    (site / "one.html").unlink()
    (site / "stray.html").write_text("<title>t</title>")
    assert found(root) == [
        ("site-altered", "index.html"),
        ("site-file", "one.html"),
        ("site-stray", "stray.html"),
    ]


def test_a_source_that_changed_since_is_named(root):
    (root / "one.qmd").write_text("# Other\n")
    assert found(root) == [("site-outdated", "one.qmd")]


def test_a_site_that_is_not_the_one_locked_is_named(root):
    lock(root)
    (root / "one.qmd").write_text("# Other\n")
    rebuilt(root)
    assert {rule for rule, _ in found(root)} == {"lock-inputs", "lock-outputs"}


def test_a_lock_that_is_none_is_named(root):
    (root / LOCK).write_text("<<<<<<< conflict")
    assert found(root) == [("lock-unreadable", "report.lock")]


def test_where_no_site_stands_that_is_said(write):
    assert found(write(FILES)) == [("no-site", "_site")]


def test_a_link_into_nowhere_is_found_however_the_site_came_to_stand(root):
    (root / "index.qmd").write_text("# Home\n\n[gone](gone.html)\n")
    wish = Wish(root, lenient=True)
    build(wish, fake_ports(pandoc=BundledPandoc(1)), itertools.count().__next__)
    assert ("dead-link", "index.html:") in [(rule, place[:11]) for rule, place in found(root)]
