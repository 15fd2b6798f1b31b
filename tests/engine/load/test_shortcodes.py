from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.load.answers import Values
from report.engine.load.lines import lines_of
from report.engine.load.shortcodes import resolve

FILE = PurePosixPath("a.qmd")
VALUES = Values(
    meta={"title": "A *title*", "date": "2026-01-02", "report": {"tags": ["one", "two"]}, "n": 3.0},
    variables={"version": 1.4, "yes": True, "one": ["only"], "contact": {"mail": "a@b.org"}},
    environment={"STAGE": "dr*ft"},
)


def resolved(text: str):
    lines, findings = resolve(lines_of(text, FILE), VALUES)
    return "\n".join(line.text for line in lines), [
        (finding.rule, finding.excusable) for finding in findings
    ]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a {{< meta title >}} b", "a A *title* b"),
        ("{{< meta report.tags.1 >}}, {{< meta report.tags.2 >}}", "one, two"),
        ("{{< meta date >}}", "January 2, 2026"),
        ("{{< meta n >}} {{< var version >}} {{< var yes >}} {{< var one >}}", "3 1.4 true only"),
        ("{{<var contact.mail>}}", "a@b.org"),
        ('{{< var "contact.mail" >}}', "a@b.org"),
        ("{{< env STAGE >}}", "dr\\*ft"),
        ("`{{< env STAGE >}}`", "`dr*ft`"),
        ('{{< env NONE "fall back" >}}', "fall back"),
        ("[x](https://e.org/{{< env STAGE >}})", "[x](https://e.org/dr*ft)"),
        ("```\n{{< env STAGE >}}\n```", "```\ndr*ft\n```"),
        ("x {{{< meta title >}}}", "x \\{\\{\\< meta title \\>\\}\\}"),
        ("`{{{< meta title >}}}`", "`{{< meta title >}}`"),
        ("`{{</* meta title */>}}`", "`{{< meta title >}}`"),
        ("`{{< nosuch thing >}}`", "`{{< nosuch thing >}}`"),
        ("```\n{{< nosuch thing >}}\n```", "```\n{{< nosuch thing >}}\n```"),
        ("no shortcode << >> {{ }}", "no shortcode << >> {{ }}"),
    ],
)
def test_what_becomes_of_a_shortcode(text, result):
    assert resolved(text) == (result, [])


@pytest.mark.parametrize(
    ("text", "result", "finding"),
    [
        ("x {{< meta no.where >}}", "x **?meta:no\\.where**", ("shortcode-value", True)),
        ("x {{< var contact >}}", "x **?invalid var type:contact**", ("shortcode-value", True)),
        ("x {{< env NONE >}}", "x **?env:NONE**", ("shortcode-value", True)),
        ("x {{< nosuch it >}}", "x \\{\\{\\< nosuch it \\>\\}\\}", ("shortcode-unknown", True)),
        ("x {{< include _b.qmd >}}", None, ("shortcode-unknown", True)),
        ("x {{< video https://e.org/v >}}", None, ("shortcode", False)),
        ("{{< embed n.ipynb#fig >}}", None, ("shortcode", False)),
        ("x {{< meta title", "x {{< meta title", ("shortcode", False)),
        ("{{< meta {{< var version >}} >}}", None, ("shortcode", False)),
    ],
)
def test_what_is_wrong_with_a_shortcode(text, result, finding):
    text_after, findings = resolved(text)
    assert findings == [finding]
    assert result is None or text_after == result


def test_keys_are_marked_up_for_each_format():
    text, _ = resolved('press {{< kbd "Ctrl-<" mac=Cmd >}}')
    assert text == (
        'press `<kbd title="mac: Cmd, Ctrl-&lt;">Ctrl-&lt;</kbd>`{=html}`#raw("Ctrl-<")`{=typst}'
    )


def test_a_page_break_alone_is_a_block_for_each_format():
    text, _ = resolved("{{< pagebreak >}}")
    assert text.count("```{=") == 2
    assert "#pagebreak()" in text


def test_raw_text_stays_in_its_fence():
    text, _ = resolved("{{< kbd `` >}}")
    assert text.startswith("```<kbd")


@given(st.text(alphabet=list("{}<>/*`\"' =metavarx[]()#\n"), max_size=80))
def test_any_text_resolves_and_text_without_shortcodes_stays(text):
    after, _ = resolved(text)
    if "{{<" not in text:
        assert after == text.removesuffix("\n")
