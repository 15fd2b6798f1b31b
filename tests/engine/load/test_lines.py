from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.errors import LoadError
from report.engine.load.lines import lines_of, read_lines

FILE = PurePosixPath("a.qmd")


@pytest.mark.parametrize("content", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb", b"\xef\xbb\xbfa\nb"])
def test_every_line_end_counts_and_no_byte_order_mark(write, content):
    lines = read_lines(write({"a.qmd": content}), FILE)
    assert [(line.text, line.number) for line in lines] == [("a", 1), ("b", 2)]


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"ab\nc\xff", "a.qmd:2:2"), (b"a\0b", "a.qmd:1:2"), ("é\xe9".encode("latin-1"), "a.qmd:1:1")],
)
def test_what_is_no_text_is_refused_where_it_stands(write, content, place):
    with pytest.raises(LoadError) as caught:
        read_lines(write({"a.qmd": content}), FILE)
    assert str(caught.value.findings[0].place) == place


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    with pytest.raises(LoadError, match="cannot be read"):
        read_lines(tmp_path, FILE)


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
def test_lines_give_the_text_back(text):
    lines = lines_of(text, FILE)
    again = "".join(f"{line.text}\n" for line in lines)
    assert again == (text if text.endswith("\n") or not text else text + "\n")
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
