"""The door to Pagefind: the same bytes for the same pages, and plain words where it fails."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

import pytest

from report.engine.doors import search
from report.engine.doors.search import Pagefind
from report.engine.errors import PublishError

PAGES = {
    PurePosixPath("a.html"): "<html lang='en'><body><h1>Tanks</h1><p>Late.</p></body></html>",
    PurePosixPath("part/b.html"): "<html lang='en'><body><h1>Jets</h1><p>Later.</p></body></html>",
}


def test_the_same_pages_give_the_same_bytes():
    assert Pagefind().index(PAGES) == Pagefind().index(dict(reversed(PAGES.items())))


def test_only_what_a_page_loads_is_kept():
    names = [path.name for path in Pagefind().index(PAGES)]
    assert "pagefind.js" in names
    assert sum(name.endswith(".pf_fragment") for name in names) == 2
    assert [name for name in names if "ui" in name or name.endswith(".css")] == []


def test_settings_of_others_do_not_reach_it(monkeypatch):
    index = Pagefind().index(PAGES)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    assert Pagefind().index(PAGES) == index


def test_a_failure_says_what_to_install(monkeypatch):
    monkeypatch.setattr(search, "version", lambda _: "0")
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    monkeypatch.setattr("pagefind.service.get_executable", lambda: None)
    with pytest.raises(PublishError, match="Pagefind is not installed") as caught:
        Pagefind().index(PAGES)
    assert "pip install" in caught.value.findings[0].hint
