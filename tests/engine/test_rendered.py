"""Pages that Quarto wrote, once finished: evidence, menus, boxes around tables, charts in colours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

import pytest

from report.author.charts import carrying
from report.engine.model import Role
from report.engine.publish.words import words_for
from report.engine.rendered import finish, prepare
from tests.engine.publish.evidence.shop import laid_out
from tests.engine.sketches import code, document, project
from tests.fakes.ports import fake_ports

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9">'
    '<g id="a"><rect width="9" height="9" fill="#0067a5"/></g></svg>'
)
SPEC = {
    "mark": "bar",
    "data": {"values": [{"who": "A & <B>", "days": 9}]},
    "usermeta": {"rows": "tanks:b"},
}
FIGURE = "lags_files/figure-html/fig-lags-output-1"
PAGE = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}"><head>
<title>2&nbsp; Lags – The Long Wait</title></head>
<body class="nav-sidebar quarto-light">
<a href="./lags.html" class="sidebar-item-text sidebar-link active">
 <span class="menu-text"><span class="chapter-number">2</span>&nbsp;
 <span class="chapter-title">Lags</span></span></a>
<nav><table><tr><td>not ours</td></tr></table></nav>
<main class="content" id="quarto-document-content">
<div id="fig-lags" class="quarto-float"><figure class="quarto-float quarto-float-fig figure">
<div><img src="{figure}.svg" class="img-fluid" alt="Waits, in days"></div>
<figcaption>Figure&nbsp;2.1: Waits</figcaption>
</figure></div>
<p><img src="photo.png" alt=""></p>
<p>They waited <span class="derived" data-function="waits.median" data-rows="tanks:a">12 days</span>.</p>
<table class="table"><tbody><tr><td>1</td></tr></tbody></table>
<pre>&lt;table&gt;</pre>
</main>
</body></html>
"""


@pytest.fixture
def book(tmp_path):
    """A book with data, whose CSS names the colours of charts."""
    laid_out(tmp_path)
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "lags.py").write_text("def draw(): ...\n")
    (tmp_path / "dark.css").write_text(":root { --svg-0067a5: light-dark(#0067a5, #62b6ee); }")
    chapter = document(
        "lags.qmd",
        code("from figures import lags"),
        code("show(lags.draw())", label="fig-lags"),
        **{"as-of": "2022-12-31"},
    )
    told = project(tmp_path, chapter, format={"html": {"css": "dark.css"}})
    return replace(told, config={**told.config, "book": {"title": "The Long Wait"}})


@pytest.fixture
def page(book):
    """A page in the output folder, its chart beside it."""
    chart = book.root / "_site" / f"{FIGURE}.svg"
    chart.parent.mkdir(parents=True)
    chart.write_text(carrying(CHART, SPEC))
    path = book.root / "_site" / "lags.html"
    path.write_text(PAGE.format(language="en-GB", figure=FIGURE))
    return path


def made_of(book, page):
    """The page once it is finished."""
    assert finish(book, [page], fake_ports()) == ()
    return page.read_text("utf-8")


def test_a_chart_joins_the_page_with_colours_that_a_style_sheet_can_set(book, page):
    text = made_of(book, page)
    assert "var(--svg-0067a5, #0067a5)" in text
    assert 'aria-label="Waits, in days"' in text
    assert "<img src=" not in text.replace('<img src="photo.png"', "")
    assert "vega-lite" not in text


def test_a_chart_drawn_for_two_widths_joins_the_page_twice(book, page):
    spec = {**SPEC, "usermeta": {"narrow": {"mark": "rule"}}}
    (page.parent / f"{FIGURE}.svg").write_text(carrying(CHART, spec))
    text = made_of(book, page)
    assert 'class="chart broad"' in text
    assert 'class="chart narrow"' in text
    assert (page.parent / f"{FIGURE}-narrow.svg").is_file()


def test_a_chart_stays_a_picture_where_no_style_sheet_sets_its_colours(book, page):
    (book.root / "dark.css").write_text("")
    assert f'<img src="{FIGURE}.svg"' in made_of(book, page)


def test_a_chart_that_is_not_there_stays_a_link_without_a_menu(book, page):
    (page.parent / f"{FIGURE}.svg").unlink()
    text = made_of(book, page)
    assert f'<img src="{FIGURE}.svg"' in text
    assert "figure-menu" not in text


def test_a_chart_that_carries_nothing_has_no_menu(book, page):
    (page.parent / f"{FIGURE}.svg").write_text(CHART)
    assert "figure-menu" not in made_of(book, page)


def test_below_a_chart_stands_what_can_be_taken_away(book, page):
    text = made_of(book, page)
    menu = text.partition('<ul class="figure-menu"')[2].partition("</ul>")[0]
    assert "Figure\N{NO-BREAK SPACE}2.1" in menu
    for ending in ("csv", "svg", "png"):
        assert f'href="{FIGURE}.{ending}"' in menu
        assert (page.parent / f"{FIGURE}.{ending}").is_file()
    assert (page.parent / f"{FIGURE}.csv").read_text("utf-8").splitlines()[1] == "A & <B>,9"
    assert 'href="code/figures/lags.html"' in menu
    assert "def" in (page.parent / "code" / "figures" / "lags.html").read_text("utf-8")


def test_a_chart_can_be_drawn_in_the_browser(book, page):
    text = made_of(book, page)
    runtime = text.partition('data-runtime="')[2].partition('"')[0]
    assert "vegaEmbed" in (page.parent / runtime).read_text()
    assert f'data-chart="{FIGURE}.js"' in text
    assert "window.charts" in (page.parent / f"{FIGURE}.js").read_text("utf-8")


def test_the_data_of_the_newest_day_lie_beside_the_pages(book, page):
    made_of(book, page)
    offered = book.root / "_site/downloads"
    assert sorted(one.name for one in offered.iterdir()) == [
        "promises.csv",
        "report-data.zip",
        "tanks.csv",
    ]
    assert "Caesar" not in (offered / "tanks.csv").read_text("utf-8")


def test_a_value_leads_to_its_evidence(book, page):
    text = made_of(book, page)
    address = text.partition('class="derived" href="')[2].partition('"')[0]
    target, _, name = address.partition("#")
    assert target == "evidence/lags.html"
    evidence = (page.parent / target).read_text("utf-8")
    assert f'id="{name}"' in evidence
    assert "<h1>Evidence: Lags</h1>" in evidence
    assert '<span class="chapter-number">2</span>' in evidence
    assert 'href="../lags.html"' in evidence
    index = json.loads((page.parent / "evidence" / "lags.json").read_text("utf-8"))
    assert name in index["values"]
    assert "data-rows" not in text


def test_appendices_stand_under_a_title_beside_the_evidence(book, page):
    annex = page.with_name("annex.html")
    annex.write_text(page.read_text("utf-8").replace("lags.html", "annex.html"), "utf-8")
    documents = (*book.documents, replace(document("annex.qmd"), role=Role.APPENDIX))
    assert finish(replace(book, documents=documents), [page, annex], fake_ports()) == ()
    evidence = (page.parent / "evidence" / "lags.html").read_text("utf-8")
    assert (
        '<a class="sidebar-item-text" href="../lags.html">' in evidence.partition("Appendices")[0]
    )
    assert (
        '<a class="sidebar-item-text" href="../annex.html">' in evidence.partition("Appendices")[2]
    )


def test_a_figure_leads_to_the_rows_behind_it(book, page):
    menu = made_of(book, page).partition('<ul class="figure-menu"')[2].partition("</ul>")[0]
    name = menu.partition('class="derived" href="evidence/lags.html#')[2].partition('"')[0]
    index = json.loads((page.parent / "evidence" / "lags.json").read_text("utf-8"))
    assert [dataset for dataset, _ in index["values"][name]["rows"]] == ["tanks"]


def test_tables_of_the_text_get_a_box_and_no_others(book, page):
    text = made_of(book, page)
    assert text.count('<div class="table-box">') == 1
    assert '<div class="table-box"><table class="table">' in text


def test_a_list_of_references_leads_to_the_sources_without_an_archived_copy(book, page):
    book = replace(book, bibliographies=(PurePosixPath("works.bib"),))
    page.write_text(page.read_text().replace("<pre>", '<div id="refs"></div><pre>'))
    address = "evidence/2022-12-31/unarchived.html"
    assert f'<a href="{address}">' in made_of(book, page)
    assert "<code>paper</code>" in (page.parent / address).read_text("utf-8")


@pytest.mark.parametrize("language", ["en-GB", "de"])
def test_the_script_finds_its_words_in_the_language_of_the_page(book, page, language):
    page.write_text(PAGE.format(language=language, figure=FIGURE))
    text = made_of(book, page)
    words = words_for(language)
    assert f'data-search="{escape(words.search)}"' in text
    assert 'class="nav-sidebar quarto-light"' in text


def test_nothing_that_the_script_says_is_missing(book, page):
    text = made_of(book, page)
    prepare(book.root)
    script = (book.root / ".quarto" / "report" / "site.js").read_text("utf-8")
    for name in set(re.findall(r"(?<!\.)\bwords\.(\w+)", script)):
        assert f" data-{re.sub('([A-Z])', lambda found: f'-{found[1].lower()}', name)}=" in text


def test_a_page_is_finished_once(book, page):
    before = made_of(book, page)
    assert made_of(book, page) == before


def test_what_a_page_leads_to_stays_when_another_is_rendered_alone(book, page):
    last = page.with_name("last.html")
    last.write_text(page.read_text("utf-8").replace("lags.html", "last.html"), "utf-8")
    project = replace(book, documents=(*book.documents, document("last.qmd")))
    before = last.read_text("utf-8")
    assert finish(project, [page, last], fake_ports()) == ()
    evidence = {path: path.read_bytes() for path in (page.parent / "evidence").rglob("*.*")}
    finished = page.read_bytes()
    last.write_text(before, "utf-8")
    assert finish(project, [last], fake_ports()) == ()
    assert page.read_bytes() == finished
    assert {path: path.read_bytes() for path in evidence} == evidence


def test_what_pages_load_lies_where_the_extension_takes_it_from(tmp_path):
    prepare(tmp_path)
    laid = tmp_path / ".quarto" / "report"
    style, script = (laid / "site.css").read_text(), (laid / "site.js").read_text()
    assert "--paper:" in style
    assert ".site-header {" not in style  # Quarto has a frame of its own
    assert "filterable" in script
    assert ".theme-button" not in script
    for name in ("serif-400-latin.woff2", "sans-600-latin.woff2"):
        assert f"fonts/{name}" in style
        assert (laid / "fonts" / name).is_file()
