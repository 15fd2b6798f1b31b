"""The stage as a whole, with the real Pandoc: pages, what is remembered, what is found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from lxml import html

from report.engine.assemble import assemble
from report.engine.doors.pandoc import BundledPandoc
from report.engine.errors import AssemblyError
from report.engine.model import CellResult, Execution, Kind, Output, Role
from report.engine.ports import Conversion
from tests.engine.assemble.nodes import cell, document, project
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore

BIB = """
@book{smith2020, author = {Smith, Ann}, title = {First}, publisher = {P}, year = {2020}}
@book{smith2020b, author = {Smith, Ann}, title = {Second}, publisher = {P}, year = {2020}}
"""
HTML = frozenset({"html"})


@dataclass
class Counted:
    """The real Pandoc, and the names of what it was asked."""

    asked: list[str] = field(default_factory=list)
    real: BundledPandoc = field(default_factory=BundledPandoc)

    def convert(self, conversions):
        self.asked += [conversion.name for conversion in conversions if conversion.name]
        return self.real.convert(conversions)


def book(tmp_path: Path, **texts: str):
    """A book of chapters by name, with a bibliography and a page of references."""
    (tmp_path / "refs.bib").write_text(BIB)
    meta = {"bibliography": ["refs.bib"]}
    names = ["index", *texts, "references"]
    written = {
        "index": "# Start {.unnumbered}\n",
        "references": "# References {.unnumbered}\n\n::: {#refs}\n:::\n",
    }
    roles = {"index": Role.HOME}
    documents = [
        document(f"{n}.qmd", {**written, **texts}[n], meta=meta, role=roles.get(n, Role.CHAPTER))
        for n in names
    ]
    config = {"title": "Book", "chapters": [f"{name}.qmd" for name in names]}
    return project(*documents, kind=Kind.BOOK, root=tmp_path, book=config)


def pages(made):
    return {str(page.source): page for page in made.pages}


def body(page):
    return html.fragment_fromstring(f"<div>{page.body}</div>")


def test_references_lead_from_chapter_to_chapter(tmp_path):
    one = "# One {#sec-one}\n\nSee @fig-b and @sec-two.\n"
    two = "# Two {#sec-two}\n\n![B](b.png){#fig-b}\n"
    made = assemble(
        book(tmp_path, one=one, two=two), (), fake_ports(pandoc=BundledPandoc()), formats=HTML
    )
    links = body(pages(made)["one.qmd"]).xpath("//a")
    assert [(a.text_content(), a.get("href")) for a in links] == [
        ("Figure\u00a02.1", "two.html#fig-b"),
        ("Chapter\u00a02", "two.html"),
    ]
    assert made.findings == ()


def test_a_chapter_tells_works_apart_as_the_common_list_does(tmp_path):
    chapters = {"one": "# One\n\n[@smith2020]\n", "two": "# Two\n\n[@smith2020b]\n"}
    made = assemble(
        book(tmp_path, **chapters), (), fake_ports(pandoc=BundledPandoc()), formats=HTML
    )
    assert "Smith 2020a" in body(pages(made)["one.qmd"]).text_content()
    assert "Smith 2020b" in body(pages(made)["two.qmd"]).text_content()
    listed = body(pages(made)["references.qmd"]).text_content()
    assert "2020a. First" in listed
    assert "2020b. Second" in listed


def test_nothing_is_converted_twice_and_a_change_converts_its_chapter_alone(tmp_path):
    chapters = {
        "one": "# One\n\nText.\n",
        "two": "# Two\n\nSee @fig-a.\n",
        "three": "# Three\n\n![A](a.png){#fig-a}\n",
    }
    store = FakeStore()
    first, second, third = Counted(), Counted(), Counted()
    before = assemble(
        book(tmp_path, **chapters), (), fake_ports(pandoc=first, store=store), formats=HTML
    )
    again = assemble(
        book(tmp_path, **chapters), (), fake_ports(pandoc=second, store=store), formats=HTML
    )
    assert again == before
    assert second.asked == []
    changed = chapters | {"one": "# One\n\nOther text.\n"}
    assemble(book(tmp_path, **changed), (), fake_ports(pandoc=third, store=store), formats=HTML)
    assert set(third.asked) == {"one.qmd"}


def test_a_new_figure_changes_the_pages_that_refer_to_later_ones(tmp_path):
    chapters = {"one": "# One\n\nSee @fig-b.\n", "two": "# Two\n\nx\n\n![B](b.png){#fig-b}\n"}
    store, third = FakeStore(), Counted()
    ports = fake_ports(pandoc=BundledPandoc(), store=store)
    assemble(book(tmp_path, **chapters), (), ports, formats=HTML)
    chapters["two"] = "# Two\n\n![A](b.png){#fig-a}\n\n![B](b.png){#fig-b}\n"
    made = assemble(book(tmp_path, **chapters), (), replace(ports, pandoc=third), formats=HTML)
    assert "Figure\u00a02.2" in body(pages(made)["one.qmd"]).text_content()
    assert set(third.asked) == {"one.qmd", "two.qmd"}


@pytest.mark.parametrize("hostile", ["<script>x</script>", "</div><p>", "{{x}}", "*a* @b $c$"])
def test_what_cells_print_is_text(hostile):
    one = document("a.qmd", "Value: `{python} v`\n", cell(), meta={"title": "T"})
    printed = Output("stream", name="stdout", text=hostile)
    run = Execution(one.path, (CellResult((printed,), 1),), ({"text/plain": repr(hostile)},))
    made = assemble(project(one), (run,), fake_ports(pandoc=BundledPandoc()), formats=HTML)
    page = body(made.pages[0])
    assert page.xpath("//script") == []
    assert page.xpath("string(p)") == f"Value: {hostile}"
    assert page.xpath("string(//div[contains(@class, 'cell-output')])").strip() == hostile


def test_raw_html_can_not_take_the_page_apart():
    text = "## A\n\n```{=html}\n<!-- end of part --><i>x</i>\n```\n\nEnd.\n"
    one = document("a.qmd", text, meta={"toc": True})
    made = assemble(project(one), (), fake_ports(pandoc=BundledPandoc()), formats=HTML)
    assert body(made.pages[0]).xpath("string(.//p)") == "End."
    assert [line.anchor for line in made.pages[0].contents] == ["a"]


def test_hostile_titles_are_text():
    one = document(
        "a.qmd", "Text\n", meta={"title": "A < B & `<b>`", "author": "X <x@y.z>", "date": "<i>"}
    )
    made = assemble(project(one), (), fake_ports(pandoc=BundledPandoc()), formats=HTML)
    block = html.fragment_fromstring(made.pages[0].title_block)
    assert block.xpath("//b | //i") == []
    assert block.xpath("string(//h1)") == "A < B & <b>"


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("One.\n\nSee @fig-none.\n", "unresolved-reference", "a.qmd:3:5"),
        ("A mark.[^none]\n", "missing-note", "a.qmd:1:8"),
        ("![A](a.png){#fig-a}\n\n@fig-a [@smith2020] x\n", "lost-citation", "a.qmd:3:1"),
    ],
)
def test_faults_are_found_with_their_place(text, rule, place):
    one = document("a.qmd", text)
    made = assemble(project(one), (), fake_ports(pandoc=BundledPandoc()), formats=HTML)
    assert [(f.rule, str(f.place), f.excusable) for f in made.findings] == [(rule, place, True)]


def test_contents_skip_no_level_and_carry_numbers():
    text = "## A {#a}\n\n#### B\n\n### C {.unlisted}\n\n## D *d*[^n]\n\n[^n]: x\n"
    meta = {"toc": True, "toc-depth": 6, "number-sections": True}
    made = assemble(
        project(document("a.qmd", text, meta=meta)),
        (),
        fake_ports(pandoc=BundledPandoc()),
        formats=HTML,
    )
    lines = made.pages[0].contents
    assert [(line.level, line.number) for line in lines] == [(1, "1"), (2, "1.0.1"), (1, "2")]
    assert lines[-1].text == "D <em>d</em>"


def test_the_appendix_of_a_page_holds_sections_works_notes_and_licence(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    text = "## A\n\n[@smith2020] x.[^n]\n\n## Data {.appendix}\n\nRows.\n\n[^n]: Note.\n"
    meta = {"bibliography": ["refs.bib"], "license": "CC BY"}
    made = assemble(
        project(document("a.qmd", text, meta=meta), root=tmp_path),
        (),
        fake_ports(pandoc=BundledPandoc()),
        formats=HTML,
    )
    sections = body(made.pages[0]).xpath("//div[@id='quarto-appendix']/section")
    assert [section.get("id") for section in sections] == [
        "data",
        "quarto-bibliography",
        "footnotes",
        "quarto-reuse",
    ]


def test_the_document_that_pandoc_can_not_convert_is_named():
    with pytest.raises(AssemblyError, match=r"war\.qmd"):
        BundledPandoc().convert([Conversion("x", "nonsense", "html5", name="war.qmd")])
