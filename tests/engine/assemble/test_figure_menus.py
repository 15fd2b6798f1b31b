"""The menu below a figure: what can be taken away, as links that need no script."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from report.engine.assemble.ast import Attr, attr_of, div, every, kind, plain
from report.engine.assemble.figure_menus import menus
from report.engine.assemble.html_nodes import html_nodes
from report.engine.assemble.nouns import Float, Number
from report.engine.words import Words
from tests.engine.assemble.nodes import PAGE, image

CHART = image("war_files/figure-html/fig-a&b-output-1.svg", offers="csv svg png")


def drawn(*images):
    return Float("fig-a", "fig", [plain(list(images))], [], number=Number("Figure", "2.1"))


def menu_of(noun, page=PAGE):
    _, made = menus(noun, page, Words("en"))
    return [html.fragment_fromstring(node["c"][1]) for node in made]


def test_a_chart_offers_data_and_both_pictures_beside_it():
    [menu] = menu_of(drawn(CHART))
    assert [(a.text, a.get("href")) for a in menu.iter("a")] == [
        ("Data (CSV)", "war_files/figure-html/fig-a&b-output-1.csv"),
        ("SVG", "war_files/figure-html/fig-a&b-output-1.svg"),
        ("PNG", "war_files/figure-html/fig-a&b-output-1.png"),
    ]
    assert menu.get("aria-label") == "Figure 2.1: data, picture, code"
    assert menu.get("data-chart") == "war_files/figure-html/fig-a&b-output-1.js"


def test_its_code_is_a_link_to_the_module_s_page():
    said = image("war_files/x.svg", offers="svg", offers_code="figures/a.py report/b.py")
    [menu] = menu_of(drawn(said), PAGE.parent / "chapters" / PAGE.name)
    assert "data-chart" not in menu.attrib
    assert [a.get("href") for a in menu.iter("a")][1:] == [
        "../code/figures/a.html",
        "../code/report/b.html",
    ]


def test_modules_of_one_name_are_told_apart_by_their_folders():
    said = image("x.svg", offers="svg", offers_code="figures/a.py report/a.py report/b.py")
    [menu] = menu_of(drawn(said))
    assert [code.text for code in menu.iter("code")] == ["figures/a.py", "report/a.py", "b.py"]


def test_the_rows_behind_it_are_told_as_those_of_a_value_are():
    said = image("x.svg", offers="svg", offers_rows="steps:a b", offers_function="figures.a.draw")
    [menu] = menu_of(drawn(said))
    [span] = menu.iter("span")
    assert (span.text, span.get("class")) == ("Rows behind Figure 2.1", "derived")
    assert (span.get("data-rows"), span.get("data-function")) == ("steps:a b", "figures.a.draw")


def test_the_image_says_no_more_of_it_and_other_images_get_none():
    noun, made = menus(drawn(CHART, image()), PAGE, Words("en"))
    assert len(made) == 1
    pictures = [node for node in every(noun.blocks) if kind(node) == "Image"]
    assert [attr_of(node).get("offers") for node in pictures] == ["", ""]
    assert menus(drawn(image()), PAGE, Words("en")) == (drawn(image()), [])


def test_each_part_of_a_figure_has_its_own_menu_and_the_whole_none():
    part = replace(drawn(CHART), part=True, number=Number("", "a"))
    whole = replace(drawn(), blocks=[div(Attr(), [part])])
    text = "".join(
        node["c"][1] for node in every(html_nodes([whole], PAGE)) if kind(node) == "RawBlock"
    )
    assert text.count('class="figure-menu"') == 1
