"""Search: what of a page can be found, and that an index is made only for texts that changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from report.engine.model import Kind
from report.engine.publish.search import Passage, passages, search_files
from tests.engine.publish.example import BOOK, FIRST, SECOND, project
from tests.fakes.search import FakeSearch
from tests.fakes.store import FakeStore

FOLDER = PurePosixPath("search")


def found(page):
    return {passage.anchor: passage for passage in passages(page)}


def test_every_section_entry_and_source_is_a_passage_of_its_own():
    kinds = {anchor: passage.kind for anchor, passage in found(SECOND).items()}
    assert kinds["sec-first"] == "section"
    assert kinds["claim-3"] == "entry"
    assert found(FIRST)["ref-archive2023"].kind == "source"


def test_a_passage_holds_the_text_up_to_the_next_one():
    claim = found(SECOND)["claim-1"]
    assert claim == Passage("entry", "claim-1", "", "Tanks came late.")


def test_numbers_of_sections_code_and_pictures_are_not_text():
    page = replace(
        FIRST,
        title_block="",
        body='<section id="s"><h2><span class="header-section-number">1.1</span> Waiting</h2>'
        "<p>Long.<svg><text>drawn</text></svg></p><pre>code()</pre></section>",
    )
    assert found(page) == {"s": Passage("section", "s", "Waiting", "Long.")}


def test_words_of_neighbouring_cells_do_not_run_together():
    page = replace(
        FIRST, title_block="", body='<table><tr id="r"><td>a</td><td>b</td></tr></table>'
    )
    assert found(page)["r"].text == "a b"


def test_what_has_no_heading_is_headed_by_its_first_words(tmp_path):
    search = FakeSearch()
    long = "Rockets will come late, " * 6
    page = replace(FIRST, body=f'<div id="c" data-kind="x"><p>{long}</p></div>')
    search_files(
        replace(BOOK, pages=(page, SECOND)), project(tmp_path), FOLDER, search, FakeStore()
    )
    html = search.asked[0][page.target]
    assert '<h3 id="c">Rockets will come late, Rockets' in html
    assert "… </h3><p>" not in html
    assert html.count("Rockets") == 6


def test_text_from_data_is_escaped_in_what_is_indexed(tmp_path):
    search = FakeSearch()
    page = replace(FIRST, title="<b>", body='<h2 id="x">1 &lt; 2</h2><p>&lt;script&gt;</p>')
    book = replace(BOOK, pages=(page, SECOND))
    search_files(book, project(tmp_path), FOLDER, search, FakeStore())
    html = search.asked[0][page.target]
    assert "<script" not in html
    assert '<h2 id="x">1 &lt; 2</h2><p>&lt;script&gt;</p>' in html


def test_an_index_is_made_again_only_when_a_text_has_changed(tmp_path):
    search, store, here = FakeSearch(), FakeStore(), project(tmp_path)
    files = search_files(BOOK, here, FOLDER, search, store)
    assert search_files(BOOK, here, FOLDER, search, store) == files
    assert len(search.asked) == 1
    pages = (replace(FIRST, body=FIRST.body + "<p>More.</p>"), *BOOK.pages[1:])
    search_files(replace(BOOK, pages=pages), here, FOLDER, search, store)
    assert len(search.asked) == 2


def test_a_single_document_has_no_search(tmp_path):
    single = replace(project(tmp_path), kind=Kind.SINGLE)
    assert search_files(BOOK, single, FOLDER, FakeSearch(), FakeStore()) == {}
