"""Derived values on paper: marks that lead to entries, which say what the values rest on."""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

from tests.engine.assemble.typst.test_papers import made, only, tags, text_of
from tests.engine.conftest import Write
from tests.engine.publish.evidence.shop import BIBLIOGRAPHY, PACKAGE, PROMISES, TANKS

VALUE = '[12 days]{.derived data-function="waits.median" data-rows="tanks:a b;promises:*"}'
ONE = f"""# Tanks

It took {VALUE}, and once more {VALUE}. Others took
[3]{{.derived data-function="waits.count" data-rows="tanks:a"}}; nobody knows
[4]{{.derived data-function="waits.count"}}. See [after [9]{{.derived data-rows="tanks:b"}}](two.qmd).

::: {{.derived-table data-rows="tanks:a|tanks:b" \
data-cells="0.1=waits.span=day=tanks:a|1.1=waits.span=day=tanks:b"}}

| Tank  | Days |
|-------|-----:|
| Anton | 21   |
| Berta | 22   |

: Waits {{#tbl-waits}}

:::
"""
TWO = '# Guns\n\nOnly [7]{.derived data-function="f" data-rows="tanks:a"} # $5.\n'
SETTINGS = """lang: en-GB
as-of: 2022-12-31
bibliography: works.bib
format: {typst: default}
"""
BOOK = f"""project: {{type: book}}
book: {{title: Waits, date: 2023-01-01, chapters: [index.qmd, one.qmd, two.qmd]}}
{SETTINGS}"""
FILES: dict[str, str | bytes] = {
    "index.qmd": "# Start {.unnumbered}\n",
    "one.qmd": ONE,
    "two.qmd": TWO,
    "works.bib": BIBLIOGRAPHY,
    "data/datapackage.json": json.dumps(PACKAGE),
    "data/tanks.csv": TANKS,
    "data/promises.csv": PROMISES,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")

    def write(files):
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return made(write, {"_quarto.yml": BOOK, **FILES})


@pytest.fixture(scope="module")
def pdf(book) -> PdfReader:
    return only(book[1])


def test_a_report_with_evidence_keeps_both_standards(book):
    assert book[1].findings == ()


def test_a_value_bears_the_number_of_its_entry_and_the_same_value_the_same(pdf):
    text = text_of(pdf)
    assert "It took 12 dayse1, and once more 12 dayse1. Others took 3e2; nobody knows 4." in text
    assert "after 9." in text
    assert "Tanke3–4 Days" in text
    assert "Only 7e1 # $5." in text


def test_entries_tell_function_rows_and_sources_chapter_by_chapter(pdf):
    text = text_of(pdf)
    told = text[text.rindex("Evidence") :]
    assert "e1 12 days: waits.median; Tanks & guns, 2 rows (a, b); Promises, all 2 rows;" in told
    assert "Writer et al. 2022; House & Co 2021" in told
    assert "e3 21: waits.span; Tanks & guns, 1 row (a)" in told
    assert told.index("Tanks e1") < told.index("e4 22") < told.index("Guns e1 7")
    assert "9:" not in told and "4:" not in told


def test_marks_are_links_to_entries(pdf):
    last = len(pdf.pages) - 1
    aims = []
    for number, page in enumerate(pdf.pages):
        for each in page.get("/Annots", ()):
            action = each.get_object().get("/A", each.get_object())
            name = action.get("/D") or each.get_object().get("/Dest")
            aims.append((number, pdf.get_destination_page_number(destination(pdf, name))))
    assert len([aim for start, aim in aims if start < last and aim == last]) >= 6


def destination(pdf: PdfReader, name):
    """Where a link leads: by name, or as it stands."""
    return pdf.named_destinations[name] if isinstance(name, str) else as_found(pdf, name)


def as_found(pdf: PdfReader, array):
    from pypdf.generic import Destination, Fit, NameObject

    return Destination(NameObject("/x"), array[0], Fit.fit())


def test_links_of_values_are_tagged(pdf):
    kinds = [tag["/S"] for tag in tags(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])]
    assert kinds.count("/Link") >= 6


def test_a_changed_row_changes_the_entries_and_an_untouched_chapter_keeps_its_text(write: Write):
    files = {"_quarto.yml": BOOK, **FILES}
    before, _ = made(write, files)
    renamed = PACKAGE["resources"][0] | {"title": "Armour"}
    package = json.dumps({"resources": [renamed, PACKAGE["resources"][1]]})
    after, _ = made(write, {**files, "data/datapackage.json": package})

    [old], [new] = before.papers, after.papers
    assert "Armour" in new.body and "Armour" not in old.body
    assert old.body.split("Evidence")[0] == new.body.split("Evidence")[0]


def test_a_short_paper_tells_it_in_one_paragraph_before_its_works(write: Write):
    body = f"---\ntitle: Brief\n---\n\nBy @paper, {VALUE}.\n"
    files = {"_quarto.yml": f"project: {{type: default}}\n{SETTINGS}", "a.qmd": body}
    data = {name: FILES[name] for name in FILES if name.startswith(("data", "works"))}
    _, papers = made(write, {**files, **data})

    text = text_of(only(papers))
    told = "Tanks & guns, Promises median: e1 12 days (2, 2: Writer et al. 2022 +1)."
    assert text.index("Brief") < text.index(told) < text.index("References")


def test_without_values_nothing_is_added(write: Write):
    files = {**FILES, "one.qmd": "# Tanks\n", "two.qmd": "# Guns\n"}
    book, _ = made(write, {"_quarto.yml": BOOK, **files})
    assert "Evidence" not in book.papers[0].body
