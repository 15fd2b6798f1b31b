"""A standing site: found where nothing changed, not found where anything did."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from report.engine.execute import execute
from report.engine.model import Edition, Finding, Kind, Place, Severity
from report.engine.plan import plan
from report.engine.ports import Read, ReadKind
from report.engine.record import now
from report.engine.session import session_of
from report.engine.standing import outcome_of, remember, standing_for, state_of, still_stands
from report.engine.wish import Outcome, Ran, Wish
from tests.engine.sketches import code, document, project
from tests.fakes.kernels import FakeKernels
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore

FILES = {
    "_quarto.yml": "project:\n  type: book\n  output-dir: public\n",
    "index.qmd": "# Home",
    "data/rows.csv": "1",
    ".hidden": "x",
    "public/index.html": "<p>",
}
WARNING = Finding("rule", Place(PurePosixPath("a.qmd"), 3, 1), "m", "h", Severity.WARNING, True)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "project"
    write(folder, FILES)
    return folder


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def built(root, *reads, store=None, wish=None, **changes):
    """The store after a build of the project at `root` whose only document read `reads`."""
    store, wish = store or FakeStore(), wish or Wish(root)
    written = document("index.qmd", code("x"))
    whole = replace(
        project(root, written), output=PurePosixPath("public"), environment={"A": "b"}, **changes
    )
    session = session_of(whole, written)
    found = tuple(now(Read(kind, name, ""), session) for kind, name in reads)
    state = state_of(wish)
    ports = fake_ports(store=store, kernels=FakeKernels(reads={"index.qmd": found}))
    execute(whole, plan(whole, store), ports, at_once=1)
    edition = Edition(root / "public", (PurePosixPath("index.html"),))
    ran = (Ran(PurePosixPath("index.qmd"), None),)
    remember(wish, (whole, whole), state, Outcome(edition, ran, (WARNING,)), store)
    return store


def stands(root, store, wish=None):
    wish = wish or Wish(root)
    standing = standing_for(wish, store)
    return standing is not None and still_stands(standing, wish, state_of(wish))


def test_what_was_built_stands_and_tells_the_same_outcome(root):
    store = built(root)

    assert stands(root, store)
    outcome = outcome_of(standing_for(Wish(root), store), Wish(root))
    assert outcome == Outcome(
        edition=Edition(root / "public", (PurePosixPath("index.html"),)),
        ran=(Ran(PurePosixPath("index.qmd"), None),),
        findings=(WARNING,),
        unchanged=True,
    )


def test_what_was_never_built_does_not_stand(root):
    assert not stands(root, FakeStore())


@pytest.mark.parametrize(
    "name",
    ["_quarto.yml", "index.qmd", "data/rows.csv", "data/new.csv", ".hidden", "public/index.html"],
)
def test_any_change_of_a_file_is_seen(root, name):
    store = built(root)
    (root / name).write_text("changed")
    assert not stands(root, store)


@pytest.mark.parametrize("name", ["data/rows.csv", "public/index.html"])
def test_a_file_that_went_is_seen(root, name):
    store = built(root)
    (root / name).unlink()
    assert not stands(root, store)


@pytest.mark.parametrize(
    "name", [".report/x", ".git/x", "__pycache__/x.pyc", "public/other.txt", "v/x.py"]
)
def test_what_no_build_sees_does_not_matter(root, name):
    write(root, {"v/pyvenv.cfg": ""})
    store = built(root)
    write(root, {name: "x"})
    assert stands(root, store)


def test_a_change_put_back_stands_again(root):
    store = built(root)
    (root / "data/rows.csv").write_text("2")
    (root / "data/rows.csv").write_text("1")
    assert stands(root, store)


def test_every_wish_has_a_standing_of_its_own(root):
    store = built(root)
    for other in (
        Wish(root, formats=frozenset({"html"})),
        Wish(root, lenient=True),
        Wish(root, parameters={"x": 1}),
        Wish(root, as_of="2026-02-24"),
        Wish(root, profile="briefs"),
        Wish(root, force=True),
    ):
        assert not stands(root, store, other)
    assert stands(root, store, Wish(root, at_once=7, prepared=True))


def test_variables_that_builds_look_at_are_seen(root, monkeypatch):
    monkeypatch.delenv("ASKED_IN_CODE", raising=False)
    (root / "index.qmd").write_text("# Home\n\n{{< env ASKED_IN_TEXT none >}}\n")
    store = built(root, (ReadKind.VARIABLE, "ASKED_IN_CODE"))
    assert stands(root, store)
    for name in ("ASKED_IN_TEXT", "ASKED_IN_CODE", "QUARTO_PROFILE", "REPORT_AS_OF"):
        with monkeypatch.context() as changed:
            changed.setenv(name, "x")
            assert not stands(root, store), name
    monkeypatch.setenv("NOT_ASKED", "x")
    assert stands(root, store)


def test_files_beside_the_project_are_seen(root, tmp_path):
    for name in ("rows.csv", "works.bib", "part.qmd"):
        (tmp_path / name).write_text("1")
    store = built(
        root,
        (ReadKind.FILE, str(tmp_path / "rows.csv")),
        bibliographies=(PurePosixPath("../works.bib"),),
    )
    assert stands(root, store)
    for name in ("rows.csv", "works.bib"):
        (tmp_path / name).write_text("2")
        assert not stands(root, store), name
        (tmp_path / name).write_text("1")


def test_a_copy_stands_where_it_is_copied_to(root, tmp_path):
    store = built(root)
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    assert stands(copy, store)


@pytest.mark.parametrize("date", ["today", "now", "last-modified"])
def test_documents_dated_by_the_clock_never_stand(root, date):
    dated = (document("index.qmd", code("x"), date=date),)
    assert not stands(root, built(root, documents=dated))


def test_projects_that_write_among_their_sources_never_stand(root):
    (root / "_quarto.yml").write_text("project:\n  type: default\n")
    assert not stands(root, built(root, kind=Kind.DEFAULT))


def test_what_another_program_remembered_does_not_stand(root):
    store = built(root)
    store.kept = dict.fromkeys(store.kept, b'{"state": 1}')
    assert not stands(root, store)
