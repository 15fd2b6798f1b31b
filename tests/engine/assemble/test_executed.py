"""Executed Markdown as it is remembered: what is unpacked is what was packed."""

from __future__ import annotations

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.cells import Executed
from report.engine.assemble.executed import packed, unpacked
from report.engine.model import Asset

PATHS = st.from_regex(r"[a-z]{1,8}(/[a-z é]{1,8})?", fullmatch=True).map(PurePosixPath)
ASSETS = st.lists(st.builds(Asset, PATHS, st.binary(max_size=40)), max_size=4).map(tuple)


@given(st.text(), ASSETS)
def test_what_is_unpacked_is_what_was_packed(markdown, assets):
    made = Executed(markdown, assets)
    assert unpacked(packed(made)) == made
