"""Numbers and references: laws about counting, and the forms in which a reference may be written."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.ast import kind, rewrite, text_of
from report.engine.assemble.crossref import (
    Chapter,
    Index,
    index_of,
    label,
    outline,
    roman,
    with_numbers,
)
from report.engine.assemble.nouns import Callout, Entry, Equation, Reference
from report.engine.model import Kind
from tests.engine.assemble.nodes import PAGE, cite, figure, header, settings

levels = st.lists(st.integers(1, 6), min_size=1, max_size=12)
kinds = st.lists(st.sampled_from(["fig", "tbl", "lst"]), max_size=15)


def counted(blocks, chapter=Chapter(), kind=Kind.DEFAULT, **meta):  # noqa: B008
    return outline(blocks, PAGE, chapter, settings(kind, **meta))


def numbers_of(blocks, **options):
    return counted(blocks, **options).numbers


def index(*entries: Entry, page=PAGE, chapter=Chapter(), book=False, **meta) -> Index:  # noqa: B008
    chosen = settings(Kind.BOOK if book else Kind.DEFAULT, **meta)
    return Index(page, chapter, index_of(entries), {}, chosen, book)


def said(node, table: Index) -> str:
    return text_of([part for one in table.replacement(node) for part in shown(one)])


def shown(node):
    return node.inlines if isinstance(node, Reference) else [node]


# --- counting ------------------------------------------------------------------------------------


@given(kinds)
def test_things_of_a_kind_count_from_one_in_order(names):
    blocks = [figure(f"{name}-{place}") for place, name in enumerate(names)]
    numbers = numbers_of(blocks)
    for name in set(names):
        own = [numbers[f"{n}-{place}"] for place, n in enumerate(names) if n == name]
        assert own == [str(number) for number in range(1, len(own) + 1)]


@given(levels)
def test_sections_count_upwards_in_the_order_of_the_text(depths):
    blocks = [header(depth, "x", f"sec-{place}") for place, depth in enumerate(depths)]
    numbers = [counted(blocks).numbers[f"sec-{place}"] for place in range(len(depths))]
    keys = [tuple(map(int, number.split("."))) for number in numbers]
    assert all(before < after for before, after in pairwise(keys))


@given(levels, st.integers(1, 20))
def test_in_a_chapter_every_number_begins_with_the_chapter_s(depths, number):
    blocks = [header(max(2, depth), "x", f"sec-{place}") for place, depth in enumerate(depths)]
    blocks.append(figure("fig-a"))
    chapter = Chapter(number, id="sec-chapter", title="Title")
    found = counted(blocks, chapter, Kind.BOOK)
    assert all(text.split(".")[0] == str(number) for text in found.numbers.values())
    assert found.numbers["fig-a"] == f"{number}.1"


@given(st.integers(0, 6))
def test_parts_are_lettered_within_their_whole(count):
    parts = [replace(figure(f"fig-w-{place}"), part=True) for place in range(count)]
    numbers = numbers_of([figure("fig-w", "x", *parts), figure("fig-next")])
    assert [numbers[f"fig-w-{place}"] for place in range(count)] == list("abcdef")[:count]
    assert (numbers["fig-w"], numbers["fig-next"]) == ("1", "2")


@given(st.integers(1, 3999))
def test_roman_numerals_read_as_their_number(number):
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[sign] for sign in roman(number)]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    assert sum(digit if digit >= after else -digit for digit, after in pairs) == number


def test_unnumbered_headings_take_no_number_and_can_not_be_referred_to():
    blocks = [
        header(2, "a", "sec-a"),
        header(2, "b", "sec-b", "unnumbered"),
        header(3, "c", "sec-c"),
    ]
    found = counted(blocks)
    assert found.numbers == {"sec-a": "1", "sec-c": "1.1"}
    assert "sec-b" not in index_of(found.entries)


def test_skipped_levels_leave_a_zero():
    blocks = [header(2, "a", "a"), header(4, "b", "b"), header(3, "c", "c")]
    assert numbers_of(blocks) == {"a": "1", "b": "1.0.1", "c": "1.1"}


def test_a_second_heading_of_level_one_takes_the_next_chapter_s_number():
    blocks = [figure("fig-a"), header(1, "Next", "sec-n"), figure("fig-b")]
    found = counted(blocks, Chapter(2, id="sec-c", title="T"), Kind.BOOK)
    assert found.numbers == {"sec-c": "2", "fig-a": "2.1", "sec-n": "3", "fig-b": "3.1"}


def test_appendices_are_lettered():
    found = counted(
        [header(2, "x", "sec-x"), figure("fig-a")], Chapter(2, True, "sec-b", "B"), Kind.BOOK
    )
    assert found.numbers == {"sec-b": "B", "sec-x": "B.1", "fig-a": "B.1"}
    assert [entry.prefix for entry in found.entries] == ["Appendix", "Section", "Figure"]


def test_equations_and_callouts_count_where_they_have_a_label():
    boxes = [Callout("note", [], [], "Note", id=name) for name in ("nte-a", "box", "", "nte-b")]
    blocks = [*boxes, {"t": "Para", "c": [Equation("eq-x", "x"), Equation("eq-y", "y")]}]
    assert numbers_of(blocks) == {"nte-a": "1", "nte-b": "2", "eq-x": "1", "eq-y": "2"}


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("arabic", ["1", "2"]),
        ("alpha A", ["A", "B"]),
        ("roman", ["I", "II"]),
        ("roman i", ["i", "ii"]),
        (["x", "y"], ["x", "y"]),
        (None, ["1", "2"]),
    ],
)
def test_numbers_come_in_styles(style, labels):
    assert [label(style, number) for number in (1, 2)] == labels


def test_numbers_are_written_into_what_they_belong_to():
    blocks = [header(2, "a", "sec-a"), figure("fig-a")]
    chosen = settings(number_sections=True)
    rules = with_numbers(outline(blocks, PAGE, Chapter(), chosen).numbers, chosen)
    heading, made = rewrite(blocks, rules)
    assert heading["c"][1][2] == [["number", "1"]]
    assert (made.number.title, made.number.text) == ("Figure", "1")


# --- references ----------------------------------------------------------------------------------

MAP = Entry("fig-map", "fig", "1", "Figure", PAGE, [])
LINE = Entry("fig-line", "fig", "2", "Figure", PAGE, [])
PART = Entry("fig-map-a", "fig", "a", "Figure", PAGE, [], parent="fig-map")
AWAY = Entry("sec-far", "sec", "3", "Chapter", PurePosixPath("far.html"), [], chapter=True)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (cite("fig-map"), "Figure\u00a01"),
        (cite("Fig-map"), "Figure\u00a01"),
        (cite("fig-map", mode="SuppressAuthor"), "1"),
        (cite("fig-map", prefix="Exhibit"), "Exhibit\u00a01"),
        (cite("fig-map", "fig-line"), "Figure\u00a01, Figure\u00a02"),
        (cite("fig-map-a"), "Figure\u00a01 (a)"),
        (cite("fig-none"), "?@fig-none"),
        (cite("fig-map", "fig-none"), "Figure\u00a01, ?@fig-none"),
    ],
)
def test_forms_of_references(node, text):
    assert said(node, index(MAP, LINE, PART)) == text


def test_citations_of_works_are_no_references():
    assert index(MAP).replacement(cite("smith2020")) is None
    assert index(MAP).replacement(cite("figures-2020")) is None


def test_a_reference_to_a_chapter_elsewhere_leads_to_its_page():
    [made] = index(AWAY, book=True, chapter=Chapter(1)).replacement(cite("sec-far"))
    assert (text_of(made.inlines), made.anchor, str(made.page)) == (
        "Chapter\u00a03",
        "",
        "far.html",
    )


def test_unnumbered_pages_of_a_book_say_titles():
    titled = Entry(
        "sec-far", "sec", "3", "Chapter", PurePosixPath("far.html"), [{"t": "Str", "c": "Far"}]
    )
    assert said(cite("sec-far"), index(titled, book=True)) == "Far"


def test_references_without_links_are_text():
    table = index(MAP, crossref={"ref-hyperlink": False})
    assert kind(table.replacement(cite("fig-map"))[0]) == "Str"


@given(kinds)
def test_whatever_counts_can_be_referred_to_by_its_number(names):
    blocks = [figure(f"{name}-{place}") for place, name in enumerate(names)]
    found = counted(blocks)
    table = index(*found.entries)
    for name, number in found.numbers.items():
        assert said(cite(name), table).endswith(f"\u00a0{number}")
