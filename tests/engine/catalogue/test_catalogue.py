from collections import Counter
from pathlib import Path

import pytest

from report.engine.catalogue import CATALOGUE, Standing, Where, find, nearest
from report.engine.catalogue.page import support_page
from report.engine.catalogue.shapes import BOOL, NUMBER, TEXT, TEXTS, either, words

PAGE = Path(__file__).parents[3] / "docs" / "quarto-support.md"


def test_the_page_is_in_step_with_the_catalogue():
    assert PAGE.read_text(encoding="utf-8") == support_page(CATALOGUE), (
        "run python -m report.engine.catalogue"
    )


def test_every_construct_stands_once_at_its_place():
    counts = Counter((construct.where, construct.name) for construct in CATALOGUE)
    assert [key for key, count in counts.items() if count > 1] == []


def test_what_is_not_supported_says_what_to_do_or_why():
    lacking = [c for c in CATALOGUE if c.standing is not Standing.SUPPORTED and not c.note]
    assert lacking == []


@pytest.mark.parametrize("where", Where)
def test_every_place_has_constructs(where):
    assert any(construct.where is where for construct in CATALOGUE)


@pytest.mark.parametrize(
    ("where", "name", "standing"),
    [
        (Where.DOCUMENT, "toc", Standing.SUPPORTED),
        (Where.DOCUMENT, "listing", Standing.REFUSED),
        (Where.DOCUMENT, "theme", Standing.IGNORED),
        (Where.CELL, "fig-cap", Standing.SUPPORTED),
        (Where.FORMAT, "revealjs", Standing.REFUSED),
    ],
)
def test_finding(where, name, standing):
    assert find(where, name).standing is standing


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("tilte", "title"),
        ("bibliografy", "bibliography"),
        ("my-own-key", None),
        ("data", None),
        ("ssg-title", None),
    ],
)
def test_slips_are_told_from_keys_of_ones_own(name, alike):
    assert nearest(Where.DOCUMENT, name) == alike


@pytest.mark.parametrize(
    ("shape", "value", "accepted"),
    [
        (BOOL, True, True),
        (BOOL, 1, False),
        (NUMBER, True, False),
        (NUMBER, 2.5, True),
        (TEXT, 2024, True),
        (TEXT, True, False),
        (TEXTS, ["a", "b"], True),
        (TEXTS, [["a"]], False),
        (either(BOOL, words("show")), "show", True),
        (either(BOOL, words("show")), "hide", False),
        (words("a"), ["a"], False),
    ],
)
def test_shapes(shape, value, accepted):
    assert shape.accepts(value) is accepted


def test_the_words_of_a_shape():
    assert either(BOOL, words("show")).words == "`true`, `false` or `show`"
