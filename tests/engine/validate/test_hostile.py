"""Whatever a table or a bibliography holds, it is read or refused with findings, in bounded time."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.bibtex import entries
from report.engine.validate import cells
from report.engine.validate.bibliography import read_bibliography
from report.engine.validate.cells import read_sheet
from report.engine.validate.package import read_package
from report.engine.validate.tables import check_tables
from tests.engine.validate.projects import write

HEAD = b"id,kind,range\n"
BOUND = 10  # seconds of processor time, many times what is needed


def told_of_bibliography(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.bib").write_bytes(content)
        return read_bibliography(Path(folder), PurePosixPath("a.bib"))[1]


def told_of_table(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), systems=content)
        return check_tables(root, read_package(root))[1]


def all_is_told(findings):
    return all(finding.message and finding.hint for finding in findings)


MARKS = st.sampled_from(sorted('@{}()"#,=\\%& \n\r\0é'))
BIBTEX = st.one_of(MARKS, st.sampled_from(["book", "string", "comment", "a", "1", "title"]))


@given(st.lists(BIBTEX, max_size=40).map("".join))
def test_any_words_of_bibtex(text):
    assert all_is_told(told_of_bibliography(text.encode()))
    list(entries(text))


@given(st.binary(max_size=80))
def test_any_bytes_as_a_bibliography(content):
    assert all_is_told(told_of_bibliography(content))


CSV = st.sampled_from([b",", b'"', b"\n", b"\r", b"\0", b"\xff", b"=", b"a", b"1", b"\xe2\x80\xae"])


@given(st.lists(CSV, max_size=30).map(b"".join))
@settings(max_examples=40)
def test_any_bytes_as_a_table(content):
    assert all_is_told(told_of_table(HEAD + content))


def doubling(times):
    """Abbreviations that are each twice the one before."""
    lines = (f"@string{{a{i + 1} = a{i} # a{i}}}\n" for i in range(times))
    return f'@string{{a0 = "x"}}\n{"".join(lines)}@book{{k, title = a{times}}}\n'


BIBLIOGRAPHIES = {
    "fields without end": "@a{k," + "a={1}," * 200_000 + "}",
    "bare fields without end": "@a{k," + "a=1," * 200_000 + "}",
    "braces": "@a{k, t={" + "{" * 200_000,
    "entries that never close": "@a{k,\n" * 10_000,
    "abbreviations that double": doubling(40),
    "a long chain": "@a{k,t=" + "a#" * 200_000 + "}",
    "authors without end": "@a{k,author={" + "A and " * 200_000 + "B}}",
    "many large entries": "".join(
        f"@a{{k{i:02},author={{{'A and ' * 7000}B}}}}\n" for i in range(4)
    ),
    "one long line": "@a{k,t={" + "x" * 20_000_000 + "}}",
    "blanks": "@a" + " " * 200_000,
}


@pytest.mark.parametrize("name", BIBLIOGRAPHIES)
def test_a_bomb_of_a_bibliography_is_told_in_bounded_time(name):
    content = BIBLIOGRAPHIES[name].encode()
    start = time.process_time()
    assert told_of_bibliography(content)
    assert time.process_time() - start < BOUND


TABLES = {
    "a line of thirty megabytes": (HEAD + b"a" * 30_000_000 + b",system,1\n", "table-size"),
    "cells without end": (HEAD + b"," * 900_000, "table-size"),
    "columns without end": (b",".join(b"c%d" % i for i in range(100_000)) + b"\n", "table-size"),
    "an open quotation": (HEAD + b'"' + b"a,system,1\n" * 100_000, "table-quoting"),
    "empty lines without end": (HEAD + b"\n" * 500_000, "table-length"),
    "a NUL": (HEAD + b"a\0,system,1\n", "table-encoding"),
    "no UTF-8": (HEAD + b"\xe9,system,1\n", "table-encoding"),
    "mixed line ends": (HEAD + b"a,system,1\r\nb,system,2\n", "table-encoding"),
    "a number without end": (HEAD + b"a,system," + b"9" * 100_000 + b"\n", "table-type"),
    "another alphabet's direction": (HEAD + "\u202ea,system,1\n".encode(), "table-invisible"),
    "an escape code": (HEAD + b"\x1b[2J,system,1\n", "table-invisible"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_bomb_of_a_table_is_told_in_bounded_time(name):
    content, rule = TABLES[name]
    start = time.process_time()
    findings = told_of_table(content)
    assert time.process_time() - start < BOUND
    assert rule in {finding.rule for finding in findings}
    assert all(len(finding.message) < 1000 for finding in findings)


def test_a_long_line_is_found_wherever_it_stands(monkeypatch):
    monkeypatch.setattr(cells, "MOST_LINE", 4)
    assert cells.long_line(b"abc\nabcd\nab") == -1
    assert cells.long_line(b"abc\nabcdef\nab") == 4
    assert cells.long_line(b"abc\nabcdef") == 4
    assert cells.long_line(b"") == -1


def test_a_million_rows_are_read_as_far_as_promised(tmp_path):
    content = HEAD + b"".join(b"a%d,system,1\n" % number for number in range(1_000_000))
    [resource, _] = read_package(write(tmp_path)).resources
    start = time.process_time()
    sheet = read_sheet(resource, content)
    assert (len(sheet.rows), sheet.cut) == (cells.MOST_ROWS, True)
    assert time.process_time() - start < BOUND
