"""A computed verdict: what a table says of a claim, in the words of the authored verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from report.derived import Derived

SUPPORTED, PARTLY = "supported", "partly_supported"
CONTESTED, UNTESTED, NOT_TESTABLE = "contested", "untested", "not_testable"
VERDICTS = (SUPPORTED, PARTLY, CONTESTED, UNTESTED, NOT_TESTABLE)
Frames = Mapping[str, pd.DataFrame]
"""Datasets by name, each as `report.data` gives it for one day."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a predicate found: the verdict, the value it rests on, and what that value is.

    `words` say what was measured, in a phrase that follows the value: "US steps since the vote".
    """

    verdict: str
    value: Derived
    words: str


def wholly(shown: bool, value: Derived, words: str) -> Computed:
    """The tables can bear out the whole claim, and do or do not."""
    return Computed(SUPPORTED if shown else CONTESTED, value, words)


def in_part(shown: bool, value: Derived, words: str) -> Computed:
    """The tables see a part of the claim only: at best it is supported in part."""
    return Computed(PARTLY if shown else CONTESTED, value, words)


def of_parts(shown: tuple[bool, ...], value: Derived, words: str) -> Computed:
    """A claim of several parts: all, some or none of them are borne out."""
    verdict = SUPPORTED if all(shown) else PARTLY if any(shown) else CONTESTED
    return Computed(verdict, value, words)


def two_sided(speaks_for: bool, against: bool, value: Derived, words: str) -> Computed:
    """A claim on which facts may stand on both sides."""
    if speaks_for and not against:
        return Computed(SUPPORTED, value, words)
    return Computed(CONTESTED if against else UNTESTED, value, words)


def yet(happened: bool, value: Derived, words: str) -> Computed:
    """A forecast: it has come about, or its time has not come."""
    return Computed(SUPPORTED if happened else UNTESTED, value, words)
