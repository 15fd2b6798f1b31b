"""Tables as a reader uses them: sorted by a column, narrowed by words, readable on a telephone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.browser.conftest import served
from tests.engine.publish.example import BOOK, FIRST, project, publish
from tests.fakes.ports import fake_ports

ROWS = [
    ("Harpoon", "2 days", "9 September 2023", "10"),
    ("Abrams", "1,184 days", "January 2023", ""),
    ("jets", "−3 days", "2021", "9"),
    ("Taurus", "92–120 days", "10 September 2023", "100"),
]
HEADS = ("System", "Wait", "Day", "Count")


def table(rows, heads=HEADS):
    head = "".join(f"<th>{text}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


MERGED = (
    "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>"
    + '<tr><td colspan="2">x</td></tr>' * 4
    + "</tbody></table>"
)
STEPS = [
    (
        "14 May 2024",
        "asked",
        "A minister asks in public for what the army has asked for in private",
    ),
    ("2 May 2024", "", "Refused"),
    ("30 May 2024", "allowed", "Allowed, near the border and against what fires across it"),
]
LONG = [(f"System {n}", f"{n} days", "2021", str(n)) for n in range(1, 31)]


@pytest.fixture(scope="module")
def page_address(tmp_path_factory, browser):
    steps = table(STEPS, ("Day", "Step", "What happened"))
    bodies = {"short": table(ROWS), "long": table(LONG), "merged": MERGED, "steps": steps}
    body = "".join(f'<div id="{name}">{each}</div>' for name, each in bodies.items())
    book = replace(BOOK, pages=(replace(FIRST, body=body, contents=()),), navigation=())
    root = tmp_path_factory.mktemp("tables")
    site = publish((book,), project(root), fake_ports(), formats=frozenset({"html"})).site
    with served(site) as where:
        yield f"{where}/first.html"


def column(page, number=1):
    return page.locator(f"#short tbody td:nth-child({number})").all_inner_texts()


def press(page, heading, times=1):
    for _ in range(times):
        page.click(f"#short th button >> text={heading}")


@pytest.mark.parametrize(
    ("heading", "order"),
    [
        ("System", ["Abrams", "Harpoon", "jets", "Taurus"]),
        ("Wait", ["jets", "Harpoon", "Taurus", "Abrams"]),
        ("Day", ["jets", "Abrams", "Harpoon", "Taurus"]),
        ("Count", ["jets", "Harpoon", "Taurus", "Abrams"]),
    ],
)
def test_a_heading_sorts_by_words_numbers_and_days(reader, page_address, heading, order):
    page = reader.open(page_address)
    press(page, heading)
    assert column(page) == order


def test_a_second_press_turns_the_order_and_a_third_brings_the_first_back(reader, page_address):
    page = reader.open(page_address)
    first = column(page)
    head = page.locator("#short th >> nth=3")
    told = []
    orders = []
    for _ in range(3):
        press(page, "Count")
        told.append(head.get_attribute("aria-sort"))
        orders.append(column(page))
    assert told == ["ascending", "descending", "none"]
    assert orders[1] == ["Taurus", "Harpoon", "jets", "Abrams"]  # what says nothing stays last
    assert orders[2] == first


def test_one_column_rules_at_a_time(reader, page_address):
    page = reader.open(page_address)
    press(page, "Wait")
    press(page, "Day")
    told = [head.get_attribute("aria-sort") for head in page.locator("#short th").all()]
    assert told == ["none", "none", "ascending", "none"]


def test_sorting_works_by_keyboard(reader, page_address):
    page = reader.open(page_address)
    page.focus("#short th button >> nth=0")
    page.keyboard.press("Enter")
    assert column(page)[0] == "Abrams"
    page.keyboard.press("Space")
    assert column(page)[0] == "Taurus"


def test_a_long_table_is_narrowed_by_words_and_tells_how_many(reader, page_address):
    page = reader.open(page_address)
    assert page.locator("#short .table-filter").count() == 0
    page.fill("#long .table-filter input", "system 30")
    assert page.locator("#long tbody tr:visible").count() == 1
    assert page.locator("#long .table-filter output").inner_text() == "Shown: 1 of 30"
    page.click("#long th button >> text=Wait")
    assert page.locator("#long tbody tr:visible").count() == 1


def test_a_table_with_merged_cells_is_left_alone(reader, page_address):
    assert reader.open(page_address).locator("#merged button").count() == 0


def test_the_first_column_stays_in_sight_on_a_telephone(reader, page_address):
    page = reader.open(page_address, width=360)
    page.evaluate("document.querySelector('#short td:last-child').style.minWidth = '30rem'")
    page.evaluate("document.querySelector('#short .table-box').scrollLeft = 200")
    box = page.locator("#short .table-box").bounding_box()
    cell = page.locator("#short tbody td >> nth=0").bounding_box()
    assert cell["x"] == pytest.approx(box["x"], abs=1)
    assert cell["width"] < box["width"] / 2


def labels(page):
    """The headings that the cells of the second table of sentences show, line by line."""
    look = "cells => cells.map(c => getComputedStyle(c, '::before').content)"
    return page.locator("#steps tbody tr >> nth=0 >> td").evaluate_all(look)


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_the_lines_of_a_table_of_sentences_are_cards(reader, page_address, script):
    page = reader.open(page_address, width=360, script=script)
    day, step, text = page.locator("#steps tbody tr >> nth=0 >> td").all()
    whole = page.locator("#steps .table-box").bounding_box()["width"]
    assert day.bounding_box()["y"] < step.bounding_box()["y"] < text.bounding_box()["y"]
    assert text.bounding_box()["width"] == pytest.approx(whole, abs=1)
    if script:  # the question is put by a script of the page's
        assert [said.split('"')[1].strip() if '"' in said else said for said in labels(page)] == [
            *("none", "Step", "What happened")
        ]


def test_on_a_desk_it_is_a_table(reader, page_address):
    page = reader.open(page_address)
    tops = [td.bounding_box()["y"] for td in page.locator("#steps tbody tr >> nth=0 >> td").all()]
    assert len(set(tops)) == 1
    assert labels(page) == ["none"] * 3


def test_cards_are_sorted_by_their_headings(reader, page_address):
    page = reader.open(page_address, width=360)
    assert page.locator("#steps thead").get_by_role("button").count() == 3
    page.click("#steps th button >> text=Day")
    days = page.locator("#steps tbody td:nth-child(1)").all_inner_texts()
    assert days == ["2 May 2024", "14 May 2024", "30 May 2024"]


def test_a_card_is_a_row_of_a_table_to_a_screen_reader(reader, page_address):
    page = reader.open(page_address, width=360)
    steps = page.locator("#steps").get_by_role("table")
    assert steps.get_by_role("columnheader").count() == 3
    assert steps.get_by_role("row").count() == 4
    assert steps.get_by_role("cell", name="Refused").count() == 1


def test_what_a_card_does_not_say_takes_no_room(reader, page_address):
    page = reader.open(page_address, width=360)
    assert not page.locator("#steps tbody tr >> nth=1 >> td >> nth=1").is_visible()


def test_a_table_that_scrolls_says_so_in_words(reader, page_address):
    page = reader.open(page_address, width=360)
    page.evaluate("document.querySelector('#short table').style.width = '60rem'")
    page.evaluate("dispatchEvent(new Event('resize'))")
    look = "getComputedStyle(document.querySelector('#short .table-box'), '::before').content"
    assert "scrolls sideways" in page.evaluate(look)


def test_without_a_script_a_table_is_a_table(reader, page_address):
    page = reader.open(page_address, script=False)
    assert page.locator("#long tbody tr:visible").count() == 30
    assert page.locator("#short th button").count() == 0
