"""Sources without an archived copy: which they are, where they are listed, and what leads there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from lxml import html

from report.engine.known import Shelf
from report.engine.provenance import RowSet
from report.engine.publish.evidence import evidence_for, evidence_of
from report.engine.publish.evidence.copies import Copies, bodies_of, listed, with_note
from report.engine.publish.evidence.words import ENGLISH, GERMAN
from report.engine.told import Teller
from report.engine.words import Words
from tests.engine.publish.evidence.shop import chapter, laid_out, value
from tests.engine.publish.example import BOOK, FIRST
from tests.fakes.store import FakeStore

PAGE = PurePosixPath("evidence/2022-12-31/unarchived.html")
REFERENCES = '<p>Works</p>\n<div id="refs" class="references"></div>'
KEPT = """
@online{kept, title = {Kept}, url = {https://web.archive.org/web/https://kept.example/}}
@online{copied, title = {Copied}, url = {https://a.example/}, archiveurl = {https://b.example/}}
@book{paper-only, title = {On paper}}
"""


@pytest.fixture
def ground(tmp_path):
    ground = laid_out(tmp_path)
    with (tmp_path / "works.bib").open("a") as file:
        file.write(KEPT)
    return ground


def found(ground, day="2022-12-31"):
    return listed(Teller(Shelf(ground.root, day, ground.bibliographies), Words("en")))


def test_pages_on_the_web_that_name_no_copy_are_listed(ground):
    told = found(ground)
    assert told.copies == Copies(PAGE, 2, 5)
    [(page, body)] = bodies_of(told, ENGLISH).items()
    assert page == PAGE
    assert "2 of 5 sources" in body
    rows = [
        (row.get("id"), row.get("data-kind"), [cell.text_content() for cell in row])
        for row in html.fromstring(body).iter("tr")
    ][1:]
    assert rows == [
        ("r-paper", "press", [found(ground).sources["paper"].text, "press", "paper"]),
        ("r-book", "", [found(ground).sources["book"].text, "", "book"]),
    ]


def test_what_was_published_later_is_not_listed(ground):
    assert "later" not in found(ground).pages
    assert "later" in found(ground, "2024-12-31").pages


def test_only_safe_addresses_become_links(ground):
    (body,) = bodies_of(found(ground), ENGLISH).values()
    assert [a.get("href") for a in html.fromstring(body).iter("a")] == [
        "https://paper.example/said?a=1&b=2"
    ]


def test_a_project_whose_sources_all_have_copies_has_no_list(ground):
    (ground.root / "works.bib").write_text(KEPT)
    assert found(ground) is None
    made = evidence_for([chapter(value("1", RowSet("tanks", ("a",))))], ground, FakeStore())
    assert made.copies is None
    assert not [page for page in made.pages if page.target == PAGE]


def test_a_project_without_sources_has_no_list(ground):
    assert found(replace(ground, bibliographies=())) is None


def test_the_list_is_that_of_the_newest_day(ground):
    rows = RowSet("tanks", ("a",))
    chapters = [
        chapter(value("1", rows)),
        replace(chapter(value("1", rows), day="2024-12-31"), target=PurePosixPath("two.html")),
    ]
    made = evidence_for(chapters, ground, FakeStore())
    assert made.copies == Copies(PurePosixPath("evidence/2024-12-31/unarchived.html"), 3, 6)
    assert [page.title for page in made.pages if page.target == made.copies.page] == [
        "Sources without an archived copy, as known on 31 December 2024"
    ]


def test_a_long_list_is_shown_in_parts(ground):
    with (ground.root / "works.bib").open("a") as file:
        for number in range(3000):
            file.write(
                f"@online{{w{number}, title = {{{'long ' * 30}}}, url = {{https://w.example/}}}}\n"
            )
    told = found(ground)
    bodies = bodies_of(told, ENGLISH)
    assert len(bodies) > 1
    assert all(len(body) < 600_000 for body in bodies.values())
    assert sum(body.count("<tr id=") for body in bodies.values()) == 3002
    assert all(body.count("evidence-parts") == 2 for body in bodies.values())


def test_a_list_of_references_leads_to_it():
    at = PurePosixPath("chapters/references.html")
    text = with_note(REFERENCES, at, Copies(PAGE, 1200, 1300), ENGLISH)
    assert "1,200 of 1,300 sources" in text
    assert 'href="../evidence/2022-12-31/unarchived.html"' in text
    assert text.index("references-note") < text.index('id="refs"')


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("<p>None</p>", Copies(PAGE, 1, 2)),
        ('<div id="refs" role="list" style="display: none">', Copies(PAGE, 1, 2)),
        (REFERENCES, None),
    ],
)
def test_other_pages_stay_as_they_are(text, copies):
    assert with_note(text, PurePosixPath("a.html"), copies, GERMAN) == text


def test_the_note_stands_on_the_pages_of_a_book(ground):
    span = '<span class="derived" data-function="waits.median" data-rows="tanks:a">1 day</span>'
    page = replace(FIRST, body=f"<p>{span}</p>{REFERENCES}", options={"as-of": "2022-12-31"})
    evidence = evidence_of(replace(BOOK, pages=(page,)), ground, FakeStore())
    assert f'href="{PAGE}"' in evidence.book.pages[0].body
