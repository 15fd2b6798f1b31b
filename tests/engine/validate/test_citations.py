from __future__ import annotations

import pytest

from report.engine.validate.citations import citations_of, cites_all, unknown_in_chapters
from tests.engine.validate.projects import document


def cited(text):
    return [(one.key, one.place.line) for one in citations_of(document("a.qmd", text, {}))]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("As @smith2024 says.", ["smith2024"]),
        ("See [@one2024, p. 3; -@two2024; see @three2024].", ["one2024", "two2024", "three2024"]),
        ("At the end @one2024. And @two2024: yes", ["one2024", "two2024"]),
        ("Braced @{one2024}.", ["one2024"]),
        ("@fig-one and @tbl-two and @sec-three and [-@eq-four]", []),
        ("mail a@b.example and <c@d.example>", []),
        ("an escaped \\@sign", []),
        ("code `@no` and `{python} x@y`", []),
        ("```\n@no\n```\n@yes2024", ["yes2024"]),
        ("<!-- @no -->\n", []),
        ("https://a.example/@no/path", []),
    ],
)
def test_citations_are_found_where_pandoc_finds_them(text, keys):
    assert [key for key, _ in cited(text)] == keys


def test_each_citation_has_its_line():
    assert cited("one\n\n[@a2024]\n\n$$\nx\n$$\n@b2024") == [("a2024", 3), ("b2024", 8)]


def test_an_unknown_key_is_told_with_the_nearest_known_one():
    (finding,) = unknown_in_chapters([document("a.qmd", "\n[@smiht2024]", {})], {"smith2024"})

    assert str(finding.place).startswith("a.qmd:2")
    assert finding.message == "the bibliography has no `smiht2024`"
    assert finding.hint == "did you mean `smith2024`?"
    assert finding.excusable


def test_a_document_may_list_the_whole_bibliography():
    assert cites_all(document("a.qmd", "", {"nocite": "@*"}))
    assert not cites_all(document("a.qmd", "", {}))
