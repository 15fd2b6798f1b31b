"""What cells show, as it is remembered: unpacked as it was packed, and left alone by prose."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.cells import CellTexts, executed
from report.engine.assemble.executed import packed, told_of, unopened, unpacked, written
from report.engine.content import bytes_of
from report.engine.model import Asset, CellResult, Execution, Output, Place
from tests.engine.assemble.nodes import cell, document, project
from tests.fakes.charts import FakeCharts
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore

PATHS = st.from_regex(r"[a-z]{1,8}(/[a-z é]{1,8})?", fullmatch=True).map(PurePosixPath)
ASSETS = st.lists(st.builds(Asset, PATHS, st.binary(max_size=40)), max_size=4).map(tuple)
TEXTS = st.lists(st.text(), max_size=4).map(tuple)


@given(TEXTS, ASSETS)
def test_what_is_unpacked_is_what_was_packed(texts, assets):
    made = CellTexts(texts, assets)
    assert unpacked(packed(made)) == made


@given(TEXTS, ASSETS)
def test_figures_that_nobody_opened_are_those_that_were_made(texts, assets):
    made = CellTexts(texts, assets)
    left = unopened(json.loads(json.dumps(told_of(made))), lambda: made)
    opened = [replace(one, content=bytes_of(one.content)) for one in left.assets]
    assert (left.texts, opened) == (texts, list(assets))


def test_an_edit_of_prose_leaves_what_cells_show_in_memory(tmp_path):
    store = FakeStore()
    for prose in ("Before.", "Before.\n\nAnd more, so that the cell stands further down."):
        assert "42" in text_of(store, tmp_path, prose, cell("6 * 7"))
    assert kept(store) == 1
    assert sum(key.startswith("cells/") for key in store.asked) == 1  # and it is not opened again


def test_an_edit_of_a_cell_does_not(tmp_path):
    store = FakeStore()
    for one in (cell("6 * 7"), cell("6 * 7", echo=False), cell("7 * 6")):
        text_of(store, tmp_path, "Before.", one)
    assert kept(store) == 3


def text_of(store, root, prose, shown):
    """The executed Markdown of a document with a cell, the same as without a memory."""
    below = replace(shown, place=Place(shown.place.path, 1 + prose.count("\n")))
    one = document("a.qmd", prose, below)
    gave = CellResult((Output("execute_result", data={"text/plain": "42"}),), 1)
    execution = Execution(one.path, (gave,), (), key="k")
    done = written(project(one, root=root), one, execution, "html", fake_ports(store=store))
    assert done == executed(one, execution, "html", FakeCharts())
    return done.markdown


def kept(store):
    return sum(key.startswith("cells/") for key in store.kept)
