import re

import pandas as pd
import pypandoc
import pytest

from report.author import Markdown, cite, holds, table
from report.author.holds import TextDisagreesError
from report.derived import Rows, derive


def rules(markdown: Markdown) -> list[str]:
    """The line of dashes below the headings."""
    return markdown.text.splitlines()[1].strip("| ").split(" | ")


def test_columns_share_the_width_by_their_texts():
    frame = pd.DataFrame({"a": ["x" * 30, "y"], "b": [1, 22]})
    assert rules(table(frame, {"a": "Text", "b": "Number"}, "lr")) == [
        ":" + "-" * 30,
        "-" * 6 + ":",
    ]


def test_long_texts_and_citations_are_held_back():
    frame = pd.DataFrame({"a": ["x" * 300], "b": [Markdown("[@one; @two; @three; @four; @five]")]})
    assert [len(rule) for rule in rules(table(frame, {"a": "", "b": ""}))] == [45, 19]


def test_a_short_heading_stands_on_one_line():
    frame = pd.DataFrame({"a": [1], "b": [2]})
    assert rules(table(frame, {"a": "Put off", "b": "Request to approval"}, "ll")) == [
        ":" + "-" * 7,
        ":" + "-" * 8,
    ]


def test_pandoc_reads_the_widths():
    frame = pd.DataFrame({"a": ["word " * 20], "b": ["word " * 4]})
    html = pypandoc.convert_text(table(frame).text, "html", format="markdown")
    assert "<col" in html


def test_missing_values_are_empty_cells():
    frame = pd.DataFrame({"a": [pd.NA, None, pd.NaT]})
    assert table(frame).text.splitlines()[2:] == ["|  |", "|  |", "|  |"]


def test_a_table_is_a_pipe_table_with_its_headings_and_sides():
    frame = pd.DataFrame({"name": ["A", "B"], "days": [48, 1234.5], "extra": [1, 2]})
    head, rule, *lines = table(frame, {"days": "Days", "name": "System"}, "rl").text.splitlines()

    assert head == "| Days | System |"
    assert rule.strip("| ").replace("-", "") == ": | :"
    assert lines == ["| 48 | A |", "| 1,234\\.5 | B |"]


def test_cells_are_escaped_unless_they_are_markdown():
    frame = pd.DataFrame({"a": ["x|y *z*", Markdown("*z*")]})

    assert table(frame).text.splitlines()[2:] == [r"| x\|y \*z\* |", "| *z* |"]


def test_a_derived_cell_prints_its_text():
    rows = pd.DataFrame({"a": [1]}, index=pd.Index(["r"], name="facts"))
    frame = pd.DataFrame({"n": [derive(2, rows, by=table, unit="day")]})

    assert "2\N{NO-BREAK SPACE}days" in table(frame).text


@pytest.mark.parametrize(
    ("keys", "most", "text"),
    [
        ("a; b", None, "[@a; @b]"),
        (["a", "b", "a"], None, "[@a; @b]"),
        ("a;b;c", 2, "[@a; @b]"),
        ("", None, ""),
    ],
)
def test_citations(keys, most, text):
    assert cite(keys, most=most).text == text


def test_rows_are_cited_by_their_sources():
    assert cite(pd.DataFrame({"sources": ["a;b", None, "b;c"]})).text == "[@a; @b; @c]"


def test_a_sentence_that_the_data_do_not_bear_out_stops_the_build():
    waits = {"himars": 48, "taurus": 543}
    longest = max(waits, key=waits.get)

    holds("Taurus waits longest", longest == "taurus")
    with pytest.raises(TextDisagreesError, match="HIMARS waits longest"):
        holds("HIMARS waits longest", longest == "himars")


def test_an_anchor_takes_no_width():
    cells = [Markdown("[7]{#claim-07}"), Markdown("[21]{#claim-21}")]
    plain, named = (pd.DataFrame({"n": column}) for column in (["7", "21"], cells))
    assert rules(table(named)) == rules(table(plain))


def test_the_most_reliable_sources_are_kept_then_the_first(tmp_path, monkeypatch):
    kinds = {"mirror": "other", "paper": "press", "text": "primary", "daily": "press"}
    entries = (f"@misc{{{key},\n  keywords = {{{kind}}},\n}}\n" for key, kind in kinds.items())
    (tmp_path / "bibliography.bib").write_text("".join(entries))
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))

    assert cite("mirror;paper;daily;text", most=1).text == "[@text]"
    assert cite("mirror;paper;daily;unknown", most=3).text == "[@paper; @daily; @mirror]"
    assert cite("mirror;text").text == "[@mirror; @text]"


def known(name, *keys):
    """Rows of a dataset, as `data` gives them."""
    return pd.DataFrame({"x": range(len(keys))}, index=pd.Index(keys, name=name, dtype="object"))


def marks_of(markdown):
    """The attributes of the block around a table, and the table."""
    opening, _, rest = markdown.text.partition("\n\n")
    return dict(re.findall(r'([\w-]+)="([^"]*)"', opening)), rest.removesuffix("\n\n:::")


def test_derived_cells_carry_their_rows_beside_the_table():
    value = derive(12, known("waits", "a;b", "c|d"), by=known, unit="day")
    frame = pd.DataFrame({"name": ["A", "B"], "days": [3, value]})

    marks, text = marks_of(table(frame))

    assert marks == {
        "data-cells": "1.1=tests.author.test_tables.known=day=waits:a%3Bb c%7Cd",
    }
    assert text == table(frame.assign(days=[3, str(value)])).text


def test_lines_carry_the_rows_that_the_author_names():
    frame = pd.DataFrame({"name": ["A", "B"]})
    marks, _ = marks_of(table(frame, rows=[Rows("waits", ("a", "b")), Rows("waits", ())]))
    assert marks == {"data-rows": "waits:a b|"}


def test_an_index_named_after_a_dataset_tells_the_rows(monkeypatch):
    monkeypatch.setattr("report.author.tables.datasets", lambda: {"waits"})
    assert marks_of(table(known("waits", "a", "b")))[0] == {"data-rows": "waits:a|waits:b"}
    assert table(known("other", "a")).text.startswith("|")
