"""Links between the files of a project: from where a page stands to where its target lies."""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.links import file_target, link_target, relative

names = st.text("abc", min_size=1, max_size=3)
paths = st.lists(names, min_size=1, max_size=4).map(lambda parts: PurePosixPath(*parts))
PAGES = {
    PurePosixPath(f"{name}.qmd"): PurePosixPath(f"{name}.html") for name in ("index", "in/deep")
}
DEEP = PurePosixPath("in/deep.qmd")


@given(paths, paths)
def test_a_relative_path_leads_back_to_its_file(file, folder):
    assert normpath(folder / relative(file, folder)) == str(file)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("../index.qmd", "../index.html"),
        ("/index.qmd#sec-a", "../index.html#sec-a"),
        ("deep.qmd", "deep.html"),
        ("../missing.qmd", "../missing.qmd"),
        ("/data/rows.csv", "../data/rows.csv"),
        ("rows.csv", "rows.csv"),
        ("#here", "#here"),
        ("https://example.org/index.qmd", "https://example.org/index.qmd"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_lead_to_pages(written, found):
    assert link_target(written, DEEP, PAGES) == found


def test_images_are_named_from_their_page():
    assert file_target("/map.png", DEEP) == "../map.png"
    assert file_target("map.png", DEEP) == "map.png"
    assert file_target("data:image/png;base64,x", DEEP) == "data:image/png;base64,x"
