"""Figures as a reader uses them: a menu of links, a chart that answers when asked to, a large view."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from report.engine.doors.charts import VegaCharts
from report.engine.model import Asset
from report.engine.widths import narrow_of, wide_of
from tests.browser.conftest import COLOURS, served
from tests.engine.publish.example import BOOK, FIRST, project, publish
from tests.fakes.ports import fake_ports

STEM = "first_files/figure-html/fig-lags-output-1"
ROWS = [
    {"class": "Jets", "days": 187, "jet": True, "evidence": "steps:b%203 a_1"},
    {"class": "Tanks", "days": 60, "note": ""},
]
SPEC = {
    "data": {"name": "lags"},
    "datasets": {"lags": ROWS},
    "mark": {"type": "bar", "color": "#a33a1d"},
    "encoding": {"x": {"field": "days", "type": "quantitative"}, "y": {"field": "class"}},
}
MENU = (
    f'<div id="fig-lags" class="quarto-float"><figure class="figure"><div><img src="{STEM}.svg" '
    'alt="Bars of days by class."></div><figcaption>Figure 1.1: Days</figcaption></figure>'
    f'<ul class="figure-menu" aria-label="Figure 1.1: data, picture, code" data-chart="{STEM}.js">'
    f'<li><a href="{STEM}.csv" download>Data (CSV)</a></li>'
    f'<li><a href="{STEM}.svg" download>SVG</a></li>'
    '<li><a class="derived" href="evidence/first.html#e-1">Rows</a></li></ul></div>'
)
BUTTON = ".figure-menu button >> text=Interactive"
TEXTS = "(svg) => [...svg.querySelectorAll('text')].map((t) => t.textContent).sort()"
LIVE = ".chart-live:not([hidden]) svg"


@pytest.fixture(scope="module")
def site(tmp_path_factory, browser):
    """A page with one chart, drawn and handed on by the real Vega."""
    root = tmp_path_factory.mktemp("charts")
    (root / "charts.css").write_text(COLOURS)
    charts = VegaCharts()
    script = f"(window.charts ??= {{}})['fig-lags-output-1'] = {json.dumps(SPEC)};"
    files = {".svg": charts.svg(SPEC).encode(), ".csv": b"class,days\n", ".js": script.encode()}
    book = replace(
        BOOK,
        pages=(replace(FIRST, body=f"<p>Text.</p>{MENU}", contents=()),),
        assets=tuple(Asset(PurePosixPath(STEM + suffix), each) for suffix, each in files.items()),
        navigation=(),
    )
    written = project(root, config={"format": {"html": {"css": "charts.css"}}})
    with closing(charts):
        ports = fake_ports(charts=charts)
        return publish((book,), written, ports, formats=frozenset({"html"})).site


@pytest.fixture(scope="module")
def page_address(site):
    with served(site) as where:
        yield f"{where}/first.html"


def asked_for(page):
    """What the page asks for from now on, by the end of its addresses."""
    found = []
    page.on("request", lambda request: found.append(request.url.rsplit("/", 1)[-1]))
    return found


def test_vega_is_loaded_when_it_is_wanted_and_once(reader, page_address):
    page = reader.open(page_address)
    assert page.evaluate("typeof window.vegaEmbed") == "undefined"
    found = asked_for(page)
    page.click(BUTTON)
    page.wait_for_selector(LIVE)
    assert sorted(name.partition("-")[0] for name in found) == ["fig", "vega"]
    assert page.get_attribute(BUTTON, "aria-pressed") == "true"
    page.click(BUTTON)
    page.wait_for_selector("figure > div > svg.chart:visible")
    page.click(BUTTON)
    page.wait_for_selector(LIVE)
    assert len(found) == 2
    assert reader.faults == []


@pytest.mark.parametrize("where", ["server", "disk"])
def test_a_mark_tells_its_row(reader, page_address, site, where):
    page = reader.open(page_address if where == "server" else (site / "first.html").as_uri())
    page.click(BUTTON)
    page.wait_for_selector(LIVE)
    page.hover(f"{LIVE} .mark-rect path >> nth=0")
    page.wait_for_selector(".chart-tip:not([hidden])")
    told = page.locator(".chart-tip dl > *").all_inner_texts()
    assert told == ["class", "Jets", "days", "187", "jet", "true"]
    page.keyboard.press("Escape")
    assert not page.locator(".chart-tip").is_visible()
    assert reader.faults == []


def test_marks_tell_their_rows_by_keyboard(reader, page_address):
    page = reader.open(page_address)
    page.focus(BUTTON)
    page.keyboard.press("Enter")
    page.wait_for_selector(LIVE)
    page.focus(".chart-live")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".chart-tip:not([hidden]) >> text=Jets")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".chart-tip:not([hidden]) >> text=Tanks")
    page.keyboard.press("ArrowUp")
    page.wait_for_selector(".chart-tip:not([hidden]) >> text=Jets")
    with page.expect_request("**/evidence/first.json"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_days_are_the_same_wherever_the_reader_is(browser, report_address, zone):
    context = browser.new_context(timezone_id=zone, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{report_address}/chapters/weapons.html")
    figure = page.locator(".quarto-float:has(#fig-weapons-chains), #fig-weapons-chains").first
    still = figure.locator("figure svg.chart").first.evaluate(TEXTS)
    figure.locator("button >> text=Interactive").click()
    live = figure.locator(".chart-live svg")
    live.wait_for()
    assert live.evaluate(TEXTS) == still
    assert "2023" in still
    context.close()


BOX = "dialog.evidence-box[open]"


def live_bars(reader, report_address):
    """The chart of promises by donor, answering."""
    page = reader.open(f"{report_address}/chapters/hindsight.html")
    figure = page.locator(".quarto-float:has(#fig-hindsight-donors), #fig-hindsight-donors").first
    page.locator(
        ".figure-menu:has([href*=fig-hindsight-donors]) button >> text=Interactive"
    ).click()
    live = figure.locator(".chart-live")
    live.locator("svg").wait_for()
    return page, live


def test_a_mark_opens_to_the_rows_behind_it(reader, report_address):
    page, live = live_bars(reader, report_address)
    where = page.url
    live.locator(".mark-rect path").first.click(position={"x": 3, "y": 3})  # beside its number
    page.wait_for_selector(BOX)
    _, _, count = page.inner_text(f"{BOX} h2").rpartition(", ")
    assert page.inner_text(f"{BOX} h3").startswith(f"{count} rows of Steps of weapons decisions")
    while page.locator(f"{BOX} .evidence-more").is_visible():
        page.click(f"{BOX} .evidence-more")
    assert page.locator(f"{BOX} .evidence-found > li").count() == int(count)
    page.keyboard.press("Escape")
    assert page.locator(BOX).count() == 0
    assert page.url == where
    assert reader.faults == []


def test_a_mark_opens_by_keyboard_and_gives_the_focus_back(reader, report_address):
    page, live = live_bars(reader, report_address)
    live.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{BOX} .evidence-found > li")
    page.keyboard.press("Escape")
    assert live.evaluate("element => element === document.activeElement")


def test_a_mark_whose_rows_cannot_be_loaded_leads_to_its_figure_s(reader, page_address):
    page = reader.open(page_address)
    page.route("**/evidence/first.json", lambda route: route.abort())
    page.click(BUTTON)
    page.wait_for_selector(LIVE)
    with page.expect_request("**/evidence/first.html") as asked:
        page.click(f"{LIVE} .mark-rect path >> nth=0")
    assert asked.value.is_navigation_request()


def test_from_a_disk_a_mark_leads_to_the_figure_s_evidence(reader, site):
    page = reader.open((site / "first.html").as_uri())
    page.click(BUTTON)
    page.wait_for_selector(LIVE)
    with page.expect_request("**/evidence/first.html") as asked:
        page.click(f"{LIVE} .mark-rect path >> nth=0")
    assert asked.value.is_navigation_request()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_live_chart_has_the_colours_and_the_name_of_the_picture(reader, page_address, scheme):
    page = reader.open(page_address, scheme=scheme)
    page.click(BUTTON)
    page.wait_for_selector(LIVE)
    fill = f"getComputedStyle(document.querySelector('{LIVE} .mark-rect path')).fill"
    assert page.evaluate(fill) == {"light": "rgb(163, 58, 29)", "dark": "rgb(229, 129, 90)"}[scheme]
    assert page.get_attribute(LIVE, "aria-label") == "Bars of days by class."


def test_a_figure_can_be_looked_at_as_large_as_the_window(reader, page_address):
    page = reader.open(page_address, width=360)
    page.click(".figure-menu button >> text=Enlarge")
    assert page.locator("dialog.chart-large svg.chart").bounding_box()["width"] > 330
    page.keyboard.press("Escape")
    page.wait_for_selector("#fig-lags figure svg.chart")
    assert page.locator("dialog.chart-large").count() == 0


def test_without_a_script_the_links_stand_alone(reader, page_address):
    page = reader.open(page_address, script=False)
    assert page.locator(".figure-menu li").all_inner_texts() == ["Data (CSV)", "SVG", "Rows"]
    assert page.locator("svg.chart").is_visible()


def test_when_the_specification_is_gone_the_picture_stays(reader, page_address):
    page = reader.open(page_address)
    page.route("**/*.js", lambda route: route.abort())
    page.click(BUTTON)
    page.wait_for_selector(BUTTON, state="detached")
    assert page.locator("figure svg.chart").is_visible()


# What the charts of a page look like: of each the classes of those seen, how far its box scrolls, the
# smallest letters on the screen, and the words that stand outside it or on one another.
LOOK = """() => [...document.querySelectorAll('main figure:has(svg.chart)')].map((figure) => {
  const seen = [...figure.querySelectorAll('svg.chart')].filter((svg) => svg.checkVisibility());
  const box = seen[0].getBoundingClientRect();
  const scale = box.width / seen[0].viewBox.baseVal.width;
  const words = [...seen[0].querySelectorAll('text')].filter((text) => text.textContent.trim());
  const places = words.map((word) => [word.textContent, word.getBoundingClientRect()]);
  const outside = places.filter(([, r]) => r.left < box.left - 1 || r.right > box.right + 1);
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const meet = places.flatMap(([word, a], at) => places.slice(at + 1)
    .filter(([, b]) => across(a, b) > 1.5 && down(a, b) > 5).map(([other]) => [word, other]));
  return {
    shown: seen.map((svg) => svg.getAttribute('class')),
    scrolls: seen[0].parentElement.scrollWidth - seen[0].parentElement.clientWidth,
    letters: Math.min(...words.map((word) => parseFloat(getComputedStyle(word).fontSize) * scale)),
    faults: [...outside.map(([word]) => word), ...meet],
  };
})"""
CHARTED = (
    "claims economy free-ukraine guarantees hindsight precedents proposals restrictions weapons"
)


@pytest.mark.parametrize(
    ("width", "shown"), [(360, "chart narrow"), (768, "chart broad"), (1440, "chart broad")]
)
def test_every_chart_of_this_report_fits(reader, report_address, width, shown):
    for name in CHARTED.split():
        page = reader.open(f"{report_address}/chapters/{name}.html", width=width)
        page.evaluate("document.fonts.ready")
        charts = page.evaluate(LOOK)
        assert charts, name
        for chart in charts:
            assert chart["shown"] == [shown], name
            assert chart["scrolls"] <= 0, name
            assert chart["letters"] >= 9.9, name
            assert chart["faults"] == [], name
        reader.leave()
    assert reader.faults == []


@pytest.fixture(scope="module")
def both(tmp_path_factory, browser):
    """A page with one chart, drawn for wide and for narrow pages."""
    root = tmp_path_factory.mktemp("widths")
    (root / "charts.css").write_text(COLOURS)
    view = {name: SPEC[name] for name in ("data", "mark", "encoding")}
    spec = {**SPEC, "width": 560, "usermeta": {"narrow": {**view, "width": 200}}}
    charts = VegaCharts()
    script = f"(window.charts ??= {{}})['fig-lags-output-1'] = {json.dumps(spec)};"
    with closing(charts):
        files = {
            ".svg": charts.svg(wide_of(spec)).encode(),
            "-narrow.svg": charts.svg(narrow_of(spec)).encode(),
            ".csv": b"class,days\n",
            ".js": script.encode(),
        }
        assets = tuple(Asset(PurePosixPath(STEM + name), each) for name, each in files.items())
        one = replace(FIRST, body=f"<p>Text.</p>{MENU}", contents=())
        book = replace(BOOK, pages=(one,), assets=assets, navigation=())
        written = project(root, config={"format": {"html": {"css": "charts.css"}}})
        return publish(
            (book,), written, fake_ports(charts=charts), formats=frozenset({"html"})
        ).site


@pytest.mark.parametrize(("width", "kind"), [(360, "narrow"), (1440, "broad")])
def test_the_drawing_that_fits_is_the_one_that_answers(reader, both, width, kind):
    page = reader.open((both / "first.html").as_uri(), width=width)
    assert page.locator("figure svg.chart:visible").get_attribute("class") == f"chart {kind}"
    page.click(BUTTON)
    page.wait_for_selector(f".chart-live.{kind}:not([hidden]) svg")
    assert page.locator("figure svg:visible").count() == page.locator(".chart-live").count() == 1
    page.focus(".chart-live")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".chart-tip:not([hidden]) >> text=Jets")
    with page.expect_request("**/evidence/first.html"):
        page.keyboard.press("Enter")


def test_turned_on_its_side_a_telephone_draws_the_wide_one(reader, both):
    page = reader.open((both / "first.html").as_uri(), width=360)
    page.click(BUTTON)
    page.wait_for_selector(".chart-live.narrow svg:visible")
    page.set_viewport_size({"width": 800, "height": 360})
    page.wait_for_selector(".chart-live.broad svg:visible")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_selector(".chart-live.narrow svg:visible")
    page.click(BUTTON)
    page.wait_for_selector("figure > div > svg.chart.narrow:visible")
    assert page.locator("figure svg:visible").count() == 1
    assert reader.faults == []


@pytest.mark.parametrize(("width", "kind"), [(360, "narrow"), (740, "broad")])
def test_as_large_as_the_window_stands_the_one_that_fits(reader, both, width, kind):
    page = reader.open((both / "first.html").as_uri(), width=width)
    page.click(".figure-menu button >> text=Enlarge")
    seen = page.locator("dialog.chart-large svg:visible")
    assert seen.get_attribute("class") == f"chart {kind}"
    box = seen.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_on_paper_the_wide_drawing_stands(reader, both):
    page = reader.open((both / "first.html").as_uri(), width=800)
    page.emulate_media(media="print")
    assert page.locator("figure svg:visible").get_attribute("class") == "chart broad"
