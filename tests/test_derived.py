import datetime as dt

import pandas as pd
import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.derived import Between, Rows, derive, escaped, spelled

SPACE = "\N{NO-BREAK SPACE}"


def rows(*keys, sources=()):
    frame = pd.DataFrame({"sources": list(sources) or [f"page-{key}" for key in keys]})
    return frame.set_index(pd.Index(keys, name="facts", dtype="object"))


def wait(_frame):
    """An analysis, for its name."""


def test_a_derived_value_keeps_rows_sources_and_the_function_that_made_it():
    value = derive(187, rows("b", "a", sources=["x; y", "y"]), by=wait, unit="day")

    assert str(value) == f"187{SPACE}days"
    assert value.rows == (Rows("facts", ("b", "a")),)
    assert value.sources == ("x", "y")
    assert value.function == "tests.test_derived.wait"


def test_a_frame_that_lost_its_index_is_refused():
    with pytest.raises(ValueError, match="does not name its dataset"):
        derive(1, pd.DataFrame({"a": [1]}), by=wait)


def test_an_interval_does_not_stand_on_its_head():
    with pytest.raises(ValueError, match="lies above"):
        Between(2, 1)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "day", f"1{SPACE}day"),
        (0, "day", f"0{SPACE}days"),
        (Between(131, 136.5), "day", f"131 to 136.5{SPACE}days"),
        (Between(48, 48), "day", f"48{SPACE}days"),
        (1983, "", "1,983"),
        (-3, "", "\N{MINUS SIGN}3"),
        (4.5, "%", "4.5%"),
        (12, "EUR", f"12{SPACE}EUR"),
        (dt.date(2024, 11, 17), "", f"17{SPACE}November 2024"),
        ("as it stands", "", "as it stands"),
    ],
)
def test_values_are_spelled_as_prose_prints_them(value, unit, text):
    assert spelled(value, unit) == text


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), max_size=30))
def test_text_from_data_never_becomes_markup(text):
    """What a cell holds reads the same after Pandoc's Markdown as before."""
    shown = f"x{text}x"
    plain = pypandoc.convert_text(
        escaped(shown), "plain", format="markdown", extra_args=["--wrap=none"]
    )

    assert " ".join(plain.split()) == " ".join(shown.split())
