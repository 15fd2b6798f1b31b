"""Citations set apart from the text: they are those that citeproc sets within it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.engine.assemble.ast import document, every
from report.engine.assemble.citations import inlined
from report.engine.assemble.citeproc import cited, question
from report.engine.assemble.sheets import SheetText, written
from report.engine.doors.pandoc import BundledPandoc
from report.engine.ports import Conversion
from tests.fakes.ports import fake_ports

WORKS = """---
references:
- {id: a, type: book, title: One, author: [{family: Ash, given: Ann}], issued: 2001}
- {id: b, type: book, title: Two, author: [{family: Ash, given: Ann}], issued: 2001}
- {id: c, type: book, title: Three, author: [{family: Ash, given: Bo}], issued: 2003}
---
"""
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{sort}" version="1.0">
<info><title>T</title><id>t</id><category citation-format="{format}"/></info>
<citation><layout prefix="[" suffix="]" delimiter=","><text variable="{variable}"/></layout></citation>
<bibliography><layout><text variable="citation-number" suffix=" "/><text variable="title"/></layout>
</bibliography></style>"""
STYLES = {
    "author-date": "",
    "numeric": STYLE.format(sort="in-text", format="numeric", variable="citation-number"),
    "note": STYLE.format(sort="note", format="note", variable="title"),
}
SENTENCE = st.sampled_from(
    [
        "As said [@b, p. 3].",
        '@c says "so" [-@a]; see [@a; @b].',
        "*Both [@c]*, and a note.^[Of [see @b, and more].]",
        "- one [@a]\n- two [@lost]",
        "Nothing to cite.",
    ]
)


@settings(max_examples=12, deadline=None)
@pytest.mark.parametrize("style", STYLES)
@given(sentences=st.lists(SENTENCE, min_size=1, max_size=4))
def test_citations_set_apart_read_as_those_set_in_the_text(style, sentences, tmp_path_factory):
    meta = meta_in(STYLES[style], tmp_path_factory)
    nodes = read("\n\n".join([*sentences, "::: {#refs}\n:::"]))["blocks"]
    whole = Conversion(document(nodes, meta), "json", "html5", ("--wrap=none", "--citeproc"))

    [page] = written(
        [SheetText("a.qmd", nodes, meta, ("--wrap=none",))], fake_ports(pandoc=BundledPandoc())
    )

    assert [page] == list(BundledPandoc().convert([whole]))


def test_what_is_asked_of_citeproc_does_not_hold_the_prose(tmp_path_factory):
    meta = meta_in("", tmp_path_factory)
    asked = {
        question(every(read(text)["blocks"], "Cite"), meta, "a.qmd").text
        for text in ("Before [@a] and after @b.", "Other *words [@a]*\n\n- in a list @b")
    }
    assert len(asked) == 1


@pytest.mark.parametrize(("style", "apart"), [("author-date", True), ("note", False)])
def test_notes_are_not_set_apart(style, apart, tmp_path_factory):
    meta = meta_in(STYLES[style], tmp_path_factory)
    [answer] = BundledPandoc().convert([question(every(read("[@a]"), "Cite"), meta, "a.qmd")])
    assert cited(answer).is_apart is apart


def meta_in(style, folders):
    meta = read(WORKS)["meta"]
    if style:
        file = folders.mktemp("style") / "style.csl"
        file.write_text(style)
        meta["csl"] = {"t": "MetaString", "c": inlined(file)}
    return meta


def read(markdown):
    [answer] = BundledPandoc().convert([Conversion(markdown, "markdown", "json")])
    return json.loads(answer)
