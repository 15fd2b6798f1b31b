"""Each case is built and its facts are held against Quarto's; departures have their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from report.engine.ports import Ports
from tests.conformance.building import agreement, built
from tests.conformance.cases import HERE, Case, all_cases, departures


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_agrees(
    case: Case,
    tmp_path: Path,
    ports: Ports,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = built(case, tmp_path / case.name, ports, monkeypatch)
    tally = agreement(case, result)
    wrong = Counter(difference.kind for difference in tally.differences)
    counts = {"facts": dict(tally.facts), "wrong": dict(wrong)}
    record_property("conformance", (case.name, counts))
    known = departures()
    odd = [d for d in tally.differences if not any(each.excuses(case, d) for each in known)]
    assert not odd, f"{case.about}\n" + "\n".join(map(str, odd))


def test_readme_tells_every_departure() -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    assert all(departure.reason in text for departure in departures())
