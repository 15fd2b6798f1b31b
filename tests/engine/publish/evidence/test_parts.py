"""A large table in parts: every row once, links that know its part, and a way from the first page."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from report.engine.provenance import RowSet
from report.engine.publish.evidence import evidence_for, rows
from report.engine.publish.evidence.parts import LARGEST, pages_of, parted, table_at
from report.engine.publish.evidence.rows import anchor
from report.engine.publish.evidence.words import ENGLISH
from report.engine.told import Told
from tests.engine.publish.evidence.shop import chapter, laid_out, value
from tests.fakes.store import FakeStore

PAGE = PurePosixPath("evidence/2022-12-31/tanks.html")
PART = PurePosixPath("evidence/2022-12-31/tanks/2.html")


@given(st.lists(st.integers(1, LARGEST), max_size=30))
def test_every_row_stands_on_one_page_in_order(sizes):
    told = [Told(str(number), "x" * size, (), ()) for number, size in enumerate(sizes)]
    pages = pages_of(PAGE, told, {})
    parts = list(parted(told, pages))

    assert [row for part in parts for row in part] == told
    assert len({pages[row.key] for row in told}) == len(parts)
    assert all(pages[row.key] == PAGE for row in told[:1])


def test_pages_are_about_as_large_as_each_other():
    told = [Told(str(number), "x" * (LARGEST // 100), (), ()) for number in range(250)]
    sizes = [len(part) for part in parted(told, pages_of(PAGE, told, {}))]
    assert len(sizes) == 3
    assert max(sizes) - min(sizes) < 3


def test_a_table_that_fits_is_one_page():
    told = (Told("a", "A tank", (), ()),)
    table = rows.Table("tanks", "Tanks", PAGE, told, {}, pages_of(PAGE, told, {}))
    [(page, body)] = rows.bodies_of(table, ENGLISH).items()
    assert page == PAGE
    assert "evidence-parts" not in body


def test_an_empty_table_has_its_page():
    table = rows.Table("tanks", "Tanks", PAGE, (), {}, {})
    assert list(rows.bodies_of(table, ENGLISH)) == [PAGE]


@pytest.mark.parametrize("page", [PAGE, PART])
def test_a_part_belongs_to_its_table(page):
    assert table_at(page) == "tanks"


@pytest.fixture
def made(tmp_path):
    """Evidence whose last tank stands on a page of its own."""
    ground = laid_out(tmp_path)
    with (tmp_path / "data" / "tanks.csv").open("a") as table:
        table.writelines(f"x{n},{'X' * (LARGEST // 4)},2022-05-01,paper\n" for n in range(5))
    return evidence_for([chapter(value("2", RowSet("tanks", ("x4",))))], ground, FakeStore())


def test_a_row_is_linked_on_its_part(made):
    [page] = [page for page in made.pages if page.target.name == "one.html"]
    assert f'href="../2022-12-31/tanks/2.html#{anchor("x4")}"' in page.body
    assert made.parted[PAGE]()[anchor("x4")] == PART


def test_parts_lead_to_each_other_and_to_their_sources(made):
    [first, part] = [page for page in made.pages if page.target in (PAGE, PART)]
    shown = html.fragment_fromstring(part.body, create_parent="main")
    links = [a.get("href") for a in shown.xpath("//nav[@data-parts]//a")]

    assert links == ["../tanks.html", "2.html"]
    assert first.target == PAGE and first.title == part.title
    assert shown.xpath("string(//nav/@data-parts)") == "parts.json"
    for a in shown.xpath("//a[starts-with(@href, '#')]"):
        assert shown.get_element_by_id(a.get("href")[1:]) is not None


def test_the_ways_say_where_each_row_stands(made):
    ways = json.loads(made.files[PAGE.with_suffix("") / "parts.json"].read_bytes())
    assert (ways[anchor("a")], ways[anchor("x4")]) == ("tanks.html", "tanks/2.html")
