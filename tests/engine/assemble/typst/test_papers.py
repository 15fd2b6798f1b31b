"""Whole papers, from Markdown by the real Pandoc and Typst to what a reader finds in the PDF."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from report.engine.assemble import assemble
from report.engine.doors.pandoc import BundledPandoc
from report.engine.doors.typesetter import TypstTypesetter
from report.engine.errors import PublishError
from report.engine.load import load
from report.engine.model import Book, Severity
from report.engine.publish.papers import Papers, papers_of
from report.fonts import FOLDER
from tests.engine.conftest import Write
from tests.fakes.ports import fake_ports

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BIB = """@book{fried2024, author = {Fried, Daniel}, title = {Ways Out}, date = {2024}, publisher = {Press}}
@book{adams1999, author = {Adams, Ann}, title = {Inroads}, date = {1999}, publisher = {Press}}"""
BOOK = """project: {type: book}
book:
  title: "How *it* ends"
  subtitle: Guarantees
  author: [{name: Ada Brandt, orcid: 0000-0002-1825-0097}, Boris Kim]
  date: 2024-11-19
  output-file: whole
  chapters:
    - index.qmd
    - part: Evidence
      chapters: [chapters/one.qmd, chapters/two.qmd]
    - references.qmd
  appendices: [data.qmd]
lang: en-GB
bibliography: refs.bib
format: {typst: default}
"""
ONE = """# Weapons {#sec-one}

A claim [@fried2024]. See @fig-map, @tbl-years, @eq-cost and @sec-two.[^n]

[^n]: The *first* note.

![The map](../map.png){#fig-map fig-alt="A dot"}

| State   | Year |
|---------|-----:|
| Ukraine | 1994 |

: Years {#tbl-years}

$$ C = p L $$ {#eq-cost}

#### Jumped

::: {.callout-warning}
## Limits
Few cases, and $x_1$.
:::
"""
TWO = """# Peace {#sec-two}

Back to @fig-map in @sec-one, by @adams1999.^[The second note.] Data: 100% of #1 & $5 <b>*@x.

::: {.column-margin}
Beside the text.
:::
"""
FILES: dict[str, str | bytes] = {
    "_quarto.yml": BOOK,
    "index.qmd": "# Summary {.unnumbered}\n\nStart here: [the first chapter](chapters/one.qmd).\n",
    "chapters/one.qmd": ONE,
    "chapters/two.qmd": TWO.replace("<b>*@x", "\\<b\\>\\*\\@x").replace("$5", "\\$5"),
    "references.qmd": "# References {.unnumbered}\n\n::: {#refs}\n:::\n",
    "data.qmd": "# Data\n\n![Two](map.png){#fig-two fig-alt='Another dot'}\n",
    "map.png": PIXEL,
    "refs.bib": BIB,
}


def made(write: Write, files: dict[str, str | bytes]) -> tuple[Book, Papers]:
    """What becomes of a project without cells."""
    project = load(write(files))
    ports = fake_ports(pandoc=BundledPandoc(1), typesetter=TypstTypesetter((FOLDER,)))
    book = assemble(project, (), ports, formats=frozenset({"typst"}))
    return book, papers_of([book], project, ports)


def only(papers: Papers) -> PdfReader:
    """The one PDF among them."""
    [pdf] = papers.files.values()
    return PdfReader(BytesIO(pdf))


def text_of(reader: PdfReader) -> str:
    """All words of a PDF, white space collapsed, words divided at line ends joined."""
    return " ".join(
        " ".join(page.extract_text() for page in reader.pages).replace("-\n", "").split()
    )


def tags(node: Any) -> Iterator[DictionaryObject]:
    """Every element of a PDF's structure, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> tuple[Book, Papers]:
    root = tmp_path_factory.mktemp("book")

    def write(files):
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return made(write, FILES)


@pytest.fixture(scope="module")
def pdf(book) -> PdfReader:
    return only(book[1])


def test_the_book_keeps_both_standards_without_a_remark(book, pdf):
    assert book[1].findings == ()
    metadata = pdf.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"pdfuaid" in metadata
    assert b"pdfaid" in metadata


def test_a_book_lies_under_the_name_it_asks_for(book):
    assert list(book[1].files) == [PurePosixPath("whole.pdf")]


def test_metadata_names_title_authors_language_and_day(pdf):
    root = pdf.trailer["/Root"]

    assert pdf.metadata.title == "How it ends"
    assert pdf.metadata.author == "Ada Brandt, Boris Kim"
    assert pdf.metadata.creation_date_raw.startswith("D:20241119")
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_cover_contents_parts_chapters_and_appendices_follow_each_other(pdf):
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]

    assert "How it ends" in pages[0]
    assert "19 November 2024" in pages[0] or "November 19, 2024" in pages[0]
    assert "Evidence" in pages[1]
    assert [page.split()[0] for page in pages[2:]][:2] == ["Summary", "Evidence"]
    assert pages[4].startswith("1 Weapons")
    assert pages[-2].startswith("Appendices")
    assert pages[-1].startswith("A Data")


def test_bookmarks_are_one_tree(pdf):
    def titles(items):
        return [titles(each) if isinstance(each, list) else each.title for each in items]

    assert titles(pdf.outline) == [
        "Table of contents",
        "Summary",
        "Evidence",
        ["1 Weapons", ["1.0.0.1 Jumped"], "2 Peace"],
        "References",
        "Appendices",
        ["A Data"],
    ]


def test_numbers_and_captions_are_those_of_the_pages(pdf):
    text = text_of(pdf)

    assert "Figure 1.1: The map" in text
    assert "Table 1.1: Years" in text
    assert "(1.1)" in text
    assert "Figure A.1: Two" in text
    assert "See Figure 1.1, Table 1.1, Equation 1.1 and Chapter 2" in text
    assert "Back to Figure 1.1 in Chapter 1" in text


def test_citations_and_the_list_of_works_are_citeprocs(pdf):
    text = text_of(pdf)

    assert "A claim (Fried 2024)" in text
    assert "by Adams (1999)" in text
    assert "Adams, Ann. 1999. Inroads. Press." in text
    assert text.index("Adams, Ann. 1999") < text.index("Fried, Daniel. 2024")


def test_notes_count_anew_in_every_chapter(pdf):
    first, second = pdf.pages[4].extract_text(), pdf.pages[5].extract_text()

    assert "The first note." in first
    assert "The second note." in second
    assert "1" in second.split("The second note.")[0].split()[-1]


def test_what_data_says_is_text(pdf):
    assert "Data: 100% of #1 & $5 <b>*@x." in text_of(pdf)


def test_margin_notes_stand_beside_the_text(pdf):
    found = []

    def visit(text, outer, matrix, _font, _size):
        if "Beside" in text:
            found.append(outer[4] + matrix[4])

    pdf.pages[5].extract_text(visitor_text=visit)
    assert found
    assert found[0] > 400  # points from the left: right of the column of text


def test_links_lead_to_places_in_the_paper(pdf):
    links = [
        annotation.get_object()
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    inside = [link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]
    outside = [link["/A"]["/URI"] for link in links if link.get("/A", {}).get("/S") == "/URI"]

    assert (
        len(inside) >= 12
    )  # contents, references, citations, works back to the pages that cite them
    assert outside == ["https://orcid.org/0000-0002-1825-0097"]


def test_structure_has_headings_figures_tables_notes_and_alternative_texts(pdf):
    found = list(tags(pdf.trailer["/Root"]["/StructTreeRoot"]))
    kinds = [tag["/S"] for tag in found]

    assert {"/Title", "/H1", "/H2", "/H3", "/Figure", "/Caption", "/Table", "/TH", "/Note"} <= set(
        kinds
    )
    alternatives = {tag["/S"]: str(tag["/Alt"]) for tag in found if "/Alt" in tag}
    assert alternatives["/Formula"] == "x_1"
    assert {str(tag["/Alt"]) for tag in found if tag["/S"] == "/Figure"} == {"A dot", "Another dot"}


def test_fonts_are_those_of_the_package(pdf):
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert names
    assert all(
        name.startswith(("SourceSerif4", "SourceSans3", "NewCM", "DejaVuSansMono"))
        for name in names
    )


SINGLE = """---
title: "A brief"
author: Ada Brandt
bibliography: refs.bib
format: typst
---

## Aim

As @fried2024 says; see [elsewhere](other.qmd) and `x <- "#1"`.

### Detail

- one
- two
"""


def test_a_document_begins_with_its_title_and_ends_with_its_works(write):
    files = {"_quarto.yml": "project: {type: default}", "brief.qmd": SINGLE, "refs.bib": BIB}
    _, papers = made(write, files)

    reader = only(papers)
    text = text_of(reader)
    assert list(papers.files) == [PurePosixPath("brief.pdf")]
    assert text.startswith("A brief Ada Brandt")
    assert text.index("References") < text.index("Fried, Daniel. 2024")
    assert 'see elsewhere and x <- "#1"' in text
    assert reader.outline[0].title == "Aim"


def test_a_document_is_titled_by_its_first_heading(write):
    body = "---\nformat: typst\n---\n\n# The title\n\nText.\n\n## Section\n"
    _, papers = made(write, {"_quarto.yml": "project: {type: default}", "a.qmd": body})

    reader = only(papers)
    assert reader.metadata.title == "The title"
    assert [each.title for each in reader.outline] == ["Section"]


def test_a_document_without_any_title_has_the_name_of_its_file(write):
    _, papers = made(
        write,
        {"_quarto.yml": "project: {type: default}", "a.qmd": "---\nformat: typst\n---\n\nText."},
    )

    assert only(papers).metadata.title == "a"


def test_an_image_without_alternative_text_costs_the_standards_and_is_told(write):
    body = "---\ntitle: T\nformat: typst\n---\n\n![Map](map.png)\n\n![](map.png){width=20%}\n"
    _, papers = made(
        write, {"_quarto.yml": "project: {type: default}", "a.qmd": body, "map.png": PIXEL}
    )

    assert {(found.rule, str(found.place)) for found in papers.findings} == {
        ("pdf-standard", "a.qmd:6")
    }
    assert "map.png" in papers.findings[0].message
    assert only(papers).metadata.title == "T"


def test_typst_that_an_author_wrote_is_blamed_where_it_stands(write):
    body = "---\ntitle: T\nformat: typst\n---\n\nText.\n\n```{=typst}\n#v(1em)\n#nonsense(1)\n```\n"

    with pytest.raises(PublishError) as caught:
        made(write, {"_quarto.yml": "project: {type: default}", "a.qmd": body})

    [found] = caught.value.findings
    assert str(found.place) == "a.qmd:10"
    assert "unknown variable: nonsense" in found.message


def test_a_letter_that_no_font_has_is_told_where_it_stands(write):
    body = "---\ntitle: T\nformat: typst\n---\n\nText.\n\nA 中 letter.\n"
    _, papers = made(write, {"_quarto.yml": "project: {type: default}", "a.qmd": body})

    [found] = papers.findings
    assert (str(found.place), found.severity) == ("a.qmd:8", Severity.WARNING)


def test_nothing_is_lost_of_a_float_that_is_taller_than_a_page(write):
    rows = "\n\n".join(f"Line {number}." for number in range(120))
    body = f"---\ntitle: T\nformat: typst\n---\n\n::: {{#fig-long}}\n{rows}\n\nCaption.\n:::\n"
    _, papers = made(write, {"_quarto.yml": "project: {type: default}", "a.qmd": body})

    text = text_of(only(papers))
    assert all(f"Line {number}." in text for number in range(120))
    assert "Figure 1: Caption." in text


def test_a_head_is_repeated_where_a_table_runs_on(write):
    rows = "\n".join(f"| row {number} | {number} |" for number in range(90))
    body = (
        "---\ntitle: T\nformat: typst\n---\n\n| Name | Number |\n|---|--:|\n"
        f"{rows}\n\n: Long {{#tbl-long}}\n"
    )
    _, papers = made(write, {"_quarto.yml": "project: {type: default}", "a.qmd": body})

    pages = [page.extract_text() for page in only(papers).pages]
    assert len(pages) > 1
    assert all("Name" in page and "Number" in page for page in pages)
    assert sum("Table 1: Long" in " ".join(page.split()) for page in pages) == 1


def test_the_same_sources_make_the_same_bytes(write, tmp_path):
    files = {"_quarto.yml": "project: {type: default}", "brief.qmd": SINGLE, "refs.bib": BIB}

    assert made(write, files)[1] == made(write, files)[1]


WORKS = [f"Workno{number:02}x" for number in range(12)]
ARTICLE: dict[str, str | bytes] = {
    "_quarto.yml": "project: {type: website}\nbibliography: refs.bib\nformat: {typst: default}\n",
    "refs.bib": "\n".join(
        f"@book{{w{number}, title = {{{title} on a matter that takes more than a line to tell}},"
        f" author = {{Writer, Ann}}, date = {{{1990 + number}}}, publisher = {{The Press}}}}"
        for number, title in enumerate(WORKS)
    ),
}


@pytest.mark.parametrize("lines", [10, 41, 44, 47, 50, 53])
def test_no_page_holds_a_single_work(write: Write, lines: int) -> None:
    cited = "; ".join(f"@w{number}" for number in range(len(WORKS)))
    text = f"# One\n\n[{cited}]\n\n" + "A line.\n\n" * lines
    _, papers = made(write, {**ARTICLE, "index.qmd": text})
    listed = [sum(title in page.extract_text() for title in WORKS) for page in only(papers).pages]
    assert sum(listed) == len(WORKS)
    assert 1 not in listed


def test_long_contents_take_the_margin_and_one_page(write: Write) -> None:
    sections = "".join(f"## Section {number}\n\nText.\n\n" for number in range(90))
    files = {**FILES, "_quarto.yml": BOOK.replace("typst: default", "typst: {toc: true}")}
    _, papers = made(write, {**files, "chapters/two.qmd": TWO + sections})
    pages = [page.extract_text() for page in only(papers).pages]
    assert "Section 89" in pages[1]
