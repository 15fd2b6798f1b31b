"""The tree of headings in a PDF: no level is skipped, however the author jumps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.ast import words
from report.engine.assemble.typst.headings import depths_of, with_depths

levels = st.lists(st.integers(1, 6))


@given(levels, st.integers(0, 2))
def test_no_depth_is_skipped(given_levels: list[int], below: int) -> None:
    depths = list(depths_of(given_levels, below))

    assert len(depths) == len(given_levels)
    assert all(depth == below + 1 for depth in depths[:1])
    assert all(after - before <= 1 for before, after in pairwise(depths))
    assert all(depth > below for depth in depths)


@given(levels)
def test_deeper_levels_are_deeper_and_equal_neighbours_are_equal(given_levels: list[int]) -> None:
    pairs = pairwise(zip(given_levels, depths_of(given_levels, 0), strict=True))
    for (one, depth), (other, depth_of_other) in pairs:
        assert (depth_of_other > depth) == (other > one)
        assert one != other or depth == depth_of_other


def test_headings_keep_their_look_while_their_depth_closes_up() -> None:
    nodes = [{"t": "Header", "c": [level, ["", [], []], words("x")]} for level in (2, 4, 3)]

    made = with_depths(nodes, below=1, ranks=0)

    assert [(one.rank, one.depth) for one in made] == [(2, 2), (4, 3), (3, 3)]
