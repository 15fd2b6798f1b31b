"""Texts read by Pandoc: what is kept from it meanwhile comes back as it was."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

import pytest

from report.engine.assemble.reading import PARCEL, ReadingOn, read_document
from report.engine.doors.pandoc import BundledPandoc
from report.engine.errors import AssemblyError
from report.engine.model import Finding, Place
from tests.fakes.pandoc import FakePandoc
from tests.fakes.store import FakeStore


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
