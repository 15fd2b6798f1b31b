"""Texts read by Pandoc: what is kept from it meanwhile comes back as it was."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.engine.assemble.reading import PARCEL, READER, ReadingOn, loaded, parked, read_document
from report.engine.doors.pandoc import BundledPandoc
from report.engine.errors import AssemblyError
from report.engine.model import Finding, Place
from report.engine.ports import Conversion
from tests.fakes.pandoc import FakePandoc
from tests.fakes.store import FakeStore

WORD = st.from_regex(r"[A-Za-z0-9_:;|=.-]{1,12}", fullmatch=True)
ROWS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
TEXT = st.sampled_from(
    [
        'The wait was [131 days]{{.derived data-function="a.b" data-rows="{0}" data-unit="day"}}, no more.',
        '![A figure. [Source: [44 rows]{{.derived data-rows="{0}"}}.]{{.note}}](a.svg){{#fig-a}}',
        '::: {{.derived-table data-rows="{0}" data-cells="0.1=a.b=day={1}"}}\n\n| A |\n| - |\n| b |\n\n:::',
        '```\n[code]{{.derived data-rows="{0}"}}\n```',
        'In `[code]{{.derived data-rows="{0}"}}` and [two]{{.derived data-rows="{0}"}} or'
        ' [c]{{.derived data-rows="{1}"}}.',
        '[other]{{.note data-rows="{0}"}}',
    ]
)


def read(text: str, markdown: str) -> object:
    [answer] = BundledPandoc().convert([Conversion(text, READER, "json")])
    return loaded(answer, markdown)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=3).map("\n\n".join), ROWS, ROWS)
def test_rows_kept_from_pandoc_come_back_as_they_were(text, one, other):
    markdown = text.format(one, other)
    assert read(parked(markdown), markdown) == read(markdown, "")


def test_what_pandoc_reads_does_not_grow_with_the_rows():
    few, many = (parked(f'[1]{{.derived data-rows="t:{" ".join("k" * n)}"}}') for n in (2, 900))
    assert few == many


@pytest.mark.parametrize("value", ["&amp; x", 'a\\" b', "a  b", "a\nb"])
def test_a_value_that_pandoc_may_read_otherwise_stays_with_it(value):
    markdown = f'[1]{{.derived data-rows="{value}"}}'
    assert parked(markdown) == markdown


def test_a_text_is_converted_again_only_if_more_than_its_rows_changed():
    store = FakeStore()

    def rows_in(text: str) -> str:
        return json.dumps(read_document(text, BundledPandoc(), store))

    assert "t:a b" in rows_in('[1]{.derived data-rows="t:a b"}')
    assert "t:c d e" in rows_in('[1]{.derived data-rows="t:c d e"}')
    assert len(store.kept) == 1


def test_documents_are_read_while_others_are_written_and_come_in_their_order():
    pandoc, store = FakePandoc(lambda one: json.dumps({"blocks": [one.text[:9]]})), FakeStore()
    with ThreadPoolExecutor(2) as pool:
        reading = ReadingOn(pandoc, store, pool)
        for name in "abc":
            reading.add(name, f"text {name} {'x' * PARCEL}", PurePosixPath(f"{name}.qmd"))
        reading.add("d", "text d", PurePosixPath("d.qmd"))
        assert reading.done() == {
            "a": ["text a xx"],
            "b": ["text b xx"],
            "c": ["text c xx"],
            "d": ["text d"],
        }
    assert {one.name for one in pandoc.asked} == {"a.qmd", "b.qmd", "c.qmd", "d.qmd"}


def test_every_document_that_cannot_be_read_is_named():
    def refuse(one):
        if "bad" in one.text:
            raise AssemblyError(Finding("pandoc", Place(PurePosixPath(one.name)), "no", "mend it"))
        return json.dumps({"blocks": []})

    with ThreadPoolExecutor(2) as pool:
        reading = ReadingOn(FakePandoc(refuse), FakeStore(), pool)
        for name in ("bad", "good", "bad too"):
            reading.add(name, name + "x" * PARCEL, PurePosixPath(f"{name}.qmd"))
        with pytest.raises(AssemblyError) as raised:
            reading.done()
    assert [str(one.place) for one in raised.value.findings] == ["bad.qmd", "bad too.qmd"]
