"""How faults are gathered: everything is read before anything is given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from report.engine.errors import LoadError
from report.engine.model import Finding

Item = TypeVar("Item")
Read = TypeVar("Read")


def every(read: Callable[[Item], Read], items: Iterable[Item]) -> tuple[Read, ...]:
    """`read` of each item, in order. Raises one `LoadError` with the faults of all that failed."""
    results: list[Read] = []
    faults: list[Finding] = []
    for item in items:
        try:
            results.append(read(item))
        except LoadError as error:
            faults.extend(error.findings)
    if faults:
        raise LoadError(*dict.fromkeys(faults))
    return tuple(results)
