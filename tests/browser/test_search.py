"""Search, as a reader does it: from the keyboard, through what was found, to the place."""

from __future__ import annotations

import pytest


@pytest.fixture
def first(address):
    return f"{address}/first.html"


def asked(reader, where, words):
    page = reader.open(where)
    page.keyboard.press("/")
    page.keyboard.type(words)
    return page


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_keys_open_the_search_and_escape_closes_it(reader, first, keys):
    page = reader.open(first)
    page.keyboard.press(keys)
    assert page.locator("#search input").evaluate("e => e === document.activeElement")
    page.keyboard.type("tanks")
    page.keyboard.press("Escape")
    assert not page.locator("#search").is_visible()
    assert page.locator(".search-button").is_visible()


def test_a_claim_is_found_and_the_arrow_keys_lead_to_it(reader, first):
    page = asked(reader, first, "rockets")
    place = page.locator(".search-found a", has_text="Rockets will come.")
    place.wait_for()
    assert place.locator("mark").first.inner_text() == "Rockets"
    assert place.locator("[data-kind=Entry]").count() == 1
    while not place.evaluate("e => e === document.activeElement"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/second.html#claim-3")
    assert reader.faults == []


def test_a_source_is_found_by_its_title(reader, first):
    page = asked(reader, first, "archive answers")
    place = page.locator(".search-found a", has_text="Requests and Answers").first
    place.wait_for()
    assert place.get_attribute("href").endswith("#ref-archive2023")
    assert reader.faults == []


def test_what_is_nowhere_is_said_to_be_nowhere(reader, first):
    page = asked(reader, first, "zeppelin")
    page.locator(".search-told", has_text="Nothing found for “zeppelin”.").wait_for()
    assert reader.faults == []


def test_markup_in_the_question_stays_text(reader, first):
    page = asked(reader, first, "<img src=x onerror=alert(1)>")
    page.locator(".search-told:not(:empty)").wait_for()
    assert page.locator("#search img").count() == 0


def test_from_a_disk_the_search_says_that_it_needs_a_server(reader, site):
    page = asked(reader, (site / "first.html").as_uri(), "tanks")
    assert "web server" in page.inner_text(".search-told")
    assert reader.faults == []


def test_without_a_script_no_search_is_offered(reader, first):
    page = reader.open(first, script=False)
    assert not page.locator(".search-button").is_visible()
    assert not page.locator("#search").is_visible()


def test_nothing_of_the_index_is_loaded_before_it_is_asked_for(reader, first):
    page = reader.open("about:blank")
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(first, wait_until="networkidle")
    assert [url for url in asked_for if "/search/" in url] == []
