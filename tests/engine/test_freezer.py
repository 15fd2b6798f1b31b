"""The freezer's law: after a thaw, what is still frozen is what a run would give now."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report import noted
from report.engine.digest import file_digest, part_digest
from report.engine.freezer import begins_with_imports, thaw
from report.engine.session import session_of
from tests.engine.sketches import code, document, project

ROOT = Path(__file__).parents[2]
SETUP = code("import pandas as pd\nfrom report import data\nx = 1")
READS = {"a": ("a.csv", "both.csv"), "b": ("b.csv", "both.csv"), "unseen": ("c.csv", "both.csv")}
EVERY = frozenset({"a", "b", "unseen"})


def book(root, *, prose="", source="y", meta=None):
    """Three chapters: the notes of one are not complete."""
    chapters = (
        document(f"{stem}.qmd", SETUP, prose, code(source), **(meta or {})) for stem in READS
    )
    return project(root, *chapters)


def rendered(written):
    """Thaw and render as Quarto would; the stems of the chapters whose cells ran."""
    thaw(written)
    return {stem for stem in READS if ran(written.root, stem)}


def ran(root, stem):
    """Make one chapter's frozen result if there is none."""
    frozen = [noted.frozen_in(root / one, Path(stem), "html") for one in noted.FREEZERS]
    if any(one.exists() for one in frozen):
        return False
    for one in frozen:
        one.parent.mkdir(parents=True, exist_ok=True)
        one.write_text(seen(root, stem))
    lines = [["file", name, file_digest(root / name)] for name in READS[stem]]
    lines += [["unseen", "", ""]] if stem == "unseen" else []
    notes = noted.notes_in(root, Path(stem), "html")
    notes.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return True


def seen(root, stem):
    """What a chapter makes of the files that it reads."""
    return " ".join(file_digest(root / name) for name in READS[stem])


@pytest.fixture
def root(tmp_path):
    for name in ("a.csv", "b.csv", "c.csv", "both.csv"):
        (tmp_path / name).write_text("1")
    return tmp_path


def test_what_is_unchanged_stays_frozen(root):
    assert rendered(book(root)) == EVERY
    assert rendered(book(root)) == set()
    assert rendered(book(root, prose="Other prose")) == set()


@pytest.mark.parametrize(
    ("name", "chapters"), [("a.csv", {"a", "unseen"}), ("both.csv", EVERY), ("c.csv", {"unseen"})]
)
def test_changed_data_thaws_the_chapters_that_read_it(root, name, chapters):
    rendered(book(root))
    (root / name).write_text("2")
    assert rendered(book(root)) == chapters


def test_what_went_is_told_with_its_reason(root):
    rendered(book(root))
    (root / "a.csv").write_text("2")
    assert {str(one.path): one.why for one in thaw(book(root))} == {
        "a.qmd": "a.csv",
        "unseen.qmd": "files of the project",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"source": "z"},
        {"meta": {"execute": {"echo": False}}},
        {"meta": {"format": {"html": {"fig-width": 3}}}},
    ],
    ids=["code", "option", "format"],
)
def test_code_and_options_thaw(root, change):
    rendered(book(root))
    assert rendered(book(root, **change)) == EVERY


def test_metadata_thaws_where_it_was_read(root):
    rendered(book(root, meta={"as-of": "2024-11-19"}))
    notes = noted.notes_in(root, Path("a"), "html")
    notes.write_text(notes.read_text() + '["info", "QUARTO_EXECUTE_INFO", ""]\n')
    assert rendered(book(root, meta={"as-of": "2026-02-24"})) == {"a"}


def test_of_metadata_only_that_thaws_which_was_asked_for(root):
    told = {"as-of": "2024-11-19"}
    info = {"document-path": str(root / "a.qmd"), "format": {"metadata": told}}
    part = ["info", "QUARTO_EXECUTE_INFO#format#metadata#as-of"]
    rendered(book(root, meta=told))
    notes = noted.notes_in(root, Path("a"), "html")
    found = part_digest(json.dumps(info), part[1].split("#")[1:], str(root))
    notes.write_text(f"{notes.read_text()}{json.dumps([*part, found])}\n")
    assert rendered(book(root, meta={**told, "title": "Another"})) == set()
    assert rendered(book(root, meta={"as-of": "2026-02-24"})) == {"a"}


def test_a_result_that_nobody_wrote_about_goes(root):
    rendered(book(root))
    noted.notes_in(root, Path("a"), "html").with_suffix(".key").unlink()
    assert rendered(book(root)) == {"a"}


EDITS = st.lists(
    st.tuples(st.sampled_from(["a.csv", "b.csv", "c.csv", "both.csv"]), st.sampled_from("123")),
    max_size=6,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(EDITS)
def test_no_order_of_edits_and_renders_leaves_a_stale_result(root, edits):
    rendered(book(root))
    for name, text in edits:
        (root / name).write_text(text)
        rendered(book(root))
        for stem in READS:
            for freezer in noted.FREEZERS:
                frozen = noted.frozen_in(root / freezer, Path(stem), "html")
                assert frozen.read_text() == seen(root, stem)


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        ("import json\nfrom report import data\nopen('x')", True),
        ("from figures import theme", True),
        ("open('x')\nfrom report import data", False),
        ("import json", False),
        ("%matplotlib inline\nfrom report import data", False),
        ("from . import x\nimport report", False),
    ],
)
def test_notes_are_whole_where_just_imports_stand_before_them(tmp_path, source, begins):
    chapter = document("a.qmd", code(source))
    assert begins_with_imports(session_of(project(tmp_path, chapter), chapter)) is begins


KERNEL = """
import sys
sys.modules["ipykernel"] = sys
exec(sys.argv[1])
"""


def notes_of(root, source, *, to="html"):
    """What a process that stands for Quarto's kernel notes while it runs `source`."""
    told = {"document-path": str(root / "a.qmd"), "format": {"pandoc": {"to": to}}}
    info = root / ".quarto" / "info.json"
    info.parent.mkdir(exist_ok=True)
    info.write_text(json.dumps(told))
    variables = {"QUARTO_PROJECT_ROOT": str(root), "QUARTO_EXECUTE_INFO": str(info), "MINE": "1"}
    subprocess.run(
        [sys.executable, "-c", KERNEL, source],
        cwd=root,
        env={**os.environ, **variables, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    lines = noted.notes_in(root, Path("a"), noted.ENDINGS[to]).read_text().splitlines()
    reads = [json.loads(line)[:2] for line in lines]
    return [read for read in reads if read[0] not in {"module", "search"}]


def test_a_kernel_that_quarto_starts_notes_what_it_reads(root):
    stale = noted.frozen_in(root / "_freeze", Path("a"), "typ")
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    source = "import report, os; open('a.csv').read(); os.environ['MINE']; os.listdir('.')"
    assert notes_of(root, source, to="typst") == [
        ["file", "a.csv"],
        ["variable", "MINE"],
        ["folder", "."],
    ]
    assert not stale.exists()


def test_a_kernel_that_quarto_starts_notes_what_it_asks_of_the_render(root):
    source = "import report.author.moment as m; assert m.metadata('as-of') is None"
    assert notes_of(root, source) == [
        ["variable", "QUARTO_EXECUTE_INFO"],
        ["info", "QUARTO_EXECUTE_INFO#format#metadata#as-of"],
    ]


@pytest.mark.parametrize(
    "source",
    [
        "import lone, report",
        "import report, subprocess; subprocess.run(['true'])",
        "import report; import lxml.etree",
        "import lxml.etree, report",
    ],
    ids=["module before", "process", "compiled reader", "compiled reader before"],
)
def test_what_cannot_be_seen_is_noted_too(root, source):
    (root / "lone.py").write_text("open('a.csv').read()")
    assert ["unseen", ""] in notes_of(root, source)
