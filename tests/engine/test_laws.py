"""Laws of building again, on small projects with kernels that read files."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.engine import record
from report.engine.errors import ExecutionError
from report.engine.execute import execute
from report.engine.model import CellResult, Output
from report.engine.plan import plan
from report.engine.ports import Read, ReadKind, StepFailed, Transcript
from tests.engine.sketches import code, document, project
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore

READS = {"a": ("one.csv",), "b": ("one.csv", "two.csv"), "c": ()}
FILES = ("one.csv", "two.csv")


class Readers:
    """Kernels whose sessions print the files that they read; those in `broken` fail."""

    def __init__(self, broken=frozenset()):
        self.broken = broken
        self.ran = 0

    def expect(self, documents):
        pass

    def run(self, sessions, *, at_once, progress):
        return tuple(map(self.transcript, sessions))

    def transcript(self, session):
        self.ran += 1
        stem = Path(session.name).stem
        if stem in self.broken:
            return Transcript((), StepFailed(0, "died"))
        texts = [(session.root / name).read_text() for name in READS[stem]]
        printed = " ".join([*texts, *(step.source for step in session.steps)])
        reads = tuple(record.now(Read(ReadKind.FILE, name, ""), session) for name in READS[stem])
        result = CellResult((Output("stream", name="stdout", text=printed),), 1)
        return Transcript((result,), reads=reads)


def book(root, sources, prose=""):
    """A document for each of `READS`, its one cell from `sources`."""
    return project(
        root,
        *(document(f"{stem}.qmd", prose, code(sources[stem])) for stem in sorted(READS)),
    )


def built(written, store, broken=frozenset()):
    """What a build prints, by document; how many sessions ran."""
    kernels = Readers(broken)
    ports = fake_ports(store=store, kernels=kernels)
    done = execute(written, plan(written, store), ports, at_once=1)
    return {str(one.path): one.results for one in done}, kernels.ran


def interrupted(written, store, broken):
    """A build that some documents end early."""
    with pytest.raises(ExecutionError):
        built(written, store, broken)


SOURCES = st.fixed_dictionaries({stem: st.sampled_from("xyz") for stem in READS})
EDITS = st.lists(
    st.tuples(
        SOURCES,
        st.fixed_dictionaries({name: st.sampled_from("123") for name in FILES}),
        st.frozensets(st.sampled_from(sorted(READS)), max_size=2),
        st.text("prose ", max_size=8),
    ),
    min_size=1,
    max_size=5,
)


def in_state(root, files):
    """`root` with these files."""
    for name, text in files.items():
        (root / name).write_text(text)


@settings(max_examples=25)
@given(EDITS)
def test_any_order_and_interruption_ends_as_one_clean_build(edits):
    with TemporaryDirectory() as folder:
        root, store = Path(folder), FakeStore()
        for sources, files, broken, prose in edits:
            in_state(root, files)
            written = book(root, sources, prose)
            forgotten = {
                task.document.path.stem for task in plan(written, store).tasks if task.reason
            }
            if broken & forgotten:
                interrupted(written, store, broken)
            after, _ = built(written, store)
            assert after == built(written, FakeStore())[0]


@settings(max_examples=12)
@given(EDITS)
def test_planning_twice_plans_nothing_and_a_copy_runs_nothing(edits):
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        root, store = Path(folder), FakeStore()
        for sources, files, _, prose in edits:
            in_state(root, files)
            first, _ = built(book(root, sources, prose), store)
            assert not any(task.reason for task in plan(book(root, sources, prose), store).tasks)
            assert built(book(root, sources, prose + "!"), store) == (first, 0)
            copy = Path(shutil.copytree(root, Path(other), dirs_exist_ok=True))
            assert built(book(copy, sources, prose), store) == (first, 0)
