import pytest

from report.bibtex import entries, has_copy, plain

TEXT = """% a comment
@Article{one2024,
  author = {{A {Nested} House}},
  title = {{Fifty \\% of it, and
    a second line}},
  url = "https://example.org/a,b",
  Date = 2024,
}

@comment{not an entry, title = {x}}
@book{two, title = {{B}} }
"""


def test_entries_have_their_type_key_line_and_fields():
    one, two = entries(TEXT)

    assert (one.kind, one.key, one.line) == ("article", "one2024", 2)
    assert (two.kind, two.key, two.line) == ("book", "two", 11)
    assert one.fields["author"].text == "{A {Nested} House}"
    assert one.text("author") == "A Nested House"
    assert one.text("date") == "2024"


def test_a_value_may_run_over_lines_and_be_quoted():
    one, _ = entries(TEXT)

    assert one.text("title").split() == ["Fifty", "%", "of", "it,", "and", "a", "second", "line"]
    assert one.text("url") == "https://example.org/a,b"


def test_each_field_knows_its_line():
    one, _ = entries(TEXT)

    assert {name: value.line for name, value in one.fields.items()} == {
        "author": 3,
        "title": 4,
        "url": 6,
        "date": 7,
    }


def test_the_first_of_several_names_that_is_there_counts():
    _, two = entries(TEXT)

    assert two.text("subtitle", "title") == "B"
    assert two.text("subtitle") == ""


def test_an_entry_that_never_closes_does_not_hang_or_raise():
    (broken,) = entries("@misc{a, title = {never closed\n")

    assert broken.key == "a"


def test_protection_and_escapes_are_for_machines():
    assert plain(r"{Dorsey \& Whitney}, 5\% of {A}") == "Dorsey & Whitney, 5% of A"


def test_a_text_without_entries_has_none():
    assert list(entries("")) == []
    assert list(entries("% nothing yet\n")) == []


@pytest.mark.parametrize(
    ("url", "archiveurl", "named"),
    [
        ("https://one.example/", "", False),
        ("https://one.example/", "https://archive.example/one", True),
        ("https://web.archive.org/web/https://one.example/", "", True),
        ("https://WEB.archive.org/web/https://one.example/", "", True),
        ("https://one.example/web.archive.org", "", False),
        ("", "", False),
    ],
)
def test_an_archived_copy_is_a_field_of_its_own_or_the_address(url, archiveurl, named):
    assert has_copy(url, archiveurl) is named
