"""Typed-in numbers: what counts as one, where it is said to stand, and what excuses it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.engine.validate.chapters.numbers import check_numbers
from tests.engine.sketches import code, document, project

NAMES = "# names\nArticle 5\nLeopard 2\n"


@pytest.fixture
def found(tmp_path):
    """What is found in pieces of a chapter: number, line and column."""
    (tmp_path / "names.txt").write_text(NAMES)

    def check(*pieces, numbers="names.txt", **meta):
        chapter = document("one.qmd", *pieces, **meta)
        asked = replace(project(tmp_path, chapter), numbers=numbers)
        return [
            (
                one.message.split(" is ")[0].removeprefix("the number "),
                one.place.line,
                one.place.column,
            )
            for one in check_numbers(chapter, asked)
        ]

    return check


@pytest.mark.parametrize(
    "text",
    [
        "On 9 September 2023, on September 9, from 5 to 7 March, on the 25th, in 2022.",
        "In the 1990s, in 1939–45, in 1914-1918, by 2024-11-19.",
        "F-16s, M777, MiG-29, S-300, G7, AMX-10 RC and CV90.",
        "Under Article 5, Leopard 2s.",
        "As Fried says [see @fried2024, pp. 12-14; @smith2020]. And @jones1999 too.",
        "See @fig-map2, @sec-3 and [3](other.qmd#claim-3) and [1.2](#sec-1).",
        "[a map](maps/1939.png){width=50%} ![](x9.png){#fig-x2 .c3}",
        "Code `x = 12`, math $x_1 + 2$ and $$y = 90$$, a note[^1].",
        "[^1]: The note.",
        "1. First\n2. Second\n\n(3) Third",
        "<https://example.org/90> <span class='x9'>text</span> &#160; https://a.example/7",
        "<!-- 90 days -->\n\n```\n90 days\n```",
        "::: {.column width=40%}\nText.\n:::",
        '[90]{.typed reason="a quotation"} days.',
        "`{python} wait`",
    ],
)
def test_what_states_no_number_of_its_own_is_none(found, text):
    assert found(text, code("x = 1")) == []


@pytest.mark.parametrize(
    ("text", "number", "column"),
    [
        ("It took 90 days.", "90", 9),
        ("About $50bn were lent.", "50", 8),
        ("EUR300m were given.", "300", None),
        ("Some 1,983 rows.", "1,983", 6),
        ("A share of 4.5%.", "4.5", 12),
        ("In 2000% of cases.", "2000", 4),
        ("On 9 Septembers.", "9", 4),
        ("Article 55 says so.", "55", 9),
        ("## The 12 steps", "12", 8),
        ("[12 steps](x.qmd)", "12", 2),
        ("| a | 12 |", "12", 7),
    ],
)
def test_other_digits_are_told_with_their_place(found, text, number, column):
    [(told, line, at)] = found(text)
    assert (told, line) == (number, 1)
    assert column is None or at == column


def test_an_allowance_needs_a_reason(found):
    for marks in ("{.typed}", '{.typed reason=""}', '{.typed reason=" "}', '{.typed why="x"}'):
        [(message, line, column)] = found(f"It took\n[90]{marks} days.")
        assert (message, line, column) == ("nothing says why `90` may be typed", 2, 1)


def test_captions_and_alternative_texts_count_until_the_cell_says_why(found):
    shown = code(
        "1", fig_cap="After 90 days", fig_alt="A dot at 12", fig_subcap=["In 7", "In 2022"]
    )
    assert [number for number, *_ in found(shown)] == ["90", "7", "12"]
    assert found(code("1", fig_cap="After 90 days", typed="the axis")) == []


def test_numbers_are_looked_for_only_where_the_project_asks(found):
    assert found("It took 90 days.", numbers="") == []


def test_months_are_those_of_the_language(found):
    assert found("Am 9. September und am 5. März 2023.", lang="de") == []
    assert found("Am 5. März 2023.", lang="en") != []
