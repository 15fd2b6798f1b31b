"""What a PDF promises, read by programs that did not make it: QPDF by pikepdf, and Poppler."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.engine.assemble.typst.test_papers import book  # noqa: F401

PART = "{http://www.aiim.org/%s/ns/id/}%s"


@pytest.fixture(scope="module")
def content(book) -> bytes:  # noqa: F811
    [pdf] = book[1].files.values()
    return pdf


@pytest.fixture
def pdf(content) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def tags(node: Any, seen: list[Any]) -> list[Any]:
    """Every structure element below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            tags(kid, seen)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            seen.append(node)
        if "/K" in node:
            tags(node.K, seen)
    return seen


def test_it_says_that_it_is_pdf_ua_1_and_pdf_a_2a(pdf):
    with pdf.open_metadata() as told:
        assert told[PART % ("pdfua", "part")] == "1"
        assert (told[PART % ("pdfa", "part")], told[PART % ("pdfa", "conformance")]) == ("2", "A")
        assert told["dc:title"] == "How it ends"


def test_it_is_tagged_in_a_language_with_pictures_described(pdf):
    root = pdf.Root
    found = tags(root.StructTreeRoot.K, [])
    figures = [tag for tag in found if tag.S in ("/Figure", "/Formula")]
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en-GB"
    assert figures
    assert [tag for tag in figures if not str(tag.get("/Alt", "")).strip()] == []


def test_headings_begin_at_one_and_skip_none(pdf):
    found = (str(tag.S) for tag in tags(pdf.Root.StructTreeRoot.K, []))
    levels = [int(name[2:]) for name in found if name[:2] == "/H" and name[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_font_is_embedded_and_every_page_goes_by_its_structure(pdf):
    for page in pdf.pages:
        assert page.get("/Tabs") == "/S" or "/Annots" not in page
        for font in page.Resources.get("/Font", {}).values():
            [inner] = font.get("/DescendantFonts", [font])
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


def test_poppler_reads_its_structure(content, tmp_path):
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("Poppler is missing: on Debian, apt install poppler-utils")
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    done = subprocess.run([program, "-struct", file], capture_output=True, text=True, check=True)
    for kind in ("Document", "H1 ", "Table", "TH ", "Figure", "Link"):
        assert kind in done.stdout
