"""Doors that all cases share, and the table that `make conformance` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from report.engine.ports import Ports
from tests.conformance.building import doors


@pytest.fixture(scope="session")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    """The real doors."""
    with doors(tmp_path_factory.mktemp("memory")) as opened:
        yield opened


def pytest_terminal_summary(terminalreporter) -> None:
    """A line for each case: facts, and the kinds of which some differ; departures count as well."""
    reports = (each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind))
    told = {
        name: counts
        for report in reports
        for label, (name, counts) in getattr(report, "user_properties", ())
        if label == "conformance"
    }
    facts, wrong = Counter(), Counter()
    for name, counts in sorted(told.items()):
        facts.update(counts["facts"])
        wrong.update(counts["wrong"])
        terminalreporter.write_line(line(name, counts["facts"], counts["wrong"]))
    if told:
        terminalreporter.write_line(f"\n{line('all cases', facts, wrong)}")


def line(name: str, facts: Mapping[str, int], wrong: Mapping[str, int]) -> str:
    """How much of a case agrees, by the kinds of facts that do not agree in full."""
    kinds = [kind for kind in sorted(wrong) if facts.get(kind)]
    odd = "  ".join(f"{kind} {1 - min(1, wrong[kind] / facts[kind]):.0%}" for kind in kinds)
    return f"{name:<26} {sum(facts.values()):>5} facts  {odd or 'all agree'}"
