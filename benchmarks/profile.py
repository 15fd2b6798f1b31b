"""Where a build spends its time: `python -m benchmarks.profile [--to html] [--lines N] [PROJECT]`.

It prints the functions of this program that most processor time passed through. Run it twice: the first
build is one from nothing if nothing is remembered, the second shows what a build costs that makes
nothing new. Kernels, Pandoc and Typst work outside and are not in it.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from pathlib import Path

from report.engine.build import build
from report.engine.doors.progress import Silence
from report.engine.wiring import wired
from report.engine.wish import FORMATS, Wish


def main() -> None:
    """Build a project once, and tell where the time went."""
    parser = argparse.ArgumentParser(prog="benchmarks.profile", description=__doc__)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--to", choices=["html", "all"], default="all")
    parser.add_argument("--lines", type=int, default=40)
    asked = parser.parse_args()
    formats = frozenset({"html"}) if asked.to == "html" else FORMATS
    wish = Wish(asked.project.resolve(), formats=formats)
    profile = cProfile.Profile(time.process_time)
    with wired(wish.path, Silence()) as ports:
        outcome = profile.runcall(build, wish, ports, time.process_time)
    print("  ".join(f"{stage} {seconds:.2f}" for stage, seconds in outcome.seconds.items()))
    stats = pstats.Stats(profile, stream=sys.stdout)
    stats.sort_stats("cumulative").print_stats(r"report.engine", asked.lines)


if __name__ == "__main__":
    main()
