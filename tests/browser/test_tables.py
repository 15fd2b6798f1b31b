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


def table(rows):
    head = "".join(f"<th>{text}</th>" for text in HEADS)
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


MERGED = (
    "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>"
    + '<tr><td colspan="2">x</td></tr>' * 4
    + "</tbody></table>"
)
LONG = [(f"System {n}", f"{n} days", "2021", str(n)) for n in range(1, 31)]


@pytest.fixture(scope="module")
def page_address(tmp_path_factory, browser):
    bodies = {"short": table(ROWS), "long": table(LONG), "merged": MERGED}
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
    page.evaluate("document.querySelector('#short .table-box').scrollLeft = 200")
    box = page.locator("#short .table-box").bounding_box()
    cell = page.locator("#short tbody td >> nth=0").bounding_box()
    assert cell["x"] == pytest.approx(box["x"], abs=1)
    assert cell["width"] < box["width"] / 2


def test_without_a_script_a_table_is_a_table(reader, page_address):
    page = reader.open(page_address, script=False)
    assert page.locator("#long tbody tr:visible").count() == 30
    assert page.locator("#short th button").count() == 0
