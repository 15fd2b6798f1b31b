"""`python -m tests.soak [--edits N] [--seed N]`: the long soak; `make soak` runs it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.soak.soaking import soak


def main() -> int:
    """Soak, say what was counted, and fail if anything differed."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument("--edits", type=int, default=500, help="how many edits to make")
    parser.add_argument("--seed", type=int, default=1, help="which edits")
    wish = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])  # for kernels: `report` from here
    with TemporaryDirectory() as folder:
        soaked = soak(Path(folder), wish.edits, wish.seed, lambda line: print(line, flush=True))
    for kind, number in soaked.kinds.most_common():
        print(f"{number:5} {kind}")
    for each in soaked.wrong:
        print(each)
    print(
        f"{soaked.builds} builds in {soaked.seconds:.0f} s, {soaked.refused} of them refused; "
        f"{len(soaked.wrong)} differences from clean builds"
    )
    return 1 if soaked.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
