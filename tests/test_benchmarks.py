"""The benchmarks measure what they say; nothing here is timed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.__main__ import table
from benchmarks.cases import Measured
from benchmarks.measure import Cost, cost_of
from benchmarks.projects import edit_figure, edit_prose, edit_row, report_in
from report.engine.load import load
from report.engine.validate import validate
from tests.fakes.store import FakeStore


def test_a_command_costs_time_and_memory_and_its_failure_is_told(tmp_path):
    cost = cost_of((sys.executable, "-c", "sum(range(10**6))"), tmp_path)
    assert cost.wall > 0
    assert cost.cpu > 0
    with pytest.raises(subprocess.CalledProcessError):
        cost_of((sys.executable, "-c", "raise SystemExit(3)"), tmp_path)


def test_edits_keep_the_report_sound(tmp_path):
    report = report_in(tmp_path / "report")
    before = (report / "data/first_losses.csv").read_text()
    for edit in (edit_prose, edit_row, edit_figure):
        edit(report)
    after = (report / "data/first_losses.csv").read_text()
    assert len(after.splitlines()) == len(before.splitlines())
    assert (
        sum(one != two for one, two in zip(after.splitlines(), before.splitlines(), strict=False))
        == 1
    )
    assert validate(load(report), FakeStore()) == ()


def test_a_table_sets_each_case_beside_the_first_of_its_group():
    cases = [
        Measured("report", "cold", Cost(4, 2, 100)),
        Measured("report", "again", Cost(1, 0.5, 50), pieces=5),
    ]
    assert list(table(cases))[2:] == [
        "| report | cold | 4.00 | 2.00 |  | 1.000 | 100 |",
        "| report | again | 1.00 | 0.50 | 100 | 0.250 | 50 |",
    ]
