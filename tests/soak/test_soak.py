"""A short soak: a few random edits, each built where others were built before and from nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.soak.edits import EDITS, add_chapter, add_row, first_tree
from tests.soak.soaking import lay, soak


def test_after_every_edit_the_site_is_the_one_that_a_clean_build_makes(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    soaked = soak(tmp_path, edits=5, seed=20241119)
    assert soaked.wrong == []
    assert soaked.builds == 6
    assert soaked.refused < soaked.builds / 2


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_edit_changes_something_sooner_or_later(edit):
    random = Random(1)
    tree = add_row(add_chapter(first_tree(), random), random)  # for those that take some away
    assert any(edit(tree, random) != tree for _ in range(8))


def test_a_tree_is_laid_over_another_and_what_builds_made_stays(tmp_path):
    lay(tmp_path, {"a.qmd": "a", "b/c.csv": "c"})
    (tmp_path / "_book").mkdir()
    (tmp_path / "_book" / "index.html").write_text("built")
    lay(tmp_path, {"a.qmd": "other"})
    files = {path.name: path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"a.qmd": "other", "index.html": "built"}
