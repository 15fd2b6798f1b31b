"""Whom a page would shut out: axe-core on every page, in light and dark, on a phone and a desk."""

from __future__ import annotations

from importlib.resources import files

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


@pytest.fixture(scope="session")
def axe():
    package = pytest.importorskip(
        "axe_playwright_python", reason="axe-core is missing: install the extra 'browser'"
    )
    return files(package).joinpath("axe.min.js").read_text("utf-8")


def faults(reader, axe, where, names, width, scheme):
    """What axe finds on the pages `names`, as "page: rule: element"."""
    found = []
    for name in names:
        page = reader.open(f"{where}/{name}", width=width, scheme=scheme)
        page.evaluate(axe)
        found += [f"{name}: {fault}" for fault in page.evaluate(LOOK)]
        reader.leave()
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(reader, axe, site, address, width, scheme):
    assert faults(reader, axe, address, pages_of(site), width, scheme) == []
