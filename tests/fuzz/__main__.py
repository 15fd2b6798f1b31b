"""`python -m tests.fuzz [READER …] [--seconds N] [--seed N] [--guided]`: `make fuzz` runs it.

What a reader does not bear is written to `tests/fuzz/found/`; once mended, move it to `cases/`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from itertools import count
from pathlib import Path
from random import Random

from tests.fuzz.fuzzing import Fault, fuzz, made
from tests.fuzz.guided import guide
from tests.fuzz.readers import READERS

FOUND = Path(__file__).parent / "found"


def main() -> int:
    """Fuzz each reader, say what was counted, and fail if one did not bear an input."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=1, help="which inputs")
    parser.add_argument("--guided", action="store_true", help="one reader, by coverage (atheris)")
    wish = parser.parse_args()
    names = wish.readers or list(READERS)
    if unknown := [name for name in names if name not in READERS]:
        parser.error(f"no reader is called {unknown[0]}; there are {', '.join(READERS)}")
    if wish.guided:
        return guide(names[0], wish.seconds, FOUND)
    return 1 if sum(fuzzed(name, wish.seconds, wish.seed) for name in names) else 0


def fuzzed(name: str, seconds: float, seed: int) -> int:
    """Fuzz one reader; the number of faults."""
    number = count()
    inputs = (content for content in made(name, Random(seed)) if next(number) >= 0)
    faults = [kept(fault) for fault in fuzz(name, inputs, seconds)]
    print(f"{name}: {next(number)} inputs, {len(faults)} faults", flush=True)
    return len(faults)


def kept(fault: Fault) -> Fault:
    """The fault, told, and its input written down."""
    digits = hashlib.sha256(fault.content).hexdigest()[:12]
    path = FOUND / fault.reader / digits
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fault.content)
    print(f"{fault.reader}: {fault.what}: {path.relative_to(FOUND.parent)}", flush=True)
    return fault


if __name__ == "__main__":
    sys.exit(main())
