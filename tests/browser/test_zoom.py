"""The time of a chart that answers, looked at more closely: by buttons, keys, wheel and dragging."""

from __future__ import annotations

import pytest

CHAINS = "#fig-weapons-chains"
TEXTS = "(svg) => [...svg.querySelectorAll('text')].map((t) => t.textContent).sort()"
# Buttons are pressed by their names; the axis of time is the last in the picture.
DAYS = "(svg) => [...svg.querySelectorAll('.role-axis-label text')].map((t) => t.textContent)"
DRAWN = "(svg) => svg.querySelectorAll('.mark-symbol path').length"
TIMED = {
    "weapons": ("fig-weapons-chains", "fig-weapons-armour"),
    "restrictions": ("fig-restrictions-lanes",),
    "economy": ("fig-economy-strip",),
    "hindsight": (
        "fig-hindsight-positions",
        "fig-hindsight-forecasts",
        "fig-hindsight-distances",
        "fig-hindsight-tools",
    ),
}


def answering(page, figure):
    """A figure that answers: its box, and its drawing."""
    place = page.locator(f".quarto-float:has({figure}), {figure}").first
    place.locator("button >> text=Interactive").click()
    live = place.locator(".chart-live:not([hidden])")
    live.locator("svg").wait_for()
    return place, live


@pytest.fixture
def chains(reader, report_address):
    page = reader.open(f"{report_address}/chapters/weapons.html")
    place, live = answering(page, CHAINS)
    return page, place, live


def test_buttons_go_nearer_and_along_and_back_to_the_whole(chains):
    page, place, live = chains
    svg = live.locator("svg")
    whole, marks, size = svg.evaluate(TEXTS), svg.evaluate(DRAWN), svg.bounding_box()
    for _ in range(3):
        place.locator("button[aria-label=Nearer]").click()
    page.wait_for_function(
        f"document.querySelectorAll('{CHAINS} .mark-symbol path').length < {marks}"
    )
    near = svg.evaluate(DAYS)
    place.locator("button[aria-label=Earlier]").click()
    page.wait_for_timeout(100)
    assert svg.evaluate(DAYS) != near
    assert svg.bounding_box()["height"] == size["height"]
    assert "ATACMS M39" in svg.evaluate(TEXTS)
    place.locator("button[aria-label=All]").click()
    page.wait_for_function(
        f"document.querySelectorAll('{CHAINS} .mark-symbol path').length === {marks}"
    )
    assert svg.evaluate(TEXTS) == whole


def test_keys_zoom_and_leave_the_walk_from_mark_to_mark(chains):
    page, _, live = chains
    svg = live.locator("svg")
    whole = svg.evaluate(DAYS)
    live.focus()
    page.keyboard.press("+")
    page.wait_for_selector(".chart-live.zoomed")
    near = svg.evaluate(DAYS)
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(100)
    assert whole != near != svg.evaluate(DAYS)
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".chart-tip:not([hidden])")
    assert page.locator(".chart-mark").count() == 1
    page.keyboard.press("0")
    page.wait_for_selector(".chart-live:not(.zoomed)")
    assert not page.locator(".chart-tip").is_visible()
    assert svg.evaluate(DAYS) == whole


def test_the_wheel_zooms_with_a_key_held_and_scrolls_without(chains):
    page, _, live = chains
    live.locator("svg").hover()
    page.mouse.wheel(0, 10)
    page.wait_for_timeout(100)
    assert page.locator(".chart-live.zoomed").count() == 0
    page.keyboard.down("Alt")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Alt")
    page.wait_for_selector(".chart-live.zoomed")


def test_dragging_moves_along_the_time_and_leads_nowhere(chains):
    page, place, live = chains
    svg, address = live.locator("svg"), page.url
    for _ in range(2):
        place.locator("button[aria-label=Nearer]").click()
    page.wait_for_selector(".chart-live.zoomed")
    page.wait_for_timeout(100)
    near = svg.evaluate(DAYS)
    mark = svg.locator(".mark-symbol path").nth(6).bounding_box()
    x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert svg.evaluate(DAYS) != near
    assert page.url == address


@pytest.mark.parametrize("width", [360, 1440])
def test_every_axis_of_time_can_be_zoomed(reader, report_address, width):
    for chapter, figures in TIMED.items():
        page = reader.open(f"{report_address}/chapters/{chapter}.html", width=width)
        for name in figures:
            place, live = answering(page, f"#{name}")
            before = live.locator("svg").evaluate(DAYS)
            place.locator("button[aria-label=Nearer]").click()
            page.wait_for_selector(f".quarto-float:has(#{name}) .zoomed, #{name} .zoomed")
            page.wait_for_timeout(100)
            assert live.locator("svg").evaluate(DAYS) != before, name
        reader.leave()
    assert reader.faults == []


def test_a_chart_without_time_has_nothing_to_zoom(reader, report_address):
    page = reader.open(f"{report_address}/chapters/guarantees.html")
    _, live = answering(page, "#fig-guarantees-profile")
    assert live.locator(".chart-zoom").count() == 0
