"""Whom a page would shut out: axe-core on every page, in light and dark, on a phone and a desk."""

from __future__ import annotations

import pytest

from tests.browser.reader import SCHEMES
from tests.browser.test_pages import pages_of

WIDTHS = (360, 1440)
LOOK = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}`
  ));
}"""


@pytest.fixture
def faults(reader, axe):
    """What axe finds on pages named at an address, as "page: rule: element"."""

    def found(where, names, *, width, scheme):
        told = []
        for name in names:
            page = reader.open(f"{where}/{name}", width=width, scheme=scheme)
            page.evaluate(axe)
            told += [f"{name}: {fault}" for fault in page.evaluate(LOOK)]
            reader.leave()
        return told

    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(faults, site, address, width, scheme):
    assert faults(address, pages_of(site), width=width, scheme=scheme) == []


# Every kind of page that this report has; the whole of it would take minutes.
KINDS = ("index.html", "chapters/weapons.html", "chapters/proposals.html", "chapters/methods.html")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_in_this_report(faults, report_address, width, scheme):
    assert faults(report_address, KINDS, width=width, scheme=scheme) == []


@pytest.mark.parametrize("asked", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_axe_finds_nothing_where_the_system_asks_for_contrast(reader, axe, address, asked):
    page = reader.open(f"{address}/first.html")
    page.emulate_media(**asked)
    page.evaluate(axe)
    assert page.evaluate(LOOK) == []


def test_more_contrast_is_given_where_it_is_asked_for(reader, address):
    page = reader.open(f"{address}/first.html")
    soft = "getComputedStyle(document.querySelector('figcaption')).color"
    usual = page.evaluate(soft)
    page.emulate_media(contrast="more")
    assert page.evaluate(soft) == "rgb(43, 47, 53)" != usual


def test_the_dialog_of_the_search_shuts_nobody_out(reader, axe, address):
    page = reader.open(f"{address}/first.html", scheme="dark")
    page.keyboard.press("/")
    page.keyboard.type("tanks")
    page.locator(".search-found a").first.wait_for()
    page.evaluate(axe)
    assert page.evaluate(LOOK) == []


def test_open_evidence_and_evidence_pages_shut_nobody_out(reader, axe, report_address):
    page = reader.open(f"{report_address}/chapters/weapons.html", width=360)
    page.locator("main a.derived").first.click()
    page.wait_for_selector("dialog.evidence-box[open] section")
    page.evaluate(axe)
    assert page.evaluate(LOOK) == []
    page.locator("dialog.evidence-box summary").first.click()
    assert page.evaluate(LOOK) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_a_chart_that_answers_and_its_zoom_shut_nobody_out(
    reader, axe, report_address, width, scheme
):
    page = reader.open(f"{report_address}/chapters/restrictions.html", width=width, scheme=scheme)
    page.click(".figure-menu button >> text=Interactive")
    page.click(".chart-zoom button >> nth=0")
    page.wait_for_selector(".chart-live.zoomed")
    page.evaluate(axe)
    assert page.evaluate(LOOK) == []


EVIDENCE = (
    "chapters/references.html",
    "code/figures/lags.html",
    "evidence/2024-11-19/timeline.html",
    "evidence/chapters/economy.html",
)


def test_axe_finds_nothing_on_evidence_pages(faults, report_address):
    assert faults(report_address, EVIDENCE, width=360, scheme="light") == []
