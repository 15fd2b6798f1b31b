"""Pages that Quarto wrote, once finished: the site's words, boxes around tables, charts in colours."""

from __future__ import annotations

import pytest

from report.engine.publish.words import words_for
from report.engine.rendered import finish, prepare
from tests.engine.sketches import project

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9">'
    '<g id="a"><rect width="9" height="9" fill="#0067a5"/></g></svg>'
)
PAGE = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}"><head><title>Lags</title></head>
<body class="nav-sidebar quarto-light"><nav><table><tr><td>not ours</td></tr></table></nav>
<main class="content" id="quarto-document-content">
<p><img src="lags_files/figure-html/fig-lags-output-1.svg" class="img-fluid" alt="Waits, in days"></p>
<p><img src="photo.png" alt=""></p>
<table class="table"><tbody><tr><td>1</td></tr></tbody></table>
<pre>&lt;table&gt;</pre>
</main>
</body></html>
"""


@pytest.fixture
def book(tmp_path):
    """A project whose CSS names the colours of charts."""
    (tmp_path / "dark.css").write_text(":root { --svg-0067a5: light-dark(#0067a5, #62b6ee); }")
    return project(tmp_path, format={"html": {"css": "dark.css"}})


@pytest.fixture
def page(tmp_path):
    """A page in the output folder, its chart beside it."""
    chart = tmp_path / "_site" / "lags_files" / "figure-html" / "fig-lags-output-1.svg"
    chart.parent.mkdir(parents=True)
    chart.write_text(CHART)
    path = tmp_path / "_site" / "lags.html"
    path.write_text(PAGE.format(language="en-GB"))
    return path


def test_a_chart_joins_the_page_with_colours_that_a_style_sheet_can_set(book, page):
    finish(book, [page])
    text = page.read_text()
    assert "var(--svg-0067a5, #0067a5)" in text
    assert 'aria-label="Waits, in days"' in text
    assert "fig-lags-output-1.svg" not in text
    assert '<img src="photo.png"' in text


def test_a_chart_stays_a_picture_where_no_style_sheet_sets_its_colours(book, page):
    (book.root / "dark.css").write_text("")
    finish(book, [page])
    assert "fig-lags-output-1.svg" in page.read_text()


def test_a_chart_that_is_not_there_stays_a_link(book, page):
    (page.parent / "lags_files" / "figure-html" / "fig-lags-output-1.svg").unlink()
    finish(book, [page])
    assert "fig-lags-output-1.svg" in page.read_text()


def test_tables_of_the_text_get_a_box_and_no_others(book, page):
    finish(book, [page])
    text = page.read_text()
    assert text.count('<div class="table-box">') == 1
    assert '<div class="table-box"><table class="table">' in text


@pytest.mark.parametrize("language", ["en-GB", "de"])
def test_the_script_finds_its_words_in_the_language_of_the_page(book, page, language):
    page.write_text(PAGE.format(language=language))
    finish(book, [page])
    words = words_for(language)
    assert f'data-search="{words.search}"' in page.read_text()
    assert 'class="nav-sidebar quarto-light"' in page.read_text()


def test_a_page_is_finished_once(book, page):
    assert finish(book, [page]) == (page,)
    before = page.read_bytes()
    assert finish(book, [page]) == ()
    assert page.read_bytes() == before


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
