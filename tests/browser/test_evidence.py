"""A reader opens values: by mouse, keyboard and finger, by address, without a script, from a disk."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.browser.conftest import served
from tests.engine.publish.evidence.shop import laid_out
from tests.engine.publish.example import BOOK, project, publish
from tests.fakes.ports import fake_ports

SPAN = '<span class="derived" data-function="waits.median" data-rows="{}">{}</span>'
VALUE = SPAN.format("tanks:a b;promises:*", "12&nbsp;days")
FOLDED = (
    f"<details><summary>More</summary><p>{SPAN.format('promises:a/1', 'One way')}</p></details>"
)
VALUES = {"index.html": f"<p>{VALUE}</p>", "first.html": f"<p>It took {VALUE}.</p>{FOLDED}"}
OPEN = "dialog.evidence-box[open] section"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The example book with values on its home page and in its first chapter, published."""
    root = tmp_path_factory.mktemp("shop")
    ground = laid_out(root)
    written = project(root, bibliographies=ground.bibliographies)
    book = replace(BOOK, pages=tuple(map(valued, BOOK.pages)))
    return publish((book,), written, fake_ports(), formats=frozenset({"html"})).site


def valued(page):
    """A page, with values before its text if it is one that has any."""
    before = VALUES.get(page.target.name)
    if before is None:
        return page
    return replace(page, body=before + page.body, options={"as-of": "2022-12-31"})


@pytest.fixture(scope="module")
def shop_address(shop):
    with served(shop) as where:
        yield where


@pytest.fixture
def first(shop_address):
    return f"{shop_address}/first.html"


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def test_a_click_opens_rows_function_and_sources(reader, first):
    page = reader.open(first)
    page.click("text=/12.days/")
    box = page.wait_for_selector(OPEN) and page.locator("dialog.evidence-box[open]")

    assert box.locator("h2").inner_text() == "12 days"
    assert box.locator("h3").all_inner_texts() == [
        "all 2 rows of Tanks & guns",
        "all 2 rows of Promises",
    ]
    assert "March 2022 · Anton <b>" in box.inner_text()
    assert "1 March 2022 · Anton <b>" in box.inner_text()
    code = box.locator("a", has_text="waits.median").get_attribute("href")
    assert code.endswith("/code/waits.html#L4")
    assert box.locator("a[href='https://paper.example/said?a=1&b=2']").count() == 4
    assert "later" not in box.inner_text()
    assert reader.faults == []


def test_keyboard_opens_and_escape_closes_and_focus_returns(reader, first):
    page = reader.open(first)
    page.focus("text=/12.days/")
    page.keyboard.press("Enter")
    page.wait_for_selector(OPEN)
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog, html') !== null")
        assert not page.evaluate("document.activeElement.matches('main *')")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.evidence-box:not([open])", state="attached")
    assert focused(page) == "12\N{NO-BREAK SPACE}days"


def test_a_click_beside_it_closes(reader, first):
    page = reader.open(first)
    page.click("text=/12.days/")
    page.wait_for_selector(OPEN)
    page.click("dialog.evidence-box h2")
    assert page.locator("dialog.evidence-box[open]").count() == 1
    page.mouse.click(3, 3)
    page.wait_for_selector("dialog.evidence-box:not([open])", state="attached")


def test_the_address_opens_it_again_even_where_it_is_folded_away(reader, first):
    page = reader.open(first)
    page.click("summary >> text=More")
    page.click("text=One way")
    page.wait_for_selector(OPEN)
    address = page.url
    assert "#evidence=e-" in address
    page.keyboard.press("Escape")
    page.wait_for_function("location.hash === ''")

    again = reader.open(address)
    again.wait_for_selector(OPEN)
    assert again.locator("dialog.evidence-box h2").inner_text() == "One way"
    assert again.locator("main a", has_text="One way").is_visible()


def test_on_a_phone_it_is_a_sheet_at_the_bottom(browser, first):
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True)
    page = context.new_page()
    page.goto(first)
    page.tap("text=/12.days/")
    page.wait_for_selector(OPEN)
    box = page.locator("dialog.evidence-box").bounding_box()
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 360, 700)
    assert box["height"] <= 0.8 * 700 + 1
    assert wide == 360


def test_a_link_to_a_folder_opens_what_its_first_page_tells(reader, shop_address):
    page = reader.open(f"{shop_address}/index.html")
    page.eval_on_selector("main a.derived", "a => { a.href = a.href.replace('index.html', ''); }")
    page.click("text=/12.days/")
    page.wait_for_selector(OPEN)


def test_a_click_with_a_key_held_leads_to_the_page_as_any_link(reader, first):
    page = reader.open(first)
    with page.context.expect_page() as opened:
        page.click("text=/12.days/", modifiers=["Control"])
    assert "/evidence/first.html#e-" in opened.value.url


def test_without_a_script_a_value_leads_to_its_evidence(reader, first):
    page = reader.open(first, script=False)
    page.click("text=/12.days/")
    assert "/evidence/first.html#e-" in page.url
    entry = page.locator(":target")
    assert "Berta; 2" in entry.inner_text()
    assert entry.locator("a[href^='https://paper.example']").count()


def test_from_the_disk_the_link_is_followed(reader, shop):
    page = reader.open((shop / "first.html").as_uri())
    page.click("text=/12.days/")
    page.wait_for_url("**/evidence/first.html#e-*")
    assert reader.faults == []


def test_where_the_data_are_not_there_the_link_is_followed(reader, first):
    page = reader.open(first)
    page.route("**/*.json", lambda route: route.abort())
    page.click("text=/12.days/")
    page.wait_for_url("**/evidence/first.html#e-*")
    assert page.locator(":target").is_visible()


def test_an_address_finds_a_row_on_whichever_part_of_its_table_it_stands(
    reader, report_site, report_address
):
    ways = report_site / "evidence/2024-11-19/bibliography/parts.json"
    row, part = list(json.loads(ways.read_text()).items())[-1]
    folder = f"{report_address}/evidence/2024-11-19"
    page = reader.open(f"{folder}/bibliography.html#{row}")

    page.wait_for_url(f"{folder}/{part}#{row}")
    assert part != "bibliography.html"
    page.wait_for_function("document.querySelector(':target')?.checkVisibility()")
    assert reader.faults == []
