"""Readers bear what fuzzing once found, and a short while of it; `make fuzz` takes longer."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from tests.fuzz.fuzzing import CASES, fuzz, made, tried
from tests.fuzz.readers import READERS

KEPT = sorted(path for path in CASES.glob("*/*"))
FEW = 15


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_kept_is_borne(path):
    assert tried(READERS[path.parent.name], path.read_bytes()) == ""


@pytest.mark.parametrize("name", READERS)
def test_a_few_inputs_that_nobody_would_write_are_borne(name):
    assert list(fuzz(name, islice(made(name, Random(20241119)), FEW))) == []


def test_inputs_are_the_same_for_the_same_seed_and_others_for_another():
    first, same, other = (list(islice(made("table", Random(seed)), 9)) for seed in (1, 1, 2))
    assert first == same != other


def test_a_reader_that_raises_or_tells_half_is_found_out(monkeypatch):
    def bad(content: bytes):
        return {}[content]

    monkeypatch.setitem(READERS, "bad", bad)
    [fault] = fuzz("bad", [b"a", b"b"])
    assert (fault.content, fault.what.split(" in ")[0]) == (b"a", "KeyError")
