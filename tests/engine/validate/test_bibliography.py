from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from report.engine.model import Severity
from report.engine.validate.bibliography import read_bibliography

PATH = PurePosixPath("bibliography.bib")
GOOD = """@online{a,
  title = {{A & B}},
  organization = {{House}},
  date = {2024-11},
  url = {https://a.example/x_y%20z#part},
}
""".replace("&", r"\&")


def told(root, text):
    (root / PATH).write_bytes(text if isinstance(text, bytes) else text.encode())
    _, findings = read_bibliography(root, PATH)
    return [f"{finding.place}: {finding.message}" for finding in findings]


def test_a_good_entry_is_read_and_passes(tmp_path):
    (tmp_path / PATH).write_text(GOOD)

    (entry,), findings = read_bibliography(tmp_path, PATH)

    assert entry.key == "a"
    assert findings == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("https://", "http://", "5: `url` of `a` is not an https address"),
        ("x_y", "x y", "5: `url` of `a` holds a character that no address has"),
        ("2024-11", "2024-13", "4: `date` of `a` is not an ISO date: 2024-13"),
        ("2024-11", "19 November", "4: `date` of `a` is not an ISO date: 19 November"),
        (r"\&", "&", "2: `title` of `a` holds a bare `&`"),
        (r"\&", "50%", "2: `title` of `a` holds a bare `%`"),
        ("  title", "  subtitle", "1: `a` has no title"),
        ("  organization", "  note", "1: `a` names no author, editor or publisher"),
    ],
)
def test_a_fault_is_told_at_the_line_of_its_field(tmp_path, old, new, message):
    assert told(tmp_path, GOOD.replace(old, new)) == [f"bibliography.bib:{message}"]


def test_a_key_stands_once_however_it_is_spelled(tmp_path):
    assert told(tmp_path, GOOD + GOOD.replace("{a,", "{A,")) == [
        "bibliography.bib:7: the key `A` stands on line 1 already"
    ]


def test_keys_out_of_order_are_a_warning(tmp_path):
    (tmp_path / PATH).write_text(GOOD.replace("{a,", "{b,") + GOOD)

    _, (finding,) = read_bibliography(tmp_path, PATH)

    assert finding.severity is Severity.WARNING
    assert (finding.place.line, finding.message) == (7, "`a` stands behind `b`")


def test_what_is_no_bibtex_is_told_with_its_line(tmp_path):
    lines = told(tmp_path, GOOD + "@online{b, title = {{Never closed\n")

    assert any(line.startswith("bibliography.bib:") and line[17].isdigit() for line in lines)


def test_files_that_cannot_be_read_are_told(tmp_path):
    assert told(tmp_path, b"\xff") == ["bibliography.bib: the file cannot be read: it is not UTF-8"]
    _, (finding,) = read_bibliography(tmp_path, PurePosixPath("missing.bib"))
    assert finding.message == "the bibliography `missing.bib` does not exist"
