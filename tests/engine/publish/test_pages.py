"""The template of pages: compiled once, and again only when it would be compiled otherwise."""

from __future__ import annotations

import sys

import pytest
from jinja2 import Environment

from report.engine.publish import pages


@pytest.fixture
def compilations(monkeypatch):
    """The sources that Jinja compiles."""
    found = []
    compile_plainly = Environment.compile

    def compiled(self, source, *args, **words):
        found.append(source)
        return compile_plainly(self, source, *args, **words)

    monkeypatch.setattr(Environment, "compile", compiled)
    return found


def template(kept):
    return pages.environment(kept).get_template("page.html")


def test_the_template_is_compiled_once(tmp_path, compilations, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert template(tmp_path / "kept").name == template(tmp_path / "kept").name
    assert len(compilations) == 1


@pytest.mark.parametrize(
    "changed", [("installed", lambda: ("Python 4",)), ("file_digest", lambda _: "other options")]
)
def test_it_is_compiled_again_by_other_packages_and_with_other_options(
    tmp_path, compilations, monkeypatch, changed
):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    template(tmp_path)
    monkeypatch.setattr(pages, *changed)
    template(tmp_path)
    assert len(compilations) == 2


def test_nothing_is_kept_where_python_keeps_nothing_or_cannot(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    template(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert template(tmp_path / "nowhere" / "kept").name == "page.html"
