"""Editions for another day: which documents belong, which are retold, what is told of gaps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report.engine.editions import edition_of, untold
from report.engine.model import CellResult, Execution, Output, Role, Severity
from report.engine.session import steps_of
from report.engine.wish import AS_OF
from tests.engine.sketches import code, document, project

OWN = "2024-11-19"
HOME = replace(document("index.qmd", "x", **{"as-of": OWN}), role=Role.HOME)
WAR = document("war.qmd", code("x"), "Late: `{python} x`.", **{"as-of": OWN})
CLAIMS = document("claims.qmd", "x", **{"as-of": OWN, "not-before": OWN})
NEXT = document("next.qmd", "x", **{"as-of": "2026-02-24"})


def edition(day: str):
    book = project(Path("none"), HOME, WAR, CLAIMS, NEXT, **{"as-of": OWN})
    return edition_of(book, day)


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2023-06-01", ["index", "war"]),
        (OWN, ["index", "war", "claims"]),
        ("2025-06-01", ["index", "war", "claims"]),
        ("2026-02-24", ["index", "war", "claims", "next"]),
    ],
)
def test_chapters_of_a_later_day_are_left_out(day, there):
    found = edition(day)

    assert [one.path.stem for one in found.documents] == there
    assert {one.stem for one in found.left_out} == {"war", "claims", "next"} - set(there)
    assert found.environment[AS_OF] == day


def test_documents_are_retold_for_days_other_than_their_own():
    told = {day: [one.told_for for one in edition(day).documents] for day in (OWN, "2026-02-24")}

    assert told[OWN] == ["", "", ""]
    assert told["2026-02-24"] == ["2026-02-24"] * 3 + [""]


def test_a_document_that_states_no_day_is_never_retold():
    found = edition_of(project(Path("none"), document("a.qmd", "x")), "2023-06-01")

    assert [one.told_for for one in found.documents] == [""]


def test_whatever_a_retold_document_asks_may_fail():
    [own] = [one for one in edition(OWN).documents if one.path.stem == "war"]
    [other] = [one for one in edition("2023-06-01").documents if one.path.stem == "war"]

    assert [step.may_fail for step in steps_of(own)] == [False, False]
    assert [step.may_fail for step in steps_of(other)] == [True, True]


def test_cells_that_cannot_be_computed_are_told_of_where_something_is_missing():
    shows = code("draw()")
    hides = code("look()", include=False)
    error = CellResult((Output("error", name="KeyError", text="'ev_1'"),))

    def findings(*results):
        chapter = document("war.qmd", hides, shows, **{"as-of": OWN})
        book = project(Path("none"), chapter, **{"as-of": OWN})
        [one] = edition_of(book, "2023-06-01").documents
        done = Execution(one.path, results, ())
        return list(untold(project(Path("none"), one), [done]))

    assert findings(error, CellResult(())) == []
    found = findings(error, error)
    assert [(one.place.line, one.severity) for one in found] == [
        (1, Severity.WARNING),
        (5, Severity.WARNING),
    ]
    assert "left out of the edition for 2023-06-01: KeyError: 'ev_1'" in found[1].message
