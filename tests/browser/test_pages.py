"""Every page of a built site, as it stands in a browser: at three widths, in light and dark."""

from __future__ import annotations

import gzip
from itertools import product

import pytest

from tests.browser.reader import SCHEMES, WIDTHS

ZIPPED_ALREADY = (".woff2", ".png", ".jpg", ".pdf")


def pages_of(site):
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def kinds_of(site):
    """The pages of the report itself, and of evidence and code the largest of each folder."""
    largest = {}
    for name in pages_of(site):
        top, _, rest = name.partition("/")
        kind = name if top not in ("evidence", "code") else f"{top}/{rest.rpartition('/')[0]}"
        largest[kind] = max(largest.get(kind, name), name, key=lambda n: (site / n).stat().st_size)
    return sorted(largest.values())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_whole(reader, site, address, width, scheme):
    for name in pages_of(site):
        page = reader.open(f"{address}/{name}", width=width, scheme=scheme)
        reader.look(page)
    assert reader.faults == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_every_page_of_this_report_is_whole(reader, report_site, report_address, width, scheme):
    """A page is loaded twice, and each time turned to every width, in both schemes."""
    for name in kinds_of(report_site):
        page = reader.open(f"{report_address}/{name}", width=width, scheme=scheme)
        reader.look(page)
        for other, colours in product(WIDTHS, SCHEMES):
            page.set_viewport_size({"width": other, "height": 900})
            page.emulate_media(color_scheme=colours)
            reader.look(page)
        reader.leave()
    assert sorted(set(reader.faults)) == []


def test_a_page_of_this_report_weighs_less_than_300_kilobytes(reader, report_site, report_address):
    names = kinds_of(report_site)
    weights = {name: weight(reader, f"{report_address}/{name}") for name in names}
    assert {name: size for name, size in weights.items() if size >= 300_000} == {}


def test_pages_open_from_the_disk_too(reader, site):
    for name in pages_of(site):
        page = reader.open((site / name).as_uri())
        reader.look(page)
        assert page.evaluate("document.fonts.check('19px \"Source Serif 4\"')")
    assert reader.faults == []


def test_a_page_weighs_less_than_300_kilobytes(reader, site, address):
    weights = {name: weight(reader, f"{address}/{name}") for name in pages_of(site)}
    assert {name: size for name, size in weights.items() if size >= 300_000} == {}


def weight(reader, address):
    """Bytes over the wire for a browser with an empty cache: texts as web hosts send them, zipped."""
    sizes = []
    page = reader.open("about:blank")
    page.on("response", lambda response: sizes.append(over_the_wire(response)))
    page.goto(address, wait_until="networkidle")
    reader.leave()
    return sum(sizes)


def over_the_wire(response):
    body = response.body()
    return len(body) if response.url.endswith(ZIPPED_ALREADY) else len(gzip.compress(body, 6))


def test_text_is_set_in_a_reading_measure(reader, address):
    page = reader.open(f"{address}/first.html")
    per_line = page.evaluate(
        """() => {
          const p = document.querySelector('main > p');
          const lines = p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight);
          return p.textContent.length / Math.round(lines);
        }"""
    )
    assert 55 <= per_line <= 78


def test_margin_notes_stand_beside_the_text_where_there_is_room(reader, address):
    beside = """() => document.querySelector('.column-margin').getBoundingClientRect().left
      > document.querySelector('main > p').getBoundingClientRect().right"""
    assert reader.open(f"{address}/first.html", width=1440).evaluate(beside)
    assert not reader.open(f"{address}/first.html", width=1024).evaluate(beside)
