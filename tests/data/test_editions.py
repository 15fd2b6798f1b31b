"""The law on whole builds: what became known later changes no byte of an edition, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.editing import build, real_rows, with_others, without_later, write

DAYS = ("2023-06-01", "2024-11-19")


@dataclass(frozen=True)
class Edition:
    """An edition of the small report: its day, its folder, its files."""

    day: str
    folder: Path = field(repr=False)
    files: dict[str, bytes] = field(repr=False)


@pytest.fixture(scope="module", params=DAYS)
def edition(request, tmp_path_factory):
    """The edition of a day."""
    folder = tmp_path_factory.mktemp("edition")
    write(folder, real_rows())
    return Edition(request.param, folder, build(folder, request.param))


def test_it_is_what_deleting_all_later_rows_gives(edition, tmp_path):
    write(tmp_path, without_later(real_rows(), edition.day))

    assert differing(build(tmp_path, edition.day), edition.files) == []


@settings(
    max_examples=1, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_later_rows_change_no_byte(edition, seed):
    write(edition.folder, with_others(real_rows(), edition.day, seed))

    assert differing(build(edition.folder, edition.day), edition.files) == []


def test_there_are_later_rows_to_be_hidden(edition):
    assert without_later(real_rows(), edition.day) != real_rows()


def test_chapters_of_a_later_day_are_not_there(edition):
    assert "steps.html" in edition.files
    assert "next.html" not in edition.files
    assert b"next.html" not in edition.files["index.html"]


def differing(some: dict[str, bytes], others: dict[str, bytes]) -> list[str]:
    """The files that one has and the other has not, or not so."""
    return sorted(name for name in {*some, *others} if some.get(name) != others.get(name))
