"""Whatever stands in data reads as itself once Pandoc has read the Markdown that holds it."""

from __future__ import annotations

import json

import pytest

from report.engine.assemble.ast import attr_of, every, kind, text_of
from report.engine.assemble.markdown import attribute, enclosed, escaped, raw, raw_span
from report.engine.assemble.reading import READER
from report.engine.doors.pandoc import BundledPandoc
from report.engine.ports import Conversion

HOSTILE = [
    "a*b*c _d_ **e**",
    "$5 and $6",
    "<script>alert(1)</script>",
    "[link](https://example.org)",
    "@fig-a and @smith2020",
    "`code` and ``more``",
    "~x~ ^y^ ~~z~~",
    "C:\\temp\\new",
    "&amp; &lt; AT&T",
    "# no heading",
    "1. no list",
    "- no list",
    "| a | b |",
    "::: {.note}",
    "{{< meta title >}}",
    "{#id .class}",
    "> no quote",
    "a\\",
    "...",
    "--- and --",
    "![](x.png)",
    "[^note]",
    "\\begin{x}",
    "```",
    "+ plus",
]


def read(texts):
    answers = BundledPandoc().convert([Conversion(text, READER, "json") for text in texts])
    return [json.loads(answer)["blocks"] for answer in answers]


def test_escaped_text_reads_as_itself():
    read_back = [text_of(blocks) for blocks in read(map(escaped, HOSTILE))]
    assert read_back == HOSTILE


def test_escaped_text_is_one_paragraph_of_plain_words():
    for blocks in read(map(escaped, HOSTILE)):
        kinds = {kind(node) for node in every(blocks)}
        assert kinds <= {"Para", "Str", "Space"}


def test_escaped_text_stays_in_its_cell_of_a_table():
    tables = [f"| a | b |\n|---|---|\n| {escaped(text)} | end |\n" for text in HOSTILE]
    for text, [table] in zip(HOSTILE, read(tables), strict=True):
        assert text_of(table["c"][4]).removesuffix("end") == text


def test_attributes_hold_any_value():
    values = [*HOSTILE, "both \" and '", "two\nlines"]
    spans = [f"[x]{{{attribute('fig-alt', value)}}}" for value in values]
    found = [attr_of(block["c"][0]).get("fig-alt") for [block] in read(spans)]
    assert found == [" ".join(value.split("\n")) for value in values]


@pytest.mark.parametrize("make", [enclosed, lambda text: raw("html", text)])
def test_nothing_closes_a_fence_from_within(make):
    inside = [*HOSTILE, "````\nx\n```", "~~~\nx", "  ```` {.python}\ny"]
    for text, [block] in zip(inside, read(map(make, inside)), strict=True):
        assert block["c"][1] == text


def test_raw_spans_hold_backticks():
    spans = [raw_span("html", text) for text in ("<b>x</b>", "a`b", "``", "`edge`")]
    found = [block["c"][0]["c"][1].strip() for [block] in read(spans)]
    assert found == ["<b>x</b>", "a`b", "``", "`edge`"]
