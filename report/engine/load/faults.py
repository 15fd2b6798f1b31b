"""How faults are gathered: everything is read before anything is given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from report.engine.errors import LoadError
from report.engine.model import Finding

STOPPING = frozenset({"wrong-type", "unknown-key"})  # rules at which Quarto stops too
Item = TypeVar("Item")
Read = TypeVar("Read")


def attempt(read: Callable[[], Read]) -> tuple[Read | None, tuple[Finding, ...]]:
    """What `read` gives and no fault, or nothing and its faults."""
    try:
        return read(), ()
    except LoadError as error:
        return None, error.findings


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


def checked(
    check: Callable[[Item], Iterable[Finding]], items: Iterable[Item]
) -> tuple[Finding, ...]:
    """The findings about each item. Raises `LoadError` if some keep the project from being read."""
    found = tuple(dict.fromkeys(finding for item in items for finding in check(item)))
    faults = [one for one in found if one.rule in STOPPING]
    if faults:
        raise LoadError(*faults)
    return found
