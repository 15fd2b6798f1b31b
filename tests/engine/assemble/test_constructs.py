"""Each construct from Pandoc's nodes to its noun, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.ast import Attr, attr_of, div, every, kind, para, plain, text_of, words
from report.engine.assemble.layouts import arranged, rows_of
from report.engine.assemble.nouns import Callout, Code, Equation, Float, Layout, Tabset, Theorem
from report.engine.assemble.structure import structured, texts_in
from report.engine.assemble.tables import parsed, shares_of
from tests.engine.assemble.nodes import header, image, math, settings, texts


def made(*blocks, short=(), **meta):
    return structured(list(blocks), settings(**meta), texts(*short))


def table(*cells: str, caption: str = "") -> dict:
    def cell(text):
        return [Attr().json, {"t": "AlignDefault"}, 1, 1, [plain(words(text))]]

    row = [Attr().json, [cell(text) for text in cells]]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in cells]
    empty = [Attr().json, []]
    body = [[Attr().json, 0, [], [row]]]
    shown = [plain(words(caption))] if caption else []
    return {"t": "Table", "c": [Attr().json, [None, shown], columns, empty, body, empty]}


def pandoc_figure(name: str, caption: str, **pairs: str) -> dict:
    inner = plain([image(text=caption, **pairs)])
    return {"t": "Figure", "c": [Attr(name).json, [None, [plain(words(caption))]], [inner]]}


def code(text: str, *classes: str, name: str = "", **pairs: str) -> dict:
    return {"t": "CodeBlock", "c": [Attr(name, classes).plus(**pairs).json, text]}


# --- floats --------------------------------------------------------------------------------------


def test_a_figure_with_a_label_is_a_float_and_its_image_has_no_copy_of_the_caption():
    [float_] = made(pandoc_figure("fig-map", "A map", fig_alt="Two sites"))
    assert (float_.id, float_.kind, text_of(float_.caption)) == ("fig-map", "fig", "A map")
    [picture] = [node for node in every(float_.blocks) if kind(node) == "Image"]
    assert text_of(picture["c"][1]) == "Two sites"


def test_a_figure_without_a_label_is_a_float_that_nothing_can_refer_to():
    [float_] = made(pandoc_figure("", "A map"))
    assert (float_.id, float_.number) == ("", None)


def test_a_lone_image_with_a_label_is_a_float_without_a_caption():
    [float_] = made(para([image(name="fig-a")]))
    assert (float_.id, float_.caption) == ("fig-a", [])
    assert made(para([image(), *words(" and text")]))[0]["t"] == "Para"


def test_a_div_takes_its_last_paragraph_for_a_caption_and_its_figures_for_parts():
    inner = [pandoc_figure("fig-a", "One"), pandoc_figure("fig-b", "Two")]
    [float_] = made(div(Attr("fig-all"), [*inner, para(words("All"))]))
    assert text_of(float_.caption) == "All"
    assert [(part.id, part.part) for part in float_.blocks] == [("fig-a", True), ("fig-b", True)]


def test_a_table_s_caption_gives_up_its_attributes():
    [float_] = made(table("a", "b", caption='Rows {#tbl-x .striped tbl-colwidths="[20,80]"}'))
    assert (float_.id, text_of(float_.caption), float_.place) == ("tbl-x", "Rows", "top")
    [inner] = float_.blocks
    assert [width["c"] for _, width in inner["c"][2]] == [0.2, 0.8]
    assert attr_of(inner).classes == ("table-striped",)


def test_a_table_with_a_plain_caption_stays_a_table():
    [kept] = made(table("a", caption="Rows"))
    assert kind(kept) == "Table"


def test_a_listing_is_a_float_around_its_code():
    caption = words("Cleaning")
    [float_] = made(
        code("x", "python", name="lst-c", lst_cap="Cleaning"), short=[("Cleaning", caption)]
    )
    assert (float_.id, float_.kind, float_.caption, float_.place) == (
        "lst-c",
        "lst",
        caption,
        "top",
    )
    assert isinstance(float_.blocks[0], Code)


def test_places_of_captions_come_from_the_nearest_wish():
    options = {"fig_cap_location": "top"}
    [document_] = made(pandoc_figure("fig-a", "x"), **options)
    own = Attr("fig-b", (), (("cap-location", "margin"),))
    [div_] = made(div(own, [para([image()]), para(words("x"))]), **options)
    assert (document_.place, div_.place) == ("top", "margin")


def test_a_cell_s_table_takes_the_widths_that_the_cell_asks_for():
    attr = Attr("cell-x", ("cell",), (("tbl-colwidths", "[20, 80]"),))
    [cell] = made(div(attr, [table("a", "b")]))
    [inner] = [node for node in every(cell) if kind(node) == "Table"]
    assert [width["c"] for _, width in inner["c"][2]] == [0.2, 0.8]
    assert not attr_of(cell).get("tbl-colwidths")


def test_a_cell_s_table_takes_the_cell_s_label_and_caption():
    attr = Attr("tbl-x", ("cell",), (("tbl-cap", "Rows"),))
    output = div(Attr("", ("cell-output", "cell-output-display")), [table("a")])
    [cell] = made(
        div(attr, [code("1", "python", "cell-code"), output]), short=[("Rows", words("Rows"))]
    )
    [float_] = [node for node in every(cell) if kind(node) == "Float"]
    assert (float_.id, text_of(float_.caption)) == ("tbl-x", "Rows")
    assert attr_of(cell).id == "cell-tbl-x"


def test_a_cell_s_column_goes_to_what_it_shows_and_not_to_its_code():
    output = div(Attr("", ("cell-output", "cell-output-stdout")), [para(words("x"))])
    block = div(Attr("c", ("cell", "column-margin")), [code("1", "python", "cell-code"), output])
    [cell] = made(block)
    assert attr_of(cell).classes == ("cell",)
    assert attr_of(cell["c"][1][1]).has("column-margin")


# --- layouts -------------------------------------------------------------------------------------


@given(st.integers(1, 12), st.integers(1, 5))
def test_a_layout_places_every_block_once_in_order(count, columns):
    blocks = [para(words(str(number))) for number in range(count)]
    layout = arranged(blocks, Attr("", (), (("layout-ncol", str(columns)),)))
    placed = [block for row in layout.rows for panel in row for block in panel.blocks]
    assert placed == blocks
    assert all(len(row) <= columns for row in layout.rows)


@given(st.integers(1, 12), st.integers(1, 5))
def test_no_row_is_wider_than_the_page(count, rows):
    for row in rows_of(Attr("", (), (("layout-nrow", str(rows)),)), count):
        assert sum(row) <= 100.5


def test_a_layout_of_unequal_rows():
    attr = Attr("", (), (("layout", "[[40,-20,40],[100]]"),))
    [layout] = made(div(attr, [para(words(text)) for text in "abc"]))
    assert [[text_of(panel.blocks) for panel in row] for row in layout.rows] == [
        ["a", "", "b"],
        ["c"],
    ]


def test_headings_go_with_what_follows_them():
    attr = Attr("", (), (("layout-ncol", "2"),))
    [layout] = made(div(attr, [header(3, "A"), para(words("a")), header(3, "B"), para(words("b"))]))
    assert isinstance(layout, Layout)
    assert [text_of(panel.blocks) for panel in layout.rows[0]] == ["Aa", "Bb"]


# --- boxes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attr", "blocks", "title", "body"),
    [
        (Attr("", ("callout-note",)), [header(2, "Head"), para(words("b"))], "Head", "b"),
        (
            Attr("", ("callout-tip",), (("title", "T"),)),
            [header(2, "H"), para(words("b"))],
            "T",
            "Hb",
        ),
        (Attr("", ("callout-warning",)), [para(words("b"))], "", "b"),
        (Attr("", ("callout-note",)), [], "", ""),
    ],
)
def test_callouts_take_titles_from_attribute_or_heading(attr, blocks, title, body):
    [box] = made(div(attr, blocks), short=[("T", words("T"))])
    assert isinstance(box, Callout)
    assert (text_of(box.title), text_of(box.blocks)) == (title, body)


@pytest.mark.parametrize(("value", "collapse"), [("true", True), ("false", False), ("", None)])
def test_callouts_collapse_as_they_are_told(value, collapse):
    [box] = made(div(Attr("", ("callout-note",), (("collapse", value),)), []))
    assert box.collapse is collapse


def test_an_unknown_kind_of_callout_is_a_plain_div():
    assert kind(made(div(Attr("", ("callout-odd",)), []))[0]) == "Div"


def test_tabs_begin_at_headings_of_the_first_level_found():
    blocks = [
        header(3, "A", "a"),
        para(words("1")),
        header(4, "in"),
        header(3, "B"),
        para(words("2")),
    ]
    [tabs] = made(div(Attr("", ("panel-tabset",), (("group", "g"),)), blocks))
    assert isinstance(tabs, Tabset)
    assert [(text_of(tab.title), text_of(tab.blocks)) for tab in tabs.tabs] == [
        ("A", "1in"),
        ("B", "2"),
    ]
    assert tabs.group == "g"


def test_theorems_by_id_and_proofs_by_class():
    theorem, proof = made(
        div(Attr("thm-x"), [header(3, "Line"), para(words("t"))]),
        div(Attr("", ("proof",)), [para(words("p"))]),
    )
    assert isinstance(theorem, Theorem)
    assert (theorem.kind, theorem.word, text_of(theorem.name)) == ("thm", "Theorem", "Line")
    assert (proof.style, proof.word) == ("proof", "Proof")


# --- the rest ------------------------------------------------------------------------------------


def test_formulas_with_a_label_are_equations():
    label = [{"t": "Space"}, {"t": "Str", "c": "{#eq-a}"}]
    [block] = made(para([*words("So "), math("x"), *label, *words(" holds")]))
    [equation] = [node for node in block["c"] if isinstance(node, Equation)]
    assert (equation.id, equation.tex) == ("eq-a", "x")
    assert text_of(block) == "So  holds"


def test_formulas_without_a_label_stay():
    [block] = made(para([math("x"), *words(" {#other}")]))
    assert kind(block["c"][0]) == "Math"


@pytest.mark.parametrize(
    ("attr", "html", "typst"),
    [
        (Attr("", ("content-visible",), (("when-format", "html"),)), True, False),
        (Attr("", ("content-hidden",), (("when-format", "html"),)), False, True),
        (Attr("", ("content-visible",), (("unless-format", "typst"),)), True, False),
        (Attr("", ("content-visible",), (("when-format", "pdf"),)), False, False),
        (
            Attr("", ("content-visible",), (("when-format", "pdf"), ("when-format", "html"))),
            True,
            False,
        ),
        (Attr("", ("content-visible",), (("when-meta", "a.b"),)), True, True),
        (Attr("", ("content-visible",), (("when-profile", "x"),)), False, False),
    ],
)
def test_conditional_content(attr, html, typst):
    shown = {
        form: structured([div(attr, [para(words("x"))])], settings(form=form, a={"b": True}), {})
        for form in ("html", "typst")
    }
    assert (bool(shown["html"]), bool(shown["typst"])) == (html, typst)


@pytest.mark.parametrize(
    ("own", "document", "fold"),
    [
        ({}, {}, None),
        ({}, {"code_fold": True}, True),
        ({"code_fold": "show"}, {}, False),
        ({"code_fold": "false"}, {"code_fold": True}, None),
    ],
)
def test_code_of_cells_folds_as_it_is_told(own, document, fold):
    [block] = made(code("1", "python", "cell-code", **own), **document)
    assert block.fold is fold


def test_code_that_is_only_shown_never_folds():
    [block] = made(code("1", "python"), code_fold=True)
    assert (block.fold, block.ran) == (None, False)


def test_texts_in_attributes_and_tables_in_html_are_to_be_read():
    raw = {"t": "RawBlock", "c": ["html", "<table><tr><td>1</td></tr></table>"]}
    boxes = [div(Attr("", ("callout-note",), (("title", "*T*"),)), []), raw]
    assert set(texts_in(boxes)) == {("markdown", "*T*"), ("html", raw["c"][1])}
    [read] = structured([raw], settings(), {("html", raw["c"][1]): [table("1")]})
    assert kind(read) == "Table"


def test_attributes_in_captions():
    attr = parsed("#tbl-a .b key=\"v w\" other='x' bare=y")
    assert (attr.id, attr.classes) == ("tbl-a", ("b",))
    assert attr.pairs == (("key", "v w"), ("other", "x"), ("bare", "y"))


@pytest.mark.parametrize("widths", ["", "true", "auto", "nonsense["])
def test_widths_that_say_nothing_change_nothing(widths):
    assert shares_of(widths, 2) is None


@given(st.lists(st.integers(1, 200), min_size=1, max_size=6), st.integers(1, 6))
def test_widths_never_exceed_the_page(shares, count):
    found = shares_of(str(shares), count)
    assert sum(share["c"] for share in found) <= 1.001


def test_floats_are_counted_as_parts_only_inside_others():
    [outer] = made(div(Attr("fig-a"), [div(Attr("fig-b"), [para([image()]), para(words("in"))])]))
    assert isinstance(outer, Float)
    assert [(one.id, one.part) for one in every([outer]) if kind(one) == "Float"] == [
        ("fig-a", False),
        ("fig-b", True),
    ]
