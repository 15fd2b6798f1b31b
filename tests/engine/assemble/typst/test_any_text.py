"""Whatever the data say, wherever they say it: the paper is set, and the words are in it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from report.engine.assemble.ast import Attr, Nodes, div, link, para, plain, words
from report.engine.assemble.nouns import Callout, Code, Float, Number, Tab, Tabset
from report.engine.assemble.typst.blocks import Heading
from report.engine.assemble.typst.matter import shown
from report.engine.assemble.typst.nodes import blocks
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Content, markup
from report.engine.doors.typesetter import TypstTypesetter
from report.engine.ports import Proof, TypstProject
from report.engine.publish.papers import START, template
from report.fonts import FOLDER

TYPESETTER = TypstTypesetter((FOLDER,))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
NASTY = [
    '#let x = "a" * $1_2^3$ [b] <c> @d `e` ~ \\ // /* -- --- ... = + - 1. \'q\' "r"',
    "]; #panic() [",
    '") #panic("',
    "\\",
    "#",
    "\n\n= x",
    "</script><b>",
    "",
]


def document(text: str) -> Nodes:
    """The text in every place that an author or a table can put it."""
    image = {"t": "Image", "c": [["", [], [["fig-alt", text]]], [], ["a.svg", ""]]}
    cell = [["", [], []], {"t": "AlignDefault"}, 1, 1, [plain(words(text))]]
    rows = [[["", [], []], [cell]]]
    column = [{"t": "AlignLeft"}, {"t": "ColWidthDefault"}]
    none = [["", [], []], []]
    table = {
        "t": "Table",
        "c": [
            ["", [], []],
            [None, []],
            [column],
            [none[0], rows],
            [[none[0], 0, [], rows]],
            none,
        ],
    }
    return [
        Heading(1, 1, Attr(), words(text)),
        para([*words(text), {"t": "Note", "c": [para(words(text))]}]),
        para([link(Attr(), words(text), f"https://example.org/{text}"), *words(text)]),
        para([{"t": "Code", "c": [["", [], []], text]}]),
        {"t": "DefinitionList", "c": [[words(text), [[para(words(text))]]]]},
        Code(text, Attr("", ("python",)), filename=text),
        div(Attr("", ("cell-output-stdout",)), [Code(text, Attr())]),
        Callout("note", words(text), [para(words(text))], text),
        Tabset((Tab(words(text), [para(words(text))]),)),
        Float("", "fig", [plain([image])], words(text), number=Number(text, text)),
        table,
    ]


@cache
def proof_of(text: str) -> Proof:
    """What Typst makes of a paper full of the text."""
    look = {
        "title": Content(markup(text)),
        "plain-title": text or "T",
        "subtitle": Content(markup(text)),
        "authors": [],
        "keywords": [text],
        "description": text,
        "day": None,
        "date": text,
        "modified": "",
        "doi": "",
        "license": Content(""),
        "abstract": Content(markup(text)),
        "paper": "a4",
        "lang": "en",
        "region": None,
        "toc": True,
        "toc-depth": 3,
        "series": Content(markup(text)),
        "words": dict.fromkeys(("abstract", "keywords", "contents", "modified", "license"), text),
    }
    body = blocks(Scope(PurePosixPath("a.qmd")), document(text))
    main = f"{START}{shown('article', look)}\n\n{body}\n"
    files = {**template(), "a.svg": SVG, "main.typ": main.encode()}
    [proof] = TYPESETTER.proofs([TypstProject(files)])
    return proof


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
@example(NASTY[0])
@example(NASTY[1])
@example(NASTY[2])
@example(NASTY[3])
def test_any_text_is_set(text: str) -> None:
    proof = proof_of(text)

    assert proof.pdf is not None, proof.remarks


@pytest.mark.parametrize("text", NASTY)
def test_words_that_look_like_markup_are_printed(text: str) -> None:
    proof = proof_of(text)

    assert proof.pdf is not None, proof.remarks
    printed = "".join(PdfReader(BytesIO(proof.pdf)).pages[0].extract_text().split())
    assert "".join(text.split()) in printed


def test_every_file_of_the_template_is_given() -> None:
    folder = Path(__file__).parents[4] / "report/engine/publish/typst"

    assert set(template()) == {path.name for path in folder.iterdir()} | {"tokens.typ"}
