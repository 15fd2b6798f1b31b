"""What a reader does with a page: change its light, walk it by keyboard, fold and unfold."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader


@pytest.fixture
def first(address):
    return f"{address}/first.html"


def paper(page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_the_scheme_follows_the_system_and_the_button_turns_it(reader, first, address):
    page = reader.open(first, scheme="dark")
    dark = paper(page)
    page.click(".theme-button")
    light = paper(page)
    assert light != dark
    page.goto(f"{address}/second.html")
    assert paper(page) == light
    assert paper(reader.open(first, scheme="light")) == light
    assert reader.faults == []


def test_a_chosen_scheme_stands_before_the_first_paint(reader, first):
    page = reader.open(first, scheme="light")
    page.click(".theme-button")
    page.add_init_script(
        "new MutationObserver((_, watch) => { if (!document.body) return; watch.disconnect();"
        " window.early = document.documentElement.dataset.theme; })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page.reload()
    assert page.evaluate("window.early") == "dark"


def test_charts_take_the_colours_of_the_scheme(reader, first):
    fill = "getComputedStyle(document.querySelector('.chart [fill*=a33a1d]')).fill"
    assert reader.open(first, scheme="light").evaluate(fill) == "rgb(163, 58, 29)"
    assert reader.open(first, scheme="dark").evaluate(fill) == "rgb(229, 129, 90)"


def test_the_contents_mark_the_section_being_read(reader, first):
    page = reader.open(first, width=1440)
    page.evaluate("document.getElementById('sec-rows').scrollIntoView()")
    page.wait_for_selector("#TOC a[aria-current][href='#sec-rows']")


@pytest.mark.parametrize("script", [True, False])
def test_a_phone_opens_the_contents_as_a_drawer(reader, first, script):
    page = reader.open(first, width=360, script=script)
    link = page.locator("#quarto-sidebar a", has_text="What was promised")
    assert not link.is_visible()
    page.click(".menu-button")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()


def test_everything_that_can_be_used_is_reached_by_keyboard(reader, first):
    page = reader.open(first, width=1440)
    usable = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')];
          window.usable = all.filter((e) => e.checkVisibility() && e.tabIndex >= 0);
          return window.usable.length;
        }"""
    )
    reached = set()
    for _ in range(usable + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("window.usable.indexOf(document.activeElement)"))
    assert reached >= set(range(usable))


def test_focus_can_be_seen(reader, first):
    page = reader.open(first)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_tabs_show_one_pane_and_turn_by_arrow(reader, first):
    page = reader.open(first)
    one, two = page.locator("#tab-1"), page.locator("#tab-2")
    assert one.is_visible()
    assert not two.is_visible()
    page.focus(".nav-tabs [aria-selected=true]")
    page.keyboard.press("ArrowRight")
    assert two.is_visible()
    assert not one.is_visible()


def test_without_a_script_nothing_is_hidden(reader, first):
    page = reader.open(first, script=False)
    assert page.locator("#tab-2").is_visible()
    assert page.get_by_text("Two sources disagree").is_visible()
    assert not page.locator(".theme-button").is_visible()


def test_a_folded_callout_opens_by_keyboard(reader, first):
    page = reader.open(first)
    body = page.get_by_text("Two sources disagree")
    assert not body.is_visible()
    page.focus(".callout-header[data-bs-toggle]")
    page.keyboard.press("Enter")
    assert body.is_visible()
    assert page.get_attribute(".callout-header[data-bs-toggle]", "aria-expanded") == "true"


def test_a_note_and_a_source_show_where_the_eye_is(reader, first):
    page = reader.open(first)
    page.hover(".footnote-ref >> nth=0")
    page.wait_for_selector("#peek:not([hidden])")
    assert page.locator("#peek").inner_text().startswith("Counted from the first public request.")
    page.hover("a[role=doc-biblioref] >> nth=0")
    page.wait_for_selector("#peek .csl-entry, #peek em")
    assert "Requests and Answers" in page.locator("#peek").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#peek").is_visible()


def test_a_source_on_another_page_is_read_when_it_is_asked_for(reader, address, site):
    page = reader.open(f"{address}/second.html")
    page.hover("a[role=doc-biblioref]")
    page.wait_for_selector("#peek:not([hidden])")
    assert "Requests and Answers" in page.locator("#peek").inner_text()
    assert reader.faults == []
    from_disk = reader.open((site / "second.html").as_uri())
    from_disk.hover("a[role=doc-biblioref]")
    assert not from_disk.locator("#peek").is_visible()
    assert reader.faults == []


def test_code_can_be_copied(reader, first):
    page = reader.open(first)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(".content summary >> nth=0")
    page.hover("pre.sourceCode")
    page.click(".copy-code")
    page.wait_for_function("document.querySelector('.copy-code').textContent === 'Copied'")
    assert "from report" in page.evaluate("navigator.clipboard.readText()")


def test_a_wide_table_scrolls_in_its_box(reader, first):
    page = reader.open(first, width=360)
    page.evaluate("document.querySelector('.table-box table').style.width = '60rem'")
    page.evaluate("dispatchEvent(new Event('resize'))")
    assert page.get_attribute(".table-box", "tabindex") == "0"
    reader.look(page)
    assert reader.faults == []


def test_on_paper_only_the_text_remains(reader, first):
    page = reader.open(first)
    page.emulate_media(media="print")
    assert not page.locator(".site-header").is_visible()
    assert not page.locator("#quarto-sidebar").is_visible()
    assert page.locator("#tab-2").is_visible()


def seen(page) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('.filterable [data-kind], .filterable section')]"
        ".filter((e) => e.checkVisibility()).map((e) => e.id)"
    )


def test_a_long_list_is_narrowed_by_kind_and_by_word(reader, address):
    page = reader.open(f"{address}/second.html")
    assert len(seen(page)) == 5
    page.select_option(".filter [name=kind]", "forecast")
    assert seen(page) == ["sec-first", "claim-2", "sec-then", "claim-3"]
    page.fill(".filter [name=words]", "rockets")
    assert seen(page) == ["sec-then", "claim-3"]
    assert page.inner_text(".filter output") == "Shown: 1 of 3"
    assert reader.faults == []


def test_an_address_of_a_hidden_entry_shows_it_again(reader, address):
    page = reader.open(f"{address}/second.html")
    page.select_option(".filter [name=kind]", "fact")
    page.evaluate("location.hash = '#claim-3'")
    page.wait_for_function("document.getElementById('claim-3').checkVisibility()")


def test_a_list_is_whole_without_a_script(reader, address):
    page = reader.open(f"{address}/second.html", script=False)
    assert page.locator(".filterable [data-kind]:visible").count() == 3
    assert page.locator(".filter").count() == 0


def test_addresses_of_headings_entries_figures_and_tables_can_be_copied(reader, address):
    page = reader.open(f"{address}/second.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.hover("#claim-2 > p")
    page.click("#claim-2 .anchor")
    page.locator("#claim-2 .anchor[data-told=Copied]").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("second.html#claim-2")
    first = reader.open(f"{address}/first.html")
    for place in ("#sec-lags > h2", "#fig-lags figcaption", "#tbl-lags figcaption"):
        assert first.locator(f"{place} > .anchor").count() == 1


def test_a_source_stands_in_the_margin_and_can_be_reached_with_the_pointer(reader, first):
    page = reader.open(first, width=1440)
    page.hover("a[role=doc-biblioref] >> nth=0")
    page.locator("#peek:not([hidden])").wait_for()
    text = page.locator("main > p").first.bounding_box()
    card = page.locator("#peek").bounding_box()
    assert card["x"] >= text["x"] + text["width"]
    page.hover("#peek a")
    page.locator("#peek:hover").wait_for()
    assert page.locator("#peek a").is_visible()


def test_the_contents_stay_folded_on_the_next_page(reader, first, address):
    page = reader.open(first, width=1440)
    page.click("#TOC summary")
    assert not page.locator("#TOC a").first.is_visible()
    page.goto(f"{address}/index.html")
    page.goto(first)
    assert not page.locator("#TOC a").first.is_visible()


def test_a_line_tells_how_far_the_reader_is(reader, first):
    page = reader.open(first, width=360)
    length = "getComputedStyle(document.querySelector('.site-header'), '::after').transform"
    start = page.evaluate(length)
    assert start == "matrix(0, 0, 0, 1, 0, 0)"
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(length) == "matrix(1, 0, 0, 1, 0, 0)"


@pytest.mark.parametrize("served", [True, False])
def test_a_term_tells_its_meaning_by_pointer_and_by_keyboard(reader, first, site, served):
    page = reader.open(first if served else (site / "first.html").as_uri())
    term = page.locator("a.term")
    assert term.count() == 1
    term.focus()
    page.locator("#peek:not([hidden])").wait_for()
    assert page.inner_text("#peek") == "A government asks where everybody can hear it."
    assert term.get_attribute("aria-describedby") == "peek"
    page.keyboard.press("Escape")
    assert not page.locator("#peek").is_visible()
    term.hover()
    page.locator("#peek:not([hidden])").wait_for()
    assert reader.faults == []


def test_a_browser_prints_the_text_alone_with_its_figures(reader, first):
    page = reader.open(first)
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    for printed in ("How long decisions took", "Figure 1.1", "The second pane"):
        assert printed in text
    for left_out in ("On this page", "Skip to content", "Search", "Table of contents"):
        assert left_out not in text
