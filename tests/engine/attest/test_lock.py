"""`report.lock`: what it records, and what it finds when a site or a project is no longer that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.attest.lock import (
    Lock,
    Locked,
    held,
    lock_of,
    outrun,
    read,
    unlike,
    written,
)
from report.engine.attest.manifest import Made, Manifest
from report.engine.digest import digest, file_digest
from report.engine.model import Severity

MANIFEST = Manifest(
    files={
        "one.html": Made("a1", 1, "page", ("one.qmd",)),
        "book.pdf": Made("b1", 1, "paper", ("*",)),
        "rows/t/1.json": Made("h1", 1, "index", ("*",)),
        "rows/t/2.json": Made("i1", 1, "index", ("*",)),
        "crate.json": Made("j1", 1, "index", ("*",)),
        "libs/a/b.js": Made("k1", 1, "library", ()),
        "own.css": Made("c1", 1, "copy", ("own.css",)),
    },
    documents={"one.qmd": {"one.qmd": "d1", "rows.csv": "e1"}, "two.qmd": {"two.qmd": "f1"}},
    project={"_quarto.yml": "g1"},
    program="p1",
    python="3.11",
)
LOCK = lock_of(MANIFEST)
HINT = "if that is meant, run `report lock` and commit report.lock"


def told(lock, now):
    return [(finding.rule, finding.message) for finding in unlike(lock, now)]


def test_a_chapter_has_its_own_inputs_and_outputs_and_the_project_the_rest():
    whole = {
        "book.pdf": "b1",
        "crate.json": digest("crate.json j1"),
        "libs/": digest("libs/a/b.js k1"),
        "own.css": "c1",
        "rows/t/": digest("rows/t/1.json h1", "rows/t/2.json i1"),
    }
    assert LOCK.chapters == {
        "": Locked(("_quarto.yml", "own.css"), whole),
        "one.qmd": Locked(("one.qmd", "rows.csv"), {"one.html": "a1"}),
        "two.qmd": Locked(("two.qmd",), {}),
    }
    assert LOCK.inputs["own.css"] == "c1"


def test_another_state_of_the_program_changes_nothing_in_it():
    assert written(lock_of(replace(MANIFEST, program="p2"))) == written(LOCK)


def test_the_text_is_sorted_and_says_how_to_write_it_anew():
    text = written(LOCK)
    assert "`report lock`" in text
    tables = [line for line in text.splitlines() if line.startswith("[")]
    assert tables == [
        "[inputs]",
        "[project]",
        "[project.outputs]",
        '[chapters."one.qmd"]',
        '[chapters."one.qmd".outputs]',
        '[chapters."two.qmd"]',
        '[chapters."two.qmd".outputs]',
    ]


names = st.text(min_size=1).filter(lambda text: text.isprintable() or "\n" in text)
files = st.dictionaries(names, st.text("0123456789abcdef", min_size=1), max_size=3)
parts = st.builds(Locked, st.lists(names, max_size=3).map(tuple), files)


@given(st.dictionaries(names, parts, max_size=3), parts, files)
def test_what_is_written_is_read(chapters, whole, inputs):
    lock = Lock(inputs, {"": whole, **chapters}, "0.1", "3.11")
    assert read(written(lock)) == lock


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version = 1",
        "{",
        'version = 2\nproject = "x"',
        'version = 2\nengine = ""\npython = ""\ninputs = {}\n[project]\ninputs = 1\noutputs = {}',
        "version = 2\ninputs = []",
    ],
)
def test_what_is_no_lock_is_none(text):
    assert read(text) is None


def test_nothing_is_found_where_nothing_has_changed():
    assert told(LOCK, LOCK) == []


def changed(inputs=(), outputs=(), **of):
    """The lock with other digests for some inputs, and for some outputs of `one.qmd`."""
    one = LOCK.chapters["one.qmd"]
    after = replace(one, outputs=one.outputs | dict(outputs))
    return replace(
        LOCK, inputs=LOCK.inputs | dict(inputs), chapters=LOCK.chapters | {"one.qmd": after}, **of
    )


def test_changed_data_and_what_comes_of_it_are_named_as_warnings():
    now = changed(inputs={"rows.csv": "e2"}, outputs={"one.html": "a2"})
    assert told(LOCK, now) == [
        ("lock-inputs", "one.qmd is made of other files: rows.csv"),
        ("lock-outputs", "one.qmd came out otherwise: one.html"),
    ]
    assert {finding.severity for finding in unlike(LOCK, now)} == {Severity.WARNING}
    assert {finding.hint for finding in unlike(LOCK, now)} == {HINT}


def test_a_page_that_changed_without_any_input_is_an_error_with_what_may_be_the_reason():
    for of, reason in (
        ({}, "this program has changed, or does not give the same twice"),
        ({"python": "3.12"}, "this is Python 3.12, it was locked with 3.11"),
        ({"engine": "9.9"}, "this is version 9.9 of the program"),
    ):
        [finding] = unlike(LOCK, changed(outputs={"one.html": "a2"}, **of))
        assert (finding.rule, finding.severity) == ("lock-outputs", Severity.ERROR)
        assert finding.message.endswith("one.html, though no input has changed")
        assert finding.hint.startswith(reason)


def test_a_change_in_one_chapter_explains_a_page_of_another():
    now = changed(inputs={"two.qmd": "f2"}, outputs={"one.html": "a2"})
    assert [(finding.rule, finding.severity) for finding in unlike(LOCK, now)] == [
        ("lock-inputs", Severity.WARNING),
        ("lock-outputs", Severity.WARNING),
    ]


def test_chapters_that_came_and_went_are_named():
    now = replace(LOCK, chapters={"": LOCK.chapters[""], "three.qmd": Locked()})
    assert [message for _, message in told(LOCK, now)] == [
        "one.qmd: only report.lock records it",
        "three.qmd: only the report has it",
        "two.qmd: only report.lock records it",
    ]


def test_many_files_are_not_all_named():
    now = changed(outputs={f"{number}.html": "x" for number in range(9)})
    assert "0.html, 1.html, 2.html, 3.html and 5 more" in told(LOCK, now)[0][1]


@pytest.fixture
def project(write):
    """A project's folder, and the lock of it."""
    root = write({"_quarto.yml": "q", "one.qmd": "o", "rows.csv": "r"})
    inputs = {name: file_digest(root / name) for name in ("_quarto.yml", "one.qmd", "rows.csv")}
    one = Locked(("one.qmd", "rows.csv"), {"one.html": "a1"})
    return root, Lock(inputs, {"": Locked(("_quarto.yml",)), "one.qmd": one})


def outrun_by(project, *documents):
    root, lock = project
    return [(finding.rule, finding.message) for finding in outrun(lock, documents, root)]


def test_a_project_that_nobody_edited_is_as_locked_though_no_site_stands(project):
    assert outrun_by(project, "one.qmd") == []


def test_edits_since_the_lock_are_named_by_chapter(project):
    root, _ = project
    (root / "rows.csv").write_text("other")
    (root / "_quarto.yml").unlink()
    assert outrun_by(project, "one.qmd", "two.qmd") == [
        ("lock-chapters", "two.qmd: only the report has it"),
        ("lock-inputs", "the project is made of other files: _quarto.yml"),
        ("lock-inputs", "one.qmd is made of other files: rows.csv"),
    ]


def test_a_project_without_a_lock_is_held_against_nothing(tmp_path):
    assert list(held(tmp_path, lambda _: pytest.fail("there is none"))) == []
