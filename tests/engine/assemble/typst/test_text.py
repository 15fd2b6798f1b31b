"""Laws of escaping: whatever the text, Typst reads it as that text and nothing else."""

from __future__ import annotations

import json
from typing import Any

import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report.engine.assemble.typst.text import Content, Expression, call, code, markup

MARKUP = "\\#$*_`<>@[]~/-+=;'\".:(){}&%!?,| \n1a"
texts = st.lists(st.one_of(st.text(), st.text(alphabet=MARKUP)), max_size=20)


def read(source: str) -> Any:
    """What Typst understands `source`, a piece of code, to be."""
    return json.loads(typst.eval(b" ", source, ignore_system_fonts=True))


def plain(value: dict[str, Any]) -> str:
    """The text of a content that is nothing but words and spaces."""
    if value["func"] == "sequence":
        return "".join(plain(child) for child in value["children"])
    if value["func"] == "space":
        return " "
    assert value["func"] in {"text", "symbol"}, value
    return value["text"]


def seen(text: str) -> str:
    """A text with its controls and line ends as spaces: nothing else may be lost."""
    return "".join(char if char.isprintable() else markup(char) for char in text)


@settings(max_examples=40, deadline=None)
@given(texts)
@example(
    [
        "*bold* _emph_ `code` $x$ #let <label> @key [c] ~ \\ // /* */ -- --- ... -1 - + = / 1.",
        "https://a.b 1.\n2. c\n- d\n= e\n/ f: g\n+ h",
        "#emph[x].y (z) [w] ; \\u{41}",
        "\x00\x1b[31m\u2028\u2029\x85\ufeff\u200b\u00ad",
    ]
)
def test_any_text_is_read_as_itself(given_texts: list[str]) -> None:
    understood = read(code([Content(markup(text)) for text in given_texts]))

    assert [plain(each).split() for each in understood] == [
        seen(text).split() for text in given_texts
    ]


@settings(max_examples=40, deadline=None)
@given(texts)
def test_any_text_is_a_string(given_texts: list[str]) -> None:
    kept = [
        "".join(char if char in "\n\t" else seen(char) for char in text) for text in given_texts
    ]

    assert read(code(given_texts)) == kept


@settings(max_examples=40, deadline=None)
@given(texts)
def test_text_after_a_call_stays_text(given_texts: list[str]) -> None:
    called = [Content(f"{call('text', Content('x'))}{markup(text)}") for text in given_texts]
    whole = [Content(markup(f"x{text}")) for text in given_texts]

    for one, other in zip(read(code(called)), read(code(whole)), strict=True):
        assert plain(one).split() == plain(other).split()


def test_values_become_code() -> None:
    value = {
        "text": 'a "b"',
        "content": Content("*c*"),
        "none": None,
        "yes": True,
        "list": [1, 2.5],
    }

    assert code(value) == (
        '(text: "a \\"b\\"", content: [*c*], none: none, yes: true, list: (1, 2.5, ), )'
    )
    assert code(()) == "()"
    assert code({}) == "(:)"
    assert read(code({"a": [1, None, "x"]})) == {"a": [1, None, "x"]}


def test_calls_leave_out_what_is_none() -> None:
    made = call("float", Content("body"), "path", sign=None, align_to=Expression("left"), id="x")

    assert made == '#float("path", align-to: left, id: "x")[body];'
    assert call("emph", Content("x")) == "#emph[x];"
    assert call("rule") == "#rule();"
