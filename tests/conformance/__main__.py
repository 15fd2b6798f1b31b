"""Two sites of one project against each other: `python -m tests.conformance QUARTO_SITE OUR_SITE`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conformance.compare import Tally, compared
from tests.conformance.facts import facts_of

SAME = ("headings", "tables", "citations", "xrefs", "marks")  # kinds that have to agree
LEAST = 0.9  # share of their facts; what departs on purpose stands in docs/quarto-support.md


def main(theirs: Path, ours: Path) -> int:
    """Tell which share of the facts of each kind agrees; 1 if too few do."""
    tally = agreement(theirs, ours)
    for line in lines_of(tally):
        print(line)
    return int(any(tally.share(kind) < LEAST for kind in SAME if tally.facts[kind]))


def agreement(theirs: Path, ours: Path) -> Tally:
    """Every page of Quarto's site against the page of that name in ours."""
    tally = Tally()
    for page in sorted(theirs.rglob("*.html")):
        name = page.relative_to(theirs)
        other = ours / name
        actual = facts_of(other.read_text(encoding="utf-8")) if other.is_file() else {}
        expected = facts_of(page.read_text(encoding="utf-8"))
        tally = tally.plus(compared(str(name), expected, actual))
    return tally


def lines_of(tally: Tally) -> Iterator[str]:
    """The differences, then the shares."""
    yield from map(str, tally.differences)
    for kind, count in sorted(tally.facts.items()):
        yield f"{kind:<14} {tally.share(kind):7.1%} of {count}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
