"""Sentences tied to data: they stop their own edition, and no other."""

from __future__ import annotations

import json

import pytest

from report.author.holds import TextDisagreesError, holds
from report.author.moment import metadata


@pytest.fixture
def own_day(monkeypatch, tmp_path):
    """A chapter that speaks from the day of the op-ed."""
    info = tmp_path / "info.json"
    info.write_text(json.dumps({"format": {"metadata": {"as-of": "2024-11-19"}}}))
    monkeypatch.setenv("QUARTO_EXECUTE_INFO", str(info))
    metadata.cache_clear()
    yield
    metadata.cache_clear()


def test_a_sentence_that_holds_is_silent(own_day):
    holds("one is less than two", len("ab") == 2)


@pytest.mark.parametrize("edition", ["", "2024-11-19"])
def test_one_that_does_not_stops_its_own_edition(own_day, monkeypatch, edition):
    monkeypatch.setenv("REPORT_AS_OF", edition)

    with pytest.raises(TextDisagreesError, match="two is less than one"):
        holds("two is less than one", len("ab") == 1)


def test_another_edition_leaves_the_sentence_out(own_day, monkeypatch):
    monkeypatch.setenv("REPORT_AS_OF", "2023-06-01")

    holds("two is less than one", len("ab") == 1)
