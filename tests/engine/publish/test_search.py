"""Search: what of a page can be found, and that an index is made only for texts that changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from report.engine.model import Kind
from report.engine.publish.evidence.sheets import Sheet, told_of
from report.engine.publish.search import (
    Passage,
    documents_of,
    is_searched,
    passages,
    row_files,
    search_files,
)
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


def test_what_has_no_heading_is_headed_by_its_first_words():
    search = FakeSearch()
    long = "Rockets will come late, " * 6
    page = replace(FIRST, body=f'<div id="c" data-kind="x"><p>{long}</p></div>')
    search_files(documents_of((page, SECOND), FakeStore()), FOLDER, search, FakeStore())
    html = search.asked[0][page.target]
    assert '<h3 id="c">Rockets will come late, Rockets' in html
    assert "… </h3><p>" not in html
    assert html.count("Rockets") == 6


def test_text_from_data_is_escaped_in_what_is_indexed():
    search = FakeSearch()
    page = replace(FIRST, title="<b>", body='<h2 id="x">1 &lt; 2</h2><p>&lt;script&gt;</p>')
    search_files(documents_of((page, SECOND), FakeStore()), FOLDER, search, FakeStore())
    html = search.asked[0][page.target]
    assert "<script" not in html
    assert '<h2 id="x">1 &lt; 2</h2><p>&lt;script&gt;</p>' in html


def test_an_index_is_made_again_only_when_a_text_has_changed():
    search, store = FakeSearch(), FakeStore()
    files = search_files(documents_of(BOOK.pages, store), FOLDER, search, store)
    assert search_files(documents_of(BOOK.pages, store), FOLDER, search, store) == files
    assert len(search.asked) == 1
    pages = (replace(FIRST, body=FIRST.body + "<p>More.</p>"), *BOOK.pages[1:])
    search_files(documents_of(pages, store), FOLDER, search, store)
    assert len(search.asked) == 2


def test_a_single_document_has_no_search(tmp_path):
    single = replace(project(tmp_path), kind=Kind.SINGLE)
    assert not is_searched(BOOK.pages, single)


def rows_of(day, *titles):
    sections = "".join(
        f'<section id="r-{i}" class="evidence-row"><h2>{title}</h2><dl><dt>Donor</dt><dd>North</dd></dl>'
        "</section>"
        for i, title in enumerate(titles)
    )
    return replace(FIRST, target=PurePosixPath(f"evidence/{day}/steps.html"), body=sections)


def sheet(page):
    return Sheet(page.target, page.title, page.language, told_of(page.body), lambda: page.body)


def test_a_row_is_a_passage_under_its_own_words():
    page = replace(rows_of("2024-11-19", "30 May 2022 · refused"), title_block="")
    assert found(page)["r-0"] == Passage("row", "r-0", "30 May 2022 · refused", "Donor North")


def test_rows_have_an_index_of_their_own_with_each_table_once_at_its_last_day():
    search, store = FakeSearch(), FakeStore()
    pages = (rows_of("2026-02-24", "One", "Two"), rows_of("2024-11-19", "One"), FIRST)
    pages = tuple(map(sheet, pages))
    row_files(pages, FOLDER, search, store)
    assert [list(pages) for pages in search.asked] == [
        [PurePosixPath("evidence/2026-02-24/steps.html")]
    ]
    row_files(pages, FOLDER, search, store)
    assert len(search.asked) == 1
    part = replace(pages[0], target=PurePosixPath("evidence/2026-02-24/steps/2.html"))
    row_files((*pages, part), FOLDER, search, store)
    assert set(search.asked[1]) == {pages[0].target, part.target}
    assert row_files((sheet(FIRST),), FOLDER, search, store) == {}
