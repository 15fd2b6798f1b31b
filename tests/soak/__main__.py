"""`python -m tests.soak [--edits N] [--kills N] [--seed N]`: the long soak; `make soak` runs it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.soak.killing import kill_builds
from tests.soak.soaking import soak


def main() -> int:
    """Kill, soak, say what was counted, and fail if anything differed."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument("--edits", type=int, default=500, help="how many edits to make")
    parser.add_argument("--kills", type=int, default=200, help="how many builds to kill")
    parser.add_argument("--seed", type=int, default=1, help="which edits, and which moments")
    wish = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])  # for kernels: `report` from here
    with TemporaryDirectory() as folder:
        killed = kill_builds(Path(folder), wish.kills, wish.seed, say)
    with TemporaryDirectory() as folder:
        soaked = soak(Path(folder), wish.edits, wish.seed, say)
    for kind, number in soaked.kinds.most_common():
        say(f"{number:5} {kind}")
    for each in (*killed.wrong, *soaked.wrong):
        say(each)
    say(f"{killed.kills} builds killed, {len(killed.wrong)} times something was wrong afterwards")
    say(
        f"{soaked.builds} builds in {soaked.seconds:.0f} s, {soaked.refused} of them refused; "
        f"{len(soaked.wrong)} differences from clean builds"
    )
    return 1 if soaked.wrong or killed.wrong else 0


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
