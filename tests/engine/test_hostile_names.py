"""Names of files are data: whatever they hold, they stay names on pages, in PDFs and in messages."""

from __future__ import annotations

import itertools
import json

import pytest
from bs4 import BeautifulSoup

from report.engine.build import build
from report.engine.doors.pandoc import BundledPandoc
from report.engine.errors import ReportError
from report.engine.wish import Wish
from report.lines import finding_lines
from tests.fakes.ports import fake_ports

SITE = "project: {type: website, output-dir: _site}\nwebsite: {title: S}\nformat: html\n"
NAMES = [
    '"><img src=x onerror=alert(1)>.qmd',
    "<script>alert(1)<!.qmd",
    "a'b&amp;\"c.qmd",
    "javascript:alert(1).qmd",
    "#let x = 1.qmd",
    "a\nb.qmd",
    "\x1b[2J\u202egnp.qmd",
    "%2e%2e.qmd",
    "{{< include x >}}.qmd",
    "a|b`c`*d*[e](f).qmd",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_becomes_markup_or_leaves_the_site(write, name):
    root = write(
        {"_quarto.yml": SITE, "index.qmd": "# Home\n", name.replace("/", "_"): "# Other\n"}
    )
    before = {path.name for path in root.parent.iterdir()}
    try:
        ports = fake_ports(pandoc=BundledPandoc(1))
        built = build(Wish(root), ports, itertools.count().__next__)
    except ReportError as error:
        told = "\n".join(finding_lines(error.findings))
        assert "\x1b" not in told and "\u202e" not in told
        return
    assert {path.name for path in root.parent.iterdir()} == before
    for path in built.edition.files:
        if path.suffix == ".html":
            page = BeautifulSoup((root / "_site" / path).read_bytes(), "html.parser")
            assert page.select("[onerror], [onclick], img[src=x]") == []
            assert [one for one in page.select("script") if "alert(1)" in one.text] == []
            links = [str(link.get("href", "")) for link in page.select("a, link")]
            assert [link for link in links if link.lower().startswith("javascript:")] == []
            for block in page.select("script[type='application/ld+json']"):
                json.loads(block.text)
