"""Two sets of facts against each other: how many agree, and which do not.

A list is aligned first, so that one missing item does not spoil the rest; then each field that says
something counts as one fact.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

WORD = re.compile(r"\w+")
NOTHING: tuple[Any, ...] = ("", [], {}, None, False)
ANY = "*"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that does not agree: of which kind, where, what Quarto makes and what we make."""

    kind: str
    where: str
    expected: str
    got: str

    def __str__(self) -> str:
        return (
            f"{self.kind:<12} {self.where}\n    expected  {self.expected}\n    got       {self.got}"
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts in all by kind, and the differences among them."""

    facts: Counter[str] = field(default_factory=Counter)
    differences: tuple[Difference, ...] = ()

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.facts + other.facts, (*self.differences, *other.differences))

    def share(self, kind: str) -> float:
        """The share of a kind's facts that agree."""
        wrong = sum(difference.kind == kind for difference in self.differences)
        return 1 - min(wrong, self.facts[kind]) / self.facts[kind] if self.facts[kind] else 1.0


def compared(page: str, expected: Mapping[str, Any], actual: Mapping[str, Any]) -> Tally:
    """Every fact of a page against what was expected."""
    whole = Tally()
    for kind in {**expected, **actual}:
        pairs = aligned(expected.get(kind, []), actual.get(kind, []))
        for place, one, two in pairs:
            whole = whole.plus(fields(kind, f"{page}{place}", one, two))
    return whole


def aligned(expected: Any, actual: Any) -> Iterator[tuple[str, Any, Any]]:
    """What stands for what: the place, and both sides (None where one has nothing)."""
    if not isinstance(expected, list):
        yield "", expected or {}, actual or {}
        return
    keys = [[json.dumps(item, sort_keys=True) for item in side] for side in (expected, actual)]
    for _, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        for step in range(max(i2 - i1, j2 - j1)):
            one = expected[i1 + step] if i1 + step < i2 else None
            two = actual[j1 + step] if j1 + step < j2 else None
            yield f" {min(i1 + step, max(i2 - 1, i1)) + 1}", one, two


def fields(kind: str, where: str, expected: Any, actual: Any) -> Tally:
    """One item against another, field by field."""
    one, two = said(expected), said(actual)
    facts = 0
    found = []
    for name in {**one, **two}:
        wanted, got = one.get(name), two.get(name)
        if (
            isinstance(wanted, list | None)
            and isinstance(got, list | None)
            and kind == "navigation"
        ):
            for place, left, right in aligned(wanted or [], got or []):
                inner = fields(kind, f"{where} {name}{place}", left, right)
                facts += inner.facts[kind]
                found += inner.differences
        else:
            facts += 1
            if wanted not in (got, ANY):
                place = f"{where} {name}".rstrip()
                found.append(Difference(kind, place, told(wanted), told(got)))
    return Tally(Counter({kind: facts}), tuple(found))


def said(item: Any) -> dict[str, Any]:
    """The fields of a fact that say something; a plain text is one field."""
    if isinstance(item, Mapping):
        return {name: value for name, value in item.items() if value not in NOTHING}
    return {} if item in NOTHING else {"": item}


def told(value: Any) -> str:
    """A value as a message shows it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "nothing" if value is None else text if len(text) < 300 else f"{text[:297]}…"


def paper_compared(name: str, expected: Sequence[str], actual: str) -> Tally:
    """The lines of a PDF against the text of ours, where lines break and formulas flow otherwise.

    A line agrees when its letters stand in ours without a break, or when each of its words does.
    """
    text, words = letters(actual), set(WORD.findall(actual))
    missing = [line for line in expected if letters(line) not in text]
    found = tuple(
        Difference("pdf", name, line, f"without {' '.join(lost)}")
        for line in missing
        if (lost := [word for word in WORD.findall(line) if word not in words])
    )
    return Tally(Counter({"pdf": len(expected)}), found)


def letters(text: str) -> str:
    """The letters and digits of a text alone."""
    return "".join(character for character in text if character.isalnum())
