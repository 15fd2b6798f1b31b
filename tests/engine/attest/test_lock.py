"""`report.lock`: what it records, and what it finds when a site is no longer that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.attest.lock import Lock, Locked, lock_of, read, unlike, written
from report.engine.attest.manifest import Made, Manifest
from report.engine.digest import digest

MANIFEST = Manifest(
    files={
        "one.html": Made("a1", 1, "page", ("one.qmd",)),
        "book.pdf": Made("b1", 1, "paper", ("*",)),
        "search/1.idx": Made("h1", 1, "index", ("*",)),
        "search/2.idx": Made("i1", 1, "index", ("*",)),
        "own.css": Made("c1", 1, "copy", ("own.css",)),
    },
    documents={"one.qmd": {"one.qmd": "d1", "rows.csv": "e1"}, "two.qmd": {"two.qmd": "f1"}},
    project={"_quarto.yml": "g1"},
    program="p1",
    python="3.11",
)
LOCK = lock_of(MANIFEST)
TOGETHER = digest("search/1.idx h1", "search/2.idx i1")


def told(lock, now):
    return [(finding.rule, finding.message) for finding in unlike(lock, now)]


def test_a_chapter_has_its_own_inputs_and_outputs_and_the_project_the_rest():
    assert LOCK.chapters == {
        "": Locked({"_quarto.yml": "g1"}, {"book.pdf": "b1", "own.css": "c1", "search/": TOGETHER}),
        "one.qmd": Locked({"one.qmd": "d1", "rows.csv": "e1"}, {"one.html": "a1"}),
        "two.qmd": Locked({"two.qmd": "f1"}, {}),
    }


def test_the_text_is_sorted_and_says_how_to_write_it_anew():
    text = written(LOCK)
    assert "`report lock`" in text
    tables = [line for line in text.splitlines() if line.startswith("[")]
    assert tables == [
        "[project.inputs]",
        "[project.outputs]",
        '[chapters."one.qmd".inputs]',
        '[chapters."one.qmd".outputs]',
        '[chapters."two.qmd".inputs]',
        '[chapters."two.qmd".outputs]',
    ]


names = st.text(min_size=1).filter(lambda text: text.isprintable() or "\n" in text)
files = st.dictionaries(names, st.text("0123456789abcdef", min_size=1), max_size=3)


@given(st.dictionaries(names, st.builds(Locked, files, files), max_size=3), files, files)
def test_what_is_written_is_read(chapters, inputs, outputs):
    lock = Lock({"": Locked(inputs, outputs), **chapters}, "p", "3.11")
    assert read(written(lock)) == lock


@pytest.mark.parametrize("text", ["", "version = 2", "{", 'version = 1\nproject = "x"'])
def test_what_is_no_lock_is_none(text):
    assert read(text) is None


def test_nothing_is_found_where_nothing_has_changed():
    assert told(LOCK, LOCK) == []


def changed(chapter, **parts):
    return replace(
        LOCK, chapters={**LOCK.chapters, chapter: replace(LOCK.chapters[chapter], **parts)}
    )


def test_changed_data_and_what_comes_of_it_are_named():
    now = changed("one.qmd", inputs={"one.qmd": "d1", "rows.csv": "e2"}, outputs={"one.html": "a2"})
    assert told(LOCK, now) == [
        ("lock-inputs", "one.qmd is made of other files: rows.csv"),
        ("lock-outputs", "one.qmd came out otherwise: one.html"),
    ]


def test_another_python_or_program_is_named_as_what_may_be_the_reason():
    now = replace(changed("", outputs={}), python="3.12")
    assert "with Python 3.12; locked with 3.11" in told(LOCK, now)[0][1]
    now = replace(changed("", outputs={}), program="p2")
    assert "by another state of this program" in told(LOCK, now)[0][1]


def test_chapters_that_came_and_went_are_named():
    now = replace(LOCK, chapters={"": LOCK.chapters[""], "three.qmd": Locked()})
    assert [message for _, message in told(LOCK, now)] == [
        "one.qmd: only report.lock records it",
        "three.qmd: only the site has it",
        "two.qmd: only report.lock records it",
    ]


def test_many_files_are_not_all_named():
    now = changed("one.qmd", inputs={f"{number}.csv": "x" for number in range(9)})
    assert told(LOCK, now)[0][1].endswith("3.csv and 7 more")
