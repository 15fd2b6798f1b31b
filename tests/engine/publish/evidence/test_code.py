"""The code on view: whatever page links to a module, the module gets its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from report.engine.publish.evidence import Ground, evidence_of
from report.engine.publish.evidence.code import linked_from
from tests.engine.publish.example import BOOK, FIRST
from tests.fakes.store import FakeStore

PAGE = PurePosixPath("chapters/war.html")


def test_links_to_code_are_found_wherever_a_page_lies():
    html = '<a href="../code/figures/a%20b.html#L4"> <a href="../code/x.html">'
    assert [str(path) for path in linked_from(html, PAGE)] == ["figures/a b.py", "x.py"]


@pytest.mark.parametrize(
    "href", ["https://example.org/code/x.html", "../../code/x.html", "code/x.html"]
)
def test_other_links_are_not(href):
    assert list(linked_from(f'<a href="{href}">', PAGE)) == []


def test_a_linked_module_gets_a_page_with_a_name_for_each_line(tmp_path):
    (tmp_path / "lags.py").write_text("x = 1\ny = '<'\n")
    (tmp_path.parent / "outside.py").write_text("")
    addresses = ("code/lags.html", "code/none.html", "code/../../outside.html")
    body = "".join(f'<a href="{address}"></a>' for address in addresses)
    book = replace(BOOK, pages=(replace(FIRST, body=body),))
    made = evidence_of(book, Ground(tmp_path, ()), FakeStore())
    [page] = made.made.pages
    assert str(page.target) == "code/lags.html"
    assert '<span id="L2">y ' in page.body
    assert "&lt;" in page.body
