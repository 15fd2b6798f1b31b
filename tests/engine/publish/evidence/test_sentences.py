"""What stands around a value on its page: its sentence, or its line of a table."""

from __future__ import annotations

import pytest

from report.engine.publish.evidence.sentences import sentences_of, with_sentences

ID, OTHER = "e-0123456789", "e-abcdef0123"


def value(text: str, name: str = ID) -> str:
    return f'<a class="derived" href="../evidence/one.html#{name}">{text}</a>'


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        (
            f"<p>One came. It took {value('12&nbsp;days')} <em>at most</em>. Two went.</p>",
            "It took <mark>12 days</mark> at most.",
        ),
        (f"<ul><li><strong>Late.</strong> After {value('3')}</li></ul>", "After <mark>3</mark>"),
        (
            f"<tr><td>Tank</td><td>{value('5')}</td><td>a &lt;b&gt;</td></tr>",
            "Tank · <mark>5</mark> · a &lt;b&gt;",
        ),
        (f"<p>The U. S. sent {value('8')} then.</p>", "S. sent <mark>8</mark> then."),
        (
            f"<p>So {value('1')} of {value('9', OTHER)} came<a href='#f' class='footnote-ref'>1</a>.</p>",
            "So <mark>1</mark> of 9 came.",
        ),
    ],
)
def test_the_sentence_has_its_value_marked(html, sentence):
    assert sentences_of(html)[ID].endswith(sentence)


def test_the_first_sentence_counts():
    found = sentences_of(f"<p>First {value('2')}.</p><p>Then {value('2')}.</p>")
    assert found == {ID: "First <mark>2</mark>."}


@pytest.mark.parametrize(
    "html", ["<p>No value.</p>", f"<td>{value('2')}</td>", f"<p>{value('2')}.</p>"]
)
def test_a_value_that_stands_alone_has_none(html):
    assert sentences_of(html) == {}


def test_a_long_sentence_is_cut_around_its_value():
    said = sentences_of(f"<p>{'word ' * 200}{value('2')}{' more' * 200}</p>")[ID]
    assert said.startswith("… word") and said.endswith("more …")
    assert len(said) < 500


def test_data_stay_text():
    [said] = sentences_of(f"<p>&lt;script&gt; {value('&lt;i&gt;')} &amp;amp;</p>").values()
    assert said == "&lt;script&gt; <mark>&lt;i&gt;</mark> &amp;amp;"


def test_a_sentence_stands_below_its_value():
    body = f'<section id="{ID}" class="evidence"><h2>2</h2><p>x</p></section>'
    made = with_sentences(body, {ID: "It took <mark>2</mark>."})
    assert '<h2>2</h2><p class="evidence-said">It took <mark>2</mark>.</p><p>x</p>' in made
    assert with_sentences(body, {OTHER: "x"}) == body
