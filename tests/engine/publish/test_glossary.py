"""Terms: the first use of each becomes a link with its meaning, in running text and nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath

from report.engine.publish.glossary import Term, terms_in, with_terms

HERE = PurePosixPath("chapters/one.html")
GLOSSARY = PurePosixPath("chapters/glossary.html")
LIST = (
    '<dl><dt><span id="term-atacms" data-also="MGM-140|ATACMS rockets">ATACMS</span></dt>'
    "<dd><p>A ballistic missile &amp; its <em>launcher</em>.</p></dd>"
    '<dt><span id="term-g7">G7</span></dt><dd>Seven states.</dd></dl>'
)
TERMS = tuple(terms_in(GLOSSARY, LIST))
ATACMS = (
    '<a class="term" href="glossary.html#term-atacms" data-card="A ballistic missile &amp; its '
    'launcher.">ATACMS</a>'
)


def test_terms_are_read_from_a_definition_list():
    names = ("ATACMS", "MGM-140", "ATACMS rockets")
    assert TERMS[0] == Term(names, "A ballistic missile & its launcher.", GLOSSARY, "term-atacms")
    assert [term.names[0] for term in TERMS] == ["ATACMS", "G7"]


def test_the_first_use_becomes_a_link_and_no_other():
    html = "<p>The ATACMS came.</p><p>The ATACMS went; so did MGM-140.</p>"
    assert with_terms(html, HERE, TERMS) == html.replace("ATACMS", ATACMS, 1)


def test_titles_links_code_tables_and_pictures_are_left_alone():
    html = (
        "<h2>ATACMS</h2><p><a href='#'>ATACMS</a> <code>ATACMS</code></p>"
        "<table><tr><td><p>ATACMS</p></td></tr></table><svg><text>G7</text></svg>"
        '<p title="ATACMS">None.</p><!-- <p>ATACMS</p> -->'
    )
    assert with_terms(html, HERE, TERMS) == html


def test_a_part_of_a_word_is_no_term():
    html = "<p>xATACMS, ATACMS-like, G77</p>"
    assert with_terms(html, HERE, TERMS) == html


def test_a_link_that_the_author_wrote_gets_the_meaning_and_counts_as_the_first_use():
    html = '<p><a href="glossary.html#term-g7" class="term">the Seven</a> and the G7</p>'
    own = '<a href="glossary.html#term-g7" data-card="Seven states." class="term">the Seven</a>'
    assert with_terms(html, HERE, TERMS) == f"<p>{own} and the G7</p>"


def test_the_glossary_itself_is_left_as_it_is():
    assert with_terms(f"<p>G7</p>{LIST}", GLOSSARY, TERMS) == f"<p>G7</p>{LIST}"


def test_what_a_term_means_is_escaped():
    term = Term(("G7",), '"><script>', GLOSSARY, "term-g7")
    assert "<script" not in with_terms("<p>G7</p>", HERE, (term,))
