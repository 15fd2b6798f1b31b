"""The line of sources below a chart, in Markdown and in HTML: nothing in a name becomes markup."""

from __future__ import annotations

import pytest
from lxml import html

from report.engine.assemble.credits import Credit, credit_html, credit_in, credit_markdown
from report.engine.words import Words

TOLD = {"tables": [["Steps <1>", 2]], "sources": 1, "houses": [["[Zeit]", 1]]}


def test_the_line_names_rows_pages_and_houses():
    line = credit_html(credit_in(TOLD), "steps:a b", "waits.draw", Words("en-GB"))
    shown = html.fragment_fromstring(line)
    assert shown.text_content() == "Source: Steps <1> (2 rows), from 1 page ([Zeit] 1)."
    value = shown.find("span")
    assert (value.text, value.get("data-rows")) == ("Steps <1> (2 rows)", "steps:a b")


def test_more_houses_than_are_named_are_hinted_at():
    credit = Credit((("Steps", 1),), 1200, (("CNN", 3),))
    assert "from 1,200 pages (CNN 3, …)" in credit_html(credit, "steps:a", "", Words("en"))
    assert "Quelle: " in credit_html(credit, "steps:a", "", Words("de"))


def test_names_stay_text_in_markdown():
    line = credit_markdown(credit_in(TOLD), "steps:a b", "waits.draw", Words("en"))
    assert line.startswith(r"[Source\: [Steps ")
    assert r"\[Zeit\] 1" in line
    assert 'data-rows="steps:a b" data-function="waits.draw"' in line
    assert line.endswith("{.figure-source}")


@pytest.mark.parametrize("told", [None, "x", {}, {**TOLD, "houses": []}, {**TOLD, "sources": "1"}])
def test_what_says_nothing_has_no_line(told):
    assert credit_in(told) is None
