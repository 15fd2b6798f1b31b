"""Each kind of node as Typst markup: what the template is called with, and nothing unescaped."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.ast import Attr, Nodes, div, para, plain, span, words
from report.engine.assemble.nouns import (
    Callout,
    Code,
    Equation,
    Float,
    Layout,
    Number,
    Panel,
    Reference,
    Tab,
    Tabset,
    Theorem,
)
from report.engine.assemble.typst.nodes import blocks, inlines
from report.engine.assemble.typst.scope import Scope, label_of
from report.engine.assemble.typst.tables import fitted, height_of, longest_word, shared, widths

PAGE = PurePosixPath("chapters/war.html")
SCOPE = Scope(
    PurePosixPath("chapters/war.qmd"),
    labels=frozenset(
        [
            label_of(PAGE, "fig-map"),
            label_of(PAGE, "eq-cost"),
            label_of(PurePosixPath("chapters/peace.html"), ""),
            label_of(PurePosixPath("references.html"), "ref-fried"),
        ]
    ),
    formulas={("x", False): "$x$", ("C = p", True): "$ C = p $"},
    works=PurePosixPath("references.html"),
)
TOP = Scope(SCOPE.source)


def image(source: str = "map.png", alt: str = "", **pairs: str) -> dict:
    attr = Attr("", (), tuple((key.replace("_", "-"), value) for key, value in pairs.items()))
    return {"t": "Image", "c": [attr.json, words(alt), [source, ""]]}


def link(target: str) -> dict:
    return {"t": "Link", "c": [["", [], []], words("there"), [target, ""]]}


def code(text: str) -> dict:
    return {"t": "CodeBlock", "c": [["", [], []], text]}


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (words("a b"), "a b"),
        (words("5 * #1 @x $y_"), r"5 \* \#1 \@x \$y\_"),
        ([{"t": "Emph", "c": words("a")}, *words("(b)")], "#emph[a];(b)"),
        ([{"t": "Quoted", "c": [{"t": "SingleQuote"}, words("a")]}], "‘a’"),
        ([{"t": "Code", "c": [["", [], []], 'a"`']}], '#raw("a\\"`");'),
        ([{"t": "Math", "c": [{"t": "InlineMath"}, "x"]}], '#inline-formula(alt: "x")[$x$];'),
        ([{"t": "Note", "c": [para(words("n"))]}], "#footnote[n];"),
        ([span(Attr("", ("mark",)), words("m"))], "#marked[m];"),
        ([span(Attr("", ("aside",)), words("m"))], "#inline-aside[m];"),
        ([{"t": "RawInline", "c": ["typst", "#v(1em)"]}], "#v(1em)"),
        ([{"t": "RawInline", "c": ["html", "<br>"]}], ""),
        (
            [Equation("eq-cost", "C = p", "", Number("Equation", "1.1"))],
            '#formula(number: "(1.1)", id: "chapters/war.html#eq-cost", alt: "C = p")[$ C = p $];',
        ),
    ],
)
def test_inline_nodes(nodes: Nodes, expected: str) -> None:
    assert inlines(SCOPE, nodes) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a_b", '#out("https://example.org/a_b")[there];'),
        ("#fig-map", '#to("chapters/war.html#fig-map")[there];'),
        ("#nowhere", "there"),
        ("peace.qmd", '#to("chapters/peace.html#")[there];'),
        ("/chapters/peace.html", '#to("chapters/peace.html#")[there];'),
        ("../data/rows.csv", "there"),
        ("javascript:alert(1)", "there"),
        ("#ref-fried", '#to("references.html#ref-fried")[there];'),
    ],
)
def test_links_lead_into_the_paper_or_out_of_it_or_are_text(target: str, expected: str) -> None:
    assert inlines(SCOPE, [link(target)]) == expected


def test_links_to_files_lead_to_the_site_when_it_has_an_address() -> None:
    scope = Scope(SCOPE.source, address="https://example.org/report/")

    made = inlines(scope, [link("../data/rows.csv"), link("peace.qmd#sec-x")])

    assert '"https://example.org/report/data/rows.csv"' in made
    assert '"https://example.org/report/chapters/peace.html#sec-x"' in made


def test_references_are_links_where_their_target_stands_in_the_paper() -> None:
    own = Reference("fig-map", words("Figure 1"), "fig-map")
    other = Reference("sec-peace", words("Chapter 2"), "", PurePosixPath("chapters/peace.html"))
    absent = Reference("fig-x", words("Figure 9"), "fig-x", PurePosixPath("chapters/x.html"))

    assert inlines(SCOPE, [own]) == '#to("chapters/war.html#fig-map")[Figure 1];'
    assert inlines(SCOPE, [other]) == '#to("chapters/peace.html#")[Chapter 2];'
    assert inlines(SCOPE, [absent]) == "Figure 9"


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (para(words("1. a")), r"1\. a"),
        ({"t": "HorizontalRule"}, "#rule();"),
        ({"t": "BlockQuote", "c": [para(words("q"))]}, "#quotation[q];"),
        (
            {"t": "BulletList", "c": [[plain(words("a"))], [plain(words("b"))]]},
            "#list(tight: true)[a][b];",
        ),
        ({"t": "BulletList", "c": [[para(words("a"))]]}, "#list(tight: false)[a];"),
        (
            {
                "t": "OrderedList",
                "c": [[3, {"t": "LowerRoman"}, {"t": "OneParen"}], [[plain(words("a"))]]],
            },
            '#enum(tight: true, start: 3, numbering: "i)")[a];',
        ),
        (
            {"t": "DefinitionList", "c": [[words("t"), [[plain(words("m"))]]]]},
            "#terms(terms.item[t][m], tight: false);",
        ),
        ({"t": "LineBlock", "c": [words("a"), words("b")]}, "#verse[a#linebreak();b];"),
        (Code("x = 1", Attr("", ("python",))), '#listing("x = 1", lang: "python");'),
        (
            Code("x", Attr(), filename="a.py", numbered=True),
            '#listing("x", filename: "a.py", numbered: true);',
        ),
        (div(Attr("", ("cell-output-stdout",)), [code("1\n2")]), '#printed("1\\n2");'),
        (div(Attr("", ("cell-output-error",)), [code("E")]), '#printed("E", error: true);'),
        (div(Attr("", ("column-margin",)), [para(words("a"))]), "#aside[a];"),
        (div(Attr("", ("column-page-right",)), [para(words("a"))]), "#wide[a];"),
        (
            Callout("tip", [], [para(words("b"))], "Tip"),
            '#callout(kind: "tip", title: [Tip])[b];',
        ),
        (
            Callout("tip", words("T"), [para(words("b"))], "Tip"),
            '#callout(kind: "tip", title: [T], word: "Tip")[b];',
        ),
        (
            Callout("tip", words("T"), [], "Tip", number=Number("Tip", "1")),
            '#callout(kind: "tip", title: [Tip\N{NO-BREAK SPACE}1: T])[];',
        ),
        (
            Callout("note", [], [para(words("b"))], "Note", appearance="simple"),
            '#callout(kind: "note")[b];',
        ),
        (Tabset((Tab(words("A"), [para(words("a"))]),)), "#tab[A][a];"),
        (
            Theorem("thm", "Theorem", [para(words("a"))], name=words("N"), number=Number("", "1")),
            '#theorem(word: [Theorem], number: "1", name: [N])[a];',
        ),
        (
            Layout(((Panel([para(words("a"))], 30.0), Panel([para(words("b"))], 70.0)),)),
            "#panels((30fr, 70fr, ), ([a], [b], ));",
        ),
        ({"t": "RawBlock", "c": ["html", "<hr>"]}, ""),
        ({"t": "RawBlock", "c": ["typst", "#pagebreak()"]}, "#pagebreak()"),
    ],
)
def test_block_nodes(node: object, expected: str) -> None:
    assert blocks(TOP, [node]) == expected


def test_an_image_alone_is_a_picture_and_one_among_words_stands_in_the_line() -> None:
    assert blocks(TOP, [para([image(alt="A map")])]) == (
        '#picture(image("/chapters/map.png", alt: "A map"));'
    )
    assert blocks(TOP, [para([*words("see"), image(width="2em")])]) == (
        'see#inline-picture(image("/chapters/map.png"), width: 2em);'
    )


@pytest.mark.parametrize(
    ("size", "expected"),
    [("40%", "40%"), ("300px", "225pt"), ("300", "225pt"), ("5in", "5in"), ("1.5rem", "1.5em")],
)
def test_sizes_become_those_of_typst(size: str, expected: str) -> None:
    assert f"width: {expected})" in blocks(TOP, [para([image(width=size)])])


def test_sizes_that_are_none_are_left_out() -> None:
    assert "width" not in blocks(TOP, [para([image(width="calc(1px + 2em)")])])


def test_decoration_is_told_from_an_image_without_alternative_text() -> None:
    assert "decoration: true" in blocks(TOP, [para([image(fig_alt="")])])
    assert "decoration" not in blocks(TOP, [para([image()])])


def test_a_figure_in_the_text_may_move_and_one_in_a_box_stays() -> None:
    figure = Float(
        "fig-map", "fig", [plain([image()])], words("The map"), number=Number("Figure", "2.1")
    )

    free = blocks(SCOPE, [figure])
    boxed = blocks(SCOPE, [Callout("note", [], [figure], "Note")])

    assert "sign: [Figure\N{NO-BREAK SPACE}2\\.1: ], caption: [The map]" in free
    assert 'id: "chapters/war.html#fig-map"' in free
    assert 'free: true, natural: image("/chapters/map.png")' in free
    assert "free" not in boxed
    assert "natural" not in boxed


def test_parts_have_letters_and_no_figure_of_their_own() -> None:
    part = Float(
        "fig-a", "fig", [plain([image()])], words("Left"), number=Number("", "a"), part=True
    )

    assert blocks(TOP, [part]) == (
        '#part(sign: [(a) ], caption: [Left], place: "bottom")[#picture(image("/chapters/map.png"));];'
    )


def table(*, shares: tuple[float, ...] = (), align: str = "AlignLeft") -> dict:
    def cell(text: str, across: int = 1) -> list:
        return [["", [], []], {"t": "AlignDefault"}, 1, across, [plain(words(text))]]

    def row(*cells: list) -> list:
        return [["", [], []], list(cells)]

    widths = [{"t": "ColWidth", "c": share} for share in shares] or [{"t": "ColWidthDefault"}] * 2
    columns = [[{"t": align}, width] for width in widths]
    body = [["", [], []], 0, [], [row(cell("a"), cell("1")), row(cell("both", 2))]]
    head = [["", [], []], [row(cell("A"), cell("B"))]]
    return {
        "t": "Table",
        "c": [["", [], []], [None, []], columns, head, [body], [["", [], []], []]],
    }


def test_tables_have_a_head_and_spans() -> None:
    assert blocks(TOP, [table()]) == (
        "#grid-table((auto, auto, ), (left, left, ), fitted: (auto, auto, ), widest: ([A], [B], ), "
        "header: ([A], [B], ), rows: ([a], [1], table.cell(colspan: 2)[both], ), solid: true);"
    )


def test_columns_are_as_wide_as_the_author_asked_and_equal_shares_are_nobodys_wish() -> None:
    assert "(21.5fr, 64.5fr, )" in blocks(TOP, [table(shares=(0.25, 0.75))])
    assert "(auto, auto, )" in blocks(TOP, [table(shares=(0.5, 0.5))])


def test_a_share_is_never_too_small_for_a_word_that_cannot_be_divided() -> None:
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": share}] for share in (0.05, 0.95)]
    texts = [["29\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2022"], ["words " * 30]]

    narrow, broad = (float(width.removesuffix("fr")) for width in widths(columns, texts))

    assert narrow >= len(texts[0][0])
    assert narrow + broad == pytest.approx(118, abs=1)


def test_a_long_word_takes_no_more_room_than_its_longest_part() -> None:
    assert longest_word(["acknowledgement;"]) < longest_word(["exbulletin.com"])


def test_a_table_with_very_tall_rows_may_be_divided_within_them() -> None:
    short, tall = table(), table(shares=(0.5, 0.5))
    first_row = tall["c"][4][0][3][0]
    first_row[1][0][4] = [plain([{"t": "Str", "c": "word " * 3000}])]
    assert "solid" in blocks(TOP, [short])
    assert "solid" not in blocks(TOP, [tall])


def test_columns_of_a_wide_table_share_its_width_by_what_they_hold() -> None:
    texts = [["1994", "2014"], ["two words " * 4] * 2, ["many more words than that " * 12] * 2]

    short, some, many = fitted(texts)

    assert short == "auto"
    assert 0 < float(some.removesuffix("fr")) < float(many.removesuffix("fr"))


@given(st.lists(st.lists(st.text(max_size=60), min_size=1, max_size=5), max_size=6))
def test_shares_never_exceed_the_line_nor_vanish(texts: list[list[str]]) -> None:
    shares = [float(width.removesuffix("fr")) for width in fitted(texts) if width != "auto"]

    assert all(share > 0 for share in shares)
    assert len(fitted(texts)) == len(texts)


@given(
    st.dictionaries(
        st.integers(0, 5), st.tuples(st.floats(0.01, 1), st.integers(1, 30)), min_size=1
    )
)
def test_room_is_dealt_out_whole_and_nobody_gets_less_than_the_least(
    columns: dict[int, tuple[float, int]],
) -> None:
    wants = {place: want for place, (want, _) in columns.items()}
    least = {place: few for place, (_, few) in columns.items()}

    dealt = shared(100, wants, least)

    assert all(dealt[place] >= least[place] - 1e-6 for place in columns)
    if sum(least.values()) < 100:
        assert sum(dealt.values()) == pytest.approx(100)


def test_the_height_of_a_table_grows_with_its_rows_and_its_words() -> None:
    def tall(rows: int, words_in_it: int) -> int:
        made = table()
        row = made["c"][4][0][3][0]
        filled = [row[0], [[*row[1][0][:4], [plain(words("word " * words_in_it))]], row[1][1]]]
        made["c"][4][0][3] = [filled] * rows
        return height_of(made)

    assert tall(2, 1) < tall(8, 1) < tall(8, 60)
    assert 60 < tall(8, 1) + 10 < 90  # millimetres: nine rows of some seven


def test_numbers_in_a_table_keep_their_side() -> None:
    assert "(right, right, )" in blocks(TOP, [table(align="AlignRight")])
