"""What changed in a file that was read: its name, and for a table the lines, as an editor counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from report.engine.ports import Read, Store
from report.engine.record import kept_content

NAMED = 3  # lines that are named; of more only the number is told


def change_of(read: Read, root: Path, store: Store) -> str:
    """What changed since `read`: "data/rows.csv (lines 4, 7)", or the name alone where it is unknown."""
    before, now = kept_content(store, read), content_at(root / read.name)
    if before is None or now is None:
        return read.name
    told = tuple(differences(before.splitlines(), now.splitlines()))
    return f"{read.name} ({', '.join(told)})" if told else read.name


def content_at(path: Path) -> bytes | None:
    """The bytes of a file, or None where there is none to read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def differences(before: Sequence[bytes], now: Sequence[bytes]) -> Iterator[str]:
    """Which lines are new or other than before, and how many are gone; order alone is no difference."""
    old, new = Counter(before), Counter(now)
    added, gone = new - old, (old - new).total()
    numbers = [number for number, line in enumerate(now, 1) if line in added]
    if 0 < len(numbers) <= NAMED:
        yield f"{'line' if len(numbers) == 1 else 'lines'} {', '.join(map(str, numbers))}"
    elif numbers:
        yield f"{len(numbers)} lines"
    if gone > len(numbers):
        lost = gone - len(numbers)
        yield f"{lost} {'line' if lost == 1 else 'lines'} gone"
