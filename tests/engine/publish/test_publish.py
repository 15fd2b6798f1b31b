"""From a book to a site: what stands around each page, and what lies beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup

from report.engine.model import Asset, Kind, Link
from report.engine.publish.evidence.sheets import Sheet, told_of
from report.engine.publish.library import library_of
from report.engine.publish.pages import Site, page_files
from report.engine.publish.policy import policy
from report.engine.verify import verify
from report.engine.widths import narrow_path
from tests.engine.publish.example import (
    BOOK,
    BRIEF,
    CHART_PATH,
    FIRST,
    HOME,
    SECOND,
    WHOLE,
    project,
    publish,
)
from tests.fakes.ports import fake_ports
from tests.fakes.progress import FakeProgress
from tests.fakes.store import FakeStore

HTML = frozenset({"html"})


@pytest.fixture
def ports():
    return fake_ports()


@pytest.fixture
def site(tmp_path, ports):
    """The folder of the example book, published."""
    return publish((BOOK,), project(tmp_path), ports, formats=HTML).site


def page(site, name="first.html"):
    return BeautifulSoup((site / name).read_text(), "lxml")


def texts(root, selector):
    return [" ".join(node.get_text().split()) for node in root.select(selector)]


def test_the_edition_names_every_file_in_order(tmp_path, ports):
    edition = publish((BOOK,), project(tmp_path), ports, formats=HTML)
    assert edition.site == tmp_path / "_site"
    assert list(edition.files) == sorted(edition.files)
    assert {PurePosixPath("first.html"), CHART_PATH} < set(edition.files)
    assert verify(edition, FakeStore()) == ()


def test_the_head_says_what_the_page_is(site):
    root = page(site)
    assert root.html["lang"] == "en"
    assert root.title.string == "1 How long decisions took – The Long Wait"
    assert root.select('meta[name="description"]')[0].get("content") == (
        "Days from request to decision."
    )
    assert page(site, "second.html").select('meta[name="description"]') == []


def test_the_sidebar_shows_the_book_from_where_the_page_stands(site):
    items = page(site).select("#quarto-sidebar li.sidebar-item")
    links = [item.select("a.sidebar-item-text")[0] for item in items]
    assert [link.get("href") for link in links] == ["index.html", None, "first.html", "second.html"]
    assert [" ".join(link.get_text().split()) for link in links] == [
        "Summary",
        "Findings",
        "1 How long decisions took",
        "2 What was promised",
    ]
    assert ["sidebar-item-section" in item.get("class") for item in items] == [
        False,
        True,
        False,
        False,
    ]
    assert [link.get("href") for link in links if "active" in link.get("class")] == ["first.html"]
    assert texts(page(site), ".sidebar-title a") == ["The Long Wait"]


def test_the_contents_are_nested_as_the_headings_are(site):
    root = page(site)
    assert texts(root, "#toc-title") == ["Table of contents"]
    lines = root.select("#TOC a")
    assert [(len(a.find_parents("ul")), a.get("href")) for a in lines] == [
        (1, "#sec-lags"),
        (2, "#sec-rows"),
        (1, "#sec-code"),
    ]
    assert texts(root, "#TOC .header-section-number") == ["1.1", "1.1.1", "1.2"]


def test_previous_and_next_follow_the_sidebar(site):
    root = page(site)
    assert root.select(".nav-page-previous a")[0].get("href") == "index.html"
    assert texts(root, ".nav-page-next a") == ["2 What was promised"]
    assert page(site, "index.html").select(".nav-page-previous a") == []
    assert page(site, "second.html").select(".nav-page-next a") == []


def test_the_footer_is_the_book_s(site):
    assert texts(page(site), ".nav-footer-center") == ["Text and data: CC BY 4.0."]


def test_addresses_start_from_where_the_page_lies(tmp_path, ports):
    deep = replace(SECOND, target=PurePosixPath("parts/second.html"))
    links = (Link("Home", PurePosixPath("index.html")), Link("Deep", deep.target))
    book = replace(BOOK, pages=(HOME, deep), navigation=links, assets=())
    site = publish((book,), project(tmp_path), ports, formats=HTML).site
    root = page(site, "parts/second.html")
    links = root.select("a.sidebar-item-text")
    assert [link.get("href") for link in links] == ["../index.html", "../parts/second.html"]
    assert root.select("link[rel=stylesheet]")[0].get("href").startswith("../site_libs/")


def test_a_website_has_its_bar(tmp_path, ports):
    bar = (
        Link("Home", HOME.target),
        Link("More", None, children=(Link("Out", None, address="https://example.org"),)),
    )
    site = publish((replace(BOOK, bar=bar),), project(tmp_path), ports, formats=HTML).site
    root = page(site, "index.html")
    assert texts(root, "nav.navbar .navbar-title") == ["The Long Wait"]
    assert [a.get("href") for a in root.select("nav.navbar .navbar-nav a[href]")] == [
        "index.html",
        "#",
        "https://example.org",
    ]


def test_names_from_the_book_are_escaped(tmp_path, ports):
    nasty = '"><script>alert(1)</script>'
    book = replace(
        BOOK,
        title=nasty,
        pages=(replace(HOME, window_title=nasty, description=nasty),),
        navigation=(Link(nasty, HOME.target, nasty),),
    )
    site = publish((book,), project(tmp_path), ports, formats=HTML).site
    root = page(site, "index.html")
    assert len(root.select("script")) == 3
    assert texts(root, ".sidebar-title a") == [nasty]
    assert root.select('meta[name="description"]')[0].get("content") == nasty


def test_a_page_offers_its_brief_and_the_site_the_whole_report(tmp_path):
    library = library_of(project(tmp_path), BOOK)
    files = page_files(Site(BOOK, (WHOLE, BRIEF), library, {}, {}), FakeProgress(), FakeStore())
    first, second = (
        BeautifulSoup(files[PurePosixPath(name)], "lxml") for name in ("first.html", "second.html")
    )
    assert [a["href"] for a in first.select(".papers a")] == ["briefs/first.pdf"]
    assert second.select(".papers") == []
    assert [a["href"] for a in second.select("header a.tool")] == ["The-Long-Wait.pdf"]


def test_no_pdf_is_offered_when_none_is_made(tmp_path, ports):
    book = replace(BOOK, papers=(WHOLE, BRIEF))
    site = publish((book,), project(tmp_path), ports, formats=HTML).site
    assert page(site).select(".papers, a.tool") == []


def test_the_policy_allows_the_page_s_own_scripts_and_no_other_host(site):
    content = page(site).select('meta[http-equiv="Content-Security-Policy"]')[0].get("content")
    rules = dict(rule.split(" ", 1) for rule in content.split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[\w+/]+='", rules["script-src"])
    assert "http" not in content


def test_an_author_s_inline_script_is_allowed_by_its_digest():
    one = policy("<script>let a = 1</script>")
    assert "'sha256-" in one
    assert one != policy("<script>let a = 2</script>")
    assert policy('<script src="x.js"></script>') == policy("")


def test_a_table_gets_a_box_and_code_keeps_its_text(tmp_path, ports):
    body = "<table><tr><td>1</td></tr></table><pre>&lt;table></pre><script>'<table>'</script>"
    book = replace(BOOK, pages=(replace(HOME, body=body),))
    site = publish((book,), project(tmp_path), ports, formats=HTML).site
    text = (site / "index.html").read_text()
    assert '<div class="table-box"><table><tr><td>1</td></tr></table></div><pre>&lt;table>' in text
    assert "<script>'<table>'</script>" in text


def test_charts_stay_pictures_unless_the_project_recolours_them(site):
    assert len(page(site).select("main img")) == 1


def test_charts_join_the_page_where_the_project_s_css_names_their_colours(tmp_path, ports):
    (tmp_path / "charts.css").write_text(":root { --svg-a33a1d: light-dark(#a33a1d, #e5815a); }")
    config = {"format": {"html": {"css": "charts.css"}}}
    site = publish((BOOK,), project(tmp_path, config=config), ports, formats=HTML).site
    root = page(site)
    chart = root.select("main svg.chart")[0]
    assert root.select("main img") == []
    assert chart.get("aria-label") == "Bars of days by class; the longest is for missiles."
    assert [link.get("href") for link in root.select("link[rel=stylesheet]")][-1] == "charts.css"
    assert (site / "charts.css").is_file()


def test_a_narrow_drawing_joins_the_page_beside_the_wide_one_and_is_looked_at_each_time(
    tmp_path, ports
):
    (tmp_path / "charts.css").write_text(":root { --svg-a33a1d: light-dark(#a33a1d, #e5815a); }")
    written = project(tmp_path, config={"format": {"html": {"css": "charts.css"}}})
    for fill in ("#a33a1d", "#0067a5"):
        slim = f'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="{fill}"/></svg>'.encode()
        book = replace(BOOK, assets=(*BOOK.assets, Asset(narrow_path(CHART_PATH), slim)))
        site = publish((book,), written, ports, formats=HTML).site
        wide, narrow = page(site).select("main svg.chart")
        assert (wide["class"], narrow["class"]) == (["chart", "broad"], ["chart", "narrow"])
        assert fill in str(narrow)


def test_what_only_the_pdf_shows_is_not_published(tmp_path, ports):
    unseen = Asset(PurePosixPath("first_files/figure-typst/fig-lags-output-1.svg"), b"<svg/>")
    book = replace(BOOK, assets=(*BOOK.assets, unseen))
    files = publish((book,), project(tmp_path), ports, formats=HTML).files
    assert CHART_PATH in files
    assert unseen.path not in files


def test_files_that_pages_point_at_come_along(tmp_path, ports):
    (tmp_path / "rows.csv").write_text("a\n")
    (tmp_path / "map one.png").write_bytes(b"png")
    (tmp_path / "secret.txt").write_text("not named anywhere")
    body = (
        '<p><a href="rows.csv">Rows</a> <img src="map%20one.png" alt=""> <a href="../x">x</a></p>'
    )
    book = replace(BOOK, pages=(replace(HOME, body=body),), assets=())
    files = publish((book,), project(tmp_path), ports, formats=HTML).files
    outside = {path for path in files if path.parts[0] != "site_libs"}
    assert outside == {PurePosixPath(name) for name in ("index.html", "map one.png", "rows.csv")}


def test_a_site_with_an_address_tells_search_engines_its_pages(tmp_path, ports):
    book = replace(BOOK, address="https://example.org/wait/")
    site = publish((book,), project(tmp_path), ports, formats=HTML).site
    assert "<loc>https://example.org/wait/first.html</loc>" in (site / "sitemap.xml").read_text()
    assert (site / "robots.txt").read_text() == "Sitemap: https://example.org/wait/sitemap.xml\n"


def test_a_single_document_lies_beside_its_source(tmp_path, ports):
    (tmp_path / "first.qmd").write_text("source")
    book = replace(BOOK, pages=(FIRST,), navigation=(), page_navigation=False)
    single = project(tmp_path, kind=Kind.SINGLE, output=PurePosixPath("."))
    edition = publish((book,), single, ports, formats=HTML)
    assert edition.site == tmp_path
    assert (tmp_path / "first.qmd").read_text() == "source"
    assert {path.parts[0] for path in edition.files} == {"first.html", "first_files"}


def test_building_twice_gives_the_same_bytes(tmp_path, ports):
    editions = [
        publish((BOOK,), project(tmp_path / name), ports, formats=HTML) for name in ("a", "b")
    ]
    first, second = ({path: (e.site / path).read_bytes() for path in e.files} for e in editions)
    assert first == second


def test_progress_hears_of_every_page(tmp_path, ports):
    publish((BOOK,), project(tmp_path), ports, formats=HTML)
    assert ports.progress.told == [
        "stage publish 3",
        "step index.html",
        "step first.html",
        "step second.html",
    ]


def test_a_page_is_remembered_under_all_that_it_shows(tmp_path, ports):
    own = project(tmp_path)
    library = replace(library_of(own, BOOK), recolours=True)
    [asset] = BOOK.assets
    site = Site(BOOK, (), library, {asset.path: asset.content}, {})
    store = FakeStore()
    first = page_files(site, FakeProgress(), store)
    kept = len(store.kept)
    assert page_files(site, FakeProgress(), store) == first
    assert len(store.kept) == kept
    redrawn = {asset.path: asset.content.replace(b"Air defence", b"Air defences")}
    renamed = replace(BOOK, title="Another title")
    for changed in (replace(site, assets=redrawn), replace(site, book=renamed)):
        again = page_files(changed, FakeProgress(), store)
        assert again != first
        assert again == page_files(changed, FakeProgress(), FakeStore())


CHART = f'<img src="{CHART_PATH}" alt="Bars.">'
AROUND = {
    "title": {"title": "Another title"},
    "footer": {"footer": "<p>Printed nowhere.</p>"},
    "navigation": {"navigation": (Link("Alone", PurePosixPath("index.html")),)},
    "bar": {"bar": (Link("Up", PurePosixPath("index.html")),)},
    "address": {"address": "https://example.org/"},
    "no home": {"pages": BOOK.pages[1:]},
}


@pytest.mark.parametrize("around", [*AROUND, "chart", "papers", "search"])
@pytest.mark.parametrize("body", ["<p>A row.</p>", CHART], ids=["plain", "chart"])
def test_a_page_beside_the_book_is_as_if_made_for_the_first_time_whatever_changes_around_it(
    tmp_path, around, body
):
    library = replace(library_of(project(tmp_path), BOOK), recolours=True)
    [asset] = BOOK.assets
    site = Site(BOOK, (WHOLE,), library, {asset.path: asset.content}, {})
    redrawn = {asset.path: asset.content.replace(b"Air defence", b"Air defences")}
    changed = {
        "chart": replace(site, assets=redrawn),
        "papers": replace(site, papers=()),
        "search": replace(site, search=PurePosixPath("search"), search_rows=True),
    } | {name: replace(site, book=replace(BOOK, **change)) for name, change in AROUND.items()}
    sheet = Sheet(PurePosixPath("row.html"), "A row", "en", told_of(body), lambda: body)

    def made(site, store):
        return page_files(site, FakeProgress(), store, [sheet])[sheet.target]

    store = FakeStore()
    first = made(site, store)
    kept = len(store.kept)
    assert (made(site, store), len(store.kept)) == (first, kept)
    assert made(changed[around], store) == made(changed[around], FakeStore())
    assert made(site, store).read_bytes() == made(site, FakeStore()).read_bytes()


def test_a_page_beside_the_book_that_was_made_before_is_not_opened(tmp_path):
    site = Site(BOOK, (), library_of(project(tmp_path), BOOK), {}, {})
    store, sheet = FakeStore(), Sheet(PurePosixPath("row.html"), "A row", "en", told_of(""), str)
    page_files(site, FakeProgress(), store, [sheet])
    page_files(site, FakeProgress(), store, [replace(sheet, opened=None)])
