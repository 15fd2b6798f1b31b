import pandas as pd
import pypandoc

from report.author import table
from report.author.tables import Markdown


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


def test_pandoc_reads_the_widths():
    frame = pd.DataFrame({"a": ["word " * 20], "b": ["word " * 4]})
    html = pypandoc.convert_text(table(frame).text, "html", format="markdown")
    assert "<col" in html


def test_missing_values_are_empty_cells():
    frame = pd.DataFrame({"a": [pd.NA, None, pd.NaT]})
    assert table(frame).text.splitlines()[2:] == ["|  |", "|  |", "|  |"]
