"""Formulas get a drawing beside their TeX; the TeX is never touched."""

from __future__ import annotations

import json

from report.engine.publish.formulas import Formula, drawings_of, with_drawings
from tests.fakes.pandoc import FakePandoc
from tests.fakes.store import FakeStore

INLINE = r'<span class="math inline">\(a &lt; b\)</span>'
DISPLAY = r'<span class="math display">\[x^2 \tag{1.1}\]</span>'
TEX = '<annotation encoding="application/x-tex">x</annotation>'
MATHML = f"<math><semantics><mi>x</mi>{TEX}</semantics></math>"


def test_each_formula_is_drawn_once_and_remembered():
    pandoc, store = FakePandoc(lambda _: MATHML), FakeStore()
    first = drawings_of([INLINE, f"{INLINE} {DISPLAY}"], pandoc, store)
    again = drawings_of([INLINE, DISPLAY], pandoc, store)
    assert first == again
    assert list(first) == [Formula("inline", "a < b"), Formula("display", "x^2", "1.1")]
    assert len(pandoc.asked) == 2


def test_pandoc_is_given_the_tex_and_nothing_to_parse():
    pandoc = FakePandoc(lambda _: MATHML)
    drawings_of([DISPLAY], pandoc, FakeStore())
    [asked] = pandoc.asked
    assert asked.source == "json"
    assert json.loads(asked.text)["blocks"][0]["c"][0]["c"] == [{"t": "DisplayMath"}, "x^2"]


def test_the_drawing_stands_after_the_tex_with_its_number():
    drawings = drawings_of([DISPLAY], FakePandoc(lambda _: MATHML), FakeStore())
    body = with_drawings(f"<p>{DISPLAY}</p>", drawings)
    assert body == (
        f'<p>{DISPLAY}<span class="math-drawn display" hidden>'
        '<math><semantics><mi>x</mi></semantics></math><span class="math-number">(1.1)</span></span></p>'
    )


def test_tex_that_pandoc_cannot_draw_stays_as_it_is():
    drawings = drawings_of([INLINE], FakePandoc(lambda _: "<em>a</em>"), FakeStore())
    assert with_drawings(INLINE, drawings) == INLINE


def test_a_page_without_formulas_asks_nobody():
    pandoc, store = FakePandoc(), FakeStore()
    assert drawings_of(["<p>no formula</p>"], pandoc, store) == {}
    assert (pandoc.asked, store.asked) == ([], [])
