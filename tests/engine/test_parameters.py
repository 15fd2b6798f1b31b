"""Parameters: the extra cell, where it stands, and values as Python writes them."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.model import Cell
from report.engine.parameters import literal, with_parameters
from tests.engine.sketches import code, document, project


def cells(tmp_path, *pieces, **parameters):
    (changed,) = with_parameters(
        project(tmp_path, document("a.qmd", *pieces)), parameters
    ).documents
    return [(cell.index, cell.source) for cell in changed.pieces if isinstance(cell, Cell)]


def test_the_extra_cell_follows_the_tagged_one(tmp_path):
    pieces = (code("first"), "Prose", code("year = 1994", tags=["parameters"]), code("last"))

    assert cells(tmp_path, *pieces, year=1996, state="Belarus") == [
        (0, "first"),
        (1, "year = 1994"),
        (2, '# Injected Parameters\nyear = 1996\nstate = "Belarus"'),
        (3, "last"),
    ]


def test_without_a_tagged_cell_it_comes_first(tmp_path):
    assert cells(tmp_path, "Prose", code("x"), year=1) == [
        (0, "# Injected Parameters\nyear = 1"),
        (1, "x"),
    ]


def test_documents_without_cells_and_wishes_without_parameters_change_nothing(tmp_path):
    written = project(tmp_path, document("a.qmd", "Only prose"), document("b.qmd", code("x")))

    assert with_parameters(written, {}) == written
    assert with_parameters(written, {"x": 1}).documents[0] == written.documents[0]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_every_value_reads_back_as_itself(value):
    source = literal(value)
    if "float(" in source:
        assert eval(source, {"float": float}) == value
    else:
        assert ast.literal_eval(source) == value


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_infinities_read_back_too(value):
    assert eval(literal(value)) == value
