"""Doors that all cases share, and the table that `make conformance` prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from report.engine.ports import Ports
from tests.conformance.building import doors
from tests.conformance.compare import Tally

TALLIES = pytest.StashKey[dict[str, Tally]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TALLIES] = {}


@pytest.fixture(scope="session")
def tallies(request: pytest.FixtureRequest) -> dict[str, Tally]:
    """Where each case leaves what it counted."""
    return request.config.stash[TALLIES]


@pytest.fixture(scope="session")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    """The real doors."""
    with doors(tmp_path_factory.mktemp("memory")) as opened:
        yield opened


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """A line for each case: facts, and the kinds of which some differ."""
    tallies = config.stash.get(TALLIES, {})
    whole = Tally()
    for name, tally in sorted(tallies.items()):
        whole = whole.plus(tally)
        terminalreporter.write_line(f"{name:<26} {tally.facts.total():>5} facts  {shares(tally)}")
    if tallies:
        terminalreporter.write_line("")
        terminalreporter.write_line(
            f"{'all cases':<26} {whole.facts.total():>5} facts  {shares(whole)}"
        )


def shares(tally: Tally) -> str:
    """The share of agreeing facts of each kind that does not agree in full."""
    odd = [kind for kind in sorted(tally.facts) if tally.share(kind) < 1]
    return "  ".join(f"{kind} {tally.share(kind):.0%}" for kind in odd) or "all agree"
