"""Planning: what runs and why, and that nothing else does."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.engine import record
from report.engine.execute import execute
from report.engine.model import CellResult, Output, Reason
from report.engine.parameters import with_parameters
from report.engine.plan import plan
from report.engine.ports import Read, ReadKind
from report.engine.session import EXECUTE_INFO, session_of
from report.engine.wish import AS_OF
from tests.engine.sketches import code, document, project
from tests.fakes.kernels import FakeKernels
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore


def read(kind, name, session):
    """A read as a kernel would tell it: with the digest of what it finds."""
    return record.now(Read(kind, name, ""), session)


def built(written, store, **reads):
    """Run everything that the plan asks for; `reads` by document's stem."""
    found = {
        f"{stem}.qmd": tuple(
            read(*one, session_of(written, written.documents[0])) for one in several
        )
        for stem, several in reads.items()
    }
    ports = fake_ports(store=store, kernels=FakeKernels(reads=found))
    execute(written, plan(written, store), ports, at_once=1)


def reasons(written, store, **options):
    return [(task.reason, task.detail) for task in plan(written, store, **options).tasks]


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def written(tmp_path):
    return project(tmp_path, document("a.qmd", "Prose", code("x"), "`{python} y`"))


def test_what_was_never_built_runs_and_then_no_more(written, store):
    assert reasons(written, store) == [(Reason.NEVER_BUILT, "")]
    built(written, store)
    assert reasons(written, store) == [(None, "")]


def test_force_runs_what_need_not(written, store):
    built(written, store)
    assert reasons(written, store, force=True) == [(Reason.FORCED, "")]


@pytest.mark.parametrize(
    ("pieces", "meta", "reason"),
    [
        (("Other prose", code("x"), "and `{python} y`!"), {}, None),
        (("Prose", code("x", fig_cap="Other", echo=False), "`{python} y`"), {}, None),
        (("Prose", code("x"), "`{python} y`"), {"title": "Other", "toc": True}, None),
        (("Prose", code("x + 1"), "`{python} y`"), {}, Reason.CODE),
        (("Prose", code("x"), "`{python} z`"), {}, Reason.CODE),
        (("`{python} y`", code("x")), {}, Reason.CODE),
        (("Prose", code("x", eval=False), "`{python} y`"), {}, Reason.CODE),
        (("Prose", code("x", error=True), "`{python} y`"), {}, Reason.CODE),
        (("Prose", code("x"), "`{python} y`"), {"jupyter": "other"}, Reason.CODE),
        (("Prose", code("x"), "`{python} y`"), {"fig-width": 3}, Reason.ENVIRONMENT),
    ],
    ids=[
        "prose",
        "caption",
        "title",
        "code",
        "expression",
        "order",
        "eval",
        "error",
        "kernel",
        "figure",
    ],
)
def test_just_what_matters_for_running_makes_a_document_run(written, store, pieces, meta, reason):
    built(written, store)
    changed = replace(written, documents=(document("a.qmd", *pieces, **meta),))
    assert reasons(changed, store)[0][0] is reason


def test_data_that_was_read_makes_a_document_run_and_the_detail_names_it(written, store):
    data = written.root / "data.csv"
    data.write_text("1")
    (written.root / "other.csv").write_text("1")
    built(written, store, a=[(ReadKind.FILE, "data.csv"), (ReadKind.FILE, "none.csv")])

    (written.root / "other.csv").write_text("2")
    assert reasons(written, store) == [(None, "")]
    data.write_text("2")
    assert reasons(written, store) == [(Reason.DATA, "data.csv (line 1)")]
    (written.root / "none.csv").write_text("now there")
    assert reasons(written, store) == [(Reason.DATA, "data.csv (line 1), none.csv")]


def test_a_module_that_would_shadow_another_makes_a_document_run(written, store):
    built(written, store, a=[(ReadKind.SEARCH, ".")])
    assert reasons(written, store) == [(None, "")]
    (written.root / "pandas").mkdir()
    assert reasons(written, store) == [(None, "")]
    (written.root / "pandas" / "__init__.py").write_text("")
    assert reasons(written, store) == [(Reason.MODULE, ".")]


def test_data_put_back_needs_no_run(written, store):
    data = written.root / "data.csv"
    for content in ("1", "2"):
        data.write_text(content)
        built(written, store, a=[(ReadKind.FILE, "data.csv")])
    data.write_text("1")
    assert reasons(written, store) == [(None, "")]


def test_modules_folders_and_variables_have_reasons_of_their_own(written, store, monkeypatch):
    (written.root / "module.py").write_text("1")
    monkeypatch.delenv("SOME_VARIABLE", raising=False)
    built(
        written,
        store,
        a=[
            (ReadKind.MODULE, "module.py"),
            (ReadKind.FOLDER, "."),
            (ReadKind.VARIABLE, "SOME_VARIABLE"),
        ],
    )

    monkeypatch.setenv("SOME_VARIABLE", "x")
    assert reasons(written, store) == [(Reason.ENVIRONMENT, "SOME_VARIABLE")]
    (written.root / "module.py").write_text("2")
    assert reasons(written, store) == [(Reason.MODULE, "module.py")]
    monkeypatch.undo()
    (written.root / "module.py").write_text("1")
    (written.root / "new.csv").write_text("")
    assert reasons(written, store) == [(Reason.DATA, ".")]


def test_metadata_counts_where_it_was_read(written, store):
    built(written, store, a=[(ReadKind.INFO, EXECUTE_INFO)])
    pieces = ("Prose", code("x"), "`{python} y`")
    later = replace(written, documents=(document("a.qmd", *pieces, **{"as-of": "2026-02-24"}),))
    assert reasons(later, store) == [(Reason.PARAMETER, EXECUTE_INFO)]


def test_of_metadata_only_that_counts_which_was_asked_for(written, store):
    part = f"{EXECUTE_INFO}#format#metadata#as-of"
    built(written, store, a=[(ReadKind.INFO, part)])
    pieces = ("Prose", code("x"), "`{python} y`")

    def told(**meta):
        return replace(written, documents=(document("a.qmd", *pieces, **meta),))

    assert reasons(told(title="Another", description="Of it"), store) == [(None, "")]
    assert reasons(told(**{"as-of": "2026-02-24"}), store) == [(Reason.PARAMETER, part)]


def test_unobserved_reads_count_as_the_whole_project_but_its_prose(written, store):
    ports = fake_ports(store=store, kernels=FakeKernels(reads={"a.qmd": None}))
    execute(written, plan(written, store), ports, at_once=1)

    for name in ("a.qmd", "a.html", "_site/index.html", ".hidden", "__pycache__/x.pyc"):
        path = written.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("not read")
    assert reasons(written, store) == [(None, "")]
    (written.root / "deep").mkdir()
    (written.root / "deep" / "data.csv").write_text("read, for all we know")
    assert reasons(written, store) == [(Reason.DATA, ".")]


def test_parameters_and_the_day_are_one_reason(written, store):
    built(written, store)
    assert reasons(with_parameters(written, {"year": 1994}), store)[0][0] is Reason.PARAMETER
    assert (
        reasons(replace(written, environment={AS_OF: "2026-02-24"}), store)[0][0]
        is Reason.PARAMETER
    )
    assert reasons(replace(written, environment={"X": "1"}), store)[0][0] is Reason.ENVIRONMENT


def test_another_engine_or_environment_is_a_reason(written, store, monkeypatch):
    built(written, store)
    monkeypatch.setattr(record, "engine", lambda: "another")
    assert reasons(written, store) == [(Reason.ENGINE, "")]
    monkeypatch.undo()
    monkeypatch.setattr(record, "installed", lambda: ("Python 9", "pandas 8"))
    assert reasons(written, store) == [(Reason.ENVIRONMENT, "Python 9, pandas 8")]


def test_a_lost_result_is_a_reason(written, store):
    built(written, store)
    for key in [key for key in store.kept if key.startswith("result/")]:
        del store.kept[key]
    assert reasons(written, store) == [(Reason.OUTPUT_MISSING, "")]


def test_a_project_copied_elsewhere_runs_nothing(written, store, tmp_path):
    (written.root / "data.csv").write_text("1")
    reads = [(ReadKind.FILE, "data.csv"), (ReadKind.INFO, EXECUTE_INFO)]
    built(written, store, a=[*reads, (ReadKind.VARIABLE, "QUARTO_PROJECT_ROOT")])
    elsewhere = tmp_path / "copy"
    elsewhere.mkdir()
    (elsewhere / "data.csv").write_text("1")
    assert reasons(replace(written, root=elsewhere), store) == [(None, "")]


PROSE = st.text(
    st.characters(blacklist_characters="`{}", blacklist_categories=("Cs",)), max_size=60
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(before=PROSE, after=PROSE, title=PROSE)
def test_editing_prose_never_changes_a_key(tmp_path, before, after, title):
    sketch = document("a.qmd", code("x"), code("y"))
    edited = document("a.qmd", before, code("x"), after, code("y"), title, title=title)
    one, other = (record.recipe_of(project(tmp_path, each), each).key for each in (sketch, edited))
    assert one == other


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(contents=st.lists(st.binary(max_size=20), min_size=2, max_size=4, unique=True))
def test_any_change_of_data_read_changes_the_key(tmp_path, contents):
    written = document("a.qmd", code("x"))
    recipe = record.recipe_of(project(tmp_path, written), written)
    keys = []
    for content in contents:
        (tmp_path / "data.csv").write_bytes(content)
        keys.append(record.result_key(recipe, (read(ReadKind.FILE, "data.csv", recipe.session),)))
    assert len(set(keys)) == len(contents)


def test_every_document_has_a_key_of_its_own(tmp_path):
    cells = [
        (code("x"),),
        (code("y"),),
        (code("x"), code("x")),
        (code("x\nx"),),
        ("`{python} x`", code("x")),
    ]
    sketches = [document(name, *pieces) for name in ("a.qmd", "b.qmd") for pieces in cells]
    keys = [record.recipe_of(project(tmp_path, one), one).key for one in sketches]
    assert all(one != other for one, other in itertools.combinations(keys, 2))


def test_damaged_memory_is_no_memory(written, store):
    built(written, store)
    store.kept = {key: value[:-1] for key, value in store.kept.items()}
    assert reasons(written, store) == [(Reason.NEVER_BUILT, "")]


def test_documents_without_cells_or_with_execution_turned_off_are_not_planned(written, store):
    text = document("text.qmd", "`{python} x`")
    off = document("off.qmd", code("x"), execute={"enabled": False})
    whole = replace(written, documents=(text, off, *written.documents))
    assert [task.document.path for task in plan(whole, store).tasks] == [PurePosixPath("a.qmd")]


def test_whose_data_changed_is_known_without_the_project(written, store):
    data, path = written.root / "data.csv", PurePosixPath("a.qmd")
    data.write_text("1")
    built(written, store, a=[(ReadKind.FILE, "data.csv")])
    paths = [path, PurePosixPath("never.qmd")]

    assert list(record.outdated(store, written.root, paths)) == []
    data.write_text("2")
    assert list(record.outdated(store, written.root, paths)) == [path]


@pytest.mark.parametrize("draws", [True, False])
def test_whether_charts_are_to_be_drawn_is_guessed_by_the_last_ones(written, store, draws):
    path = PurePosixPath("a.qmd")
    assert record.may_draw(store, path)
    shown = {"application/vnd.vegalite.v6+json": {"mark": "bar"}} if draws else {"text/plain": "1"}
    answers = {"x": CellResult((Output("display_data", data=shown),), 1)}
    ports = fake_ports(store=store, kernels=FakeKernels(answers=answers))
    execute(written, plan(written, store), ports, at_once=1)

    assert record.may_draw(store, path) is draws
