"""Charts in the page: colours by name, ids of their own, nothing that runs or fetches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from report.engine.publish.charts import LARGEST, inlined, recoloured
from report.engine.publish.charts import drawn as drawn_in

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def drawn(inner: str, alt: str = "Bars") -> etree._Element:
    text = inlined(SVG.format(inner).encode(), alt, "chart-1-")
    assert text is not None
    return etree.fromstring(text)


def test_colours_become_properties_that_fall_back_on_themselves():
    bar = drawn('<rect fill="#A33A1D" stroke="#fff" style="stop-color: rgb(11, 85, 99)"/>')[0]
    assert bar.get("fill") == "var(--svg-a33a1d, #a33a1d)"
    assert bar.get("stroke") == "var(--svg-ffffff, #ffffff)"
    assert bar.get("style") == "stop-color: var(--svg-0b5563, #0b5563)"


def test_black_and_white_are_colours_too_and_transparent_is_none():
    assert recoloured("black") == "var(--svg-000000, #000000)"
    assert recoloured("transparent") == "transparent"


def test_ids_and_what_points_at_them_get_the_chart_s_own_prefix():
    chart = drawn(
        '<clipPath id="fed"/><g clip-path="url(#fed)" fill="url(#fed)"><rect/></g><use xlink:href="#fed"/>'
    )
    clip, group, use = chart
    assert clip.get("id") == "chart-1-fed"
    assert group.get("clip-path") == group.get("fill") == "url(#chart-1-fed)"
    assert use.get("href") == "#chart-1-fed"


def test_nothing_in_a_chart_runs_or_fetches():
    chart = drawn(
        '<script>alert(1)</script><foreignObject/><rect onclick="alert(1)"/>'
        '<use href="https://example.org/x.svg#a"/><image href="https://example.org/x.png"/>'
    )
    assert [etree.QName(child).localname for child in chart] == ["rect", "use"]
    assert all(not child.attrib for child in chart)


def test_the_text_after_a_removed_element_stays():
    chart = drawn("<text>before <script>x</script>after</text>")
    assert "".join(chart.itertext()) == "before after"


def test_entities_are_not_followed():
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    assert "aaaa" not in (inlined(bomb, "", "chart-1-") or "")


def test_a_chart_says_what_it_is_or_that_it_is_decoration():
    assert drawn("", "Bars & lines").attrib["aria-label"] == "Bars & lines"
    assert drawn("", "Bars").get("role") == "img"
    assert drawn("", "").get("aria-hidden") == "true"


def test_large_pictures_and_other_things_stay_files():
    assert inlined(b"no svg", "", "c-") is None
    assert inlined(b"<html/>", "", "c-") is None
    assert inlined(SVG.format(" " * LARGEST).encode(), "", "c-") is None


def test_a_chart_drawn_for_two_widths_is_two_elements_that_share_no_id():
    picture = SVG.format('<g id="a" fill="url(#a)"/>').encode()
    both = etree.fromstring(f"<p>{drawn_in(picture, picture, 'Bars', 'chart-1-')}</p>")
    assert [chart.get("class") for chart in both] == ["chart broad", "chart narrow"]
    assert {chart.get("aria-label") for chart in both} == {"Bars"}
    assert [chart[0].get("id") for chart in both] == ["chart-1-a", "chart-1-narrow-a"]


def test_a_chart_whose_narrow_drawing_is_none_is_one_element():
    picture = SVG.format("<rect/>").encode()
    for narrow in (None, b"no svg"):
        text = drawn_in(picture, narrow, "Bars", "chart-1-")
        assert etree.fromstring(text).get("class") == "chart"
    assert drawn_in(b"no svg", picture, "Bars", "chart-1-") is None


@given(st.text(alphabet="#0123456789abcdefghi ();:,rgbul", max_size=40))
def test_recolouring_keeps_every_word_that_is_no_colour(text):
    again = recoloured(text)
    assert again.count("var(") == again.count("--svg-")
    if "#" not in text and "rgb(" not in text:
        assert again == text
