"""`python -m benchmarks [--json FILE] [--only GROUP ...]`: a table on the terminal, JSON into a file."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import (
    Measured,
    book_cases,
    brief_cases,
    kernel_cases,
    preview_cases,
    quarto_cases,
    quarto_here,
    report_cases,
    row_cases,
)

GROUPS: dict[str, Callable[[Path], Iterator[Measured]]] = {
    "report": report_cases,
    "preview": preview_cases,
    "briefs": brief_cases,
    "book": book_cases,
    "rows": row_cases,
    "kernels": kernel_cases,
    "quarto": quarto_cases,
}


def main(arguments: Sequence[str]) -> None:
    """Measure the groups that are asked for, one case after another."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), help="where to")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS))
    wish = parser.parse_args(arguments)
    measured = []
    with TemporaryDirectory() as folder:
        for group in wish.only:
            for one in GROUPS[group](Path(folder)):
                print(f"{one.group}, {one.case}: {one.cost.cpu:.2f} CPU s", file=sys.stderr)
                measured.append(one)
                text = json.dumps(list(map(asdict, measured)), indent=2)
                wish.json.write_text(
                    text + "\n", encoding="utf-8"
                )  # what is known, if it is stopped
    print("\n".join(table(measured)))
    if "quarto" in wish.only and quarto_here() is None:
        print("\nQuarto was not measured: there is none on the path, and $QUARTO names none.")


def table(measured: Sequence[Measured]) -> Iterator[str]:
    """The cases as a Markdown table; `ratio` is the processor time against the group's first case."""
    yield "| Group | Case | Seconds | CPU seconds | CPU ms a piece | Ratio | Peak MiB |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    firsts: dict[str, float] = {}
    for one in measured:
        cost = one.cost
        first = firsts.setdefault(one.group, cost.cpu)
        piece = f"{1000 * cost.cpu / one.pieces:.3g}" if one.pieces > 1 else ""
        numbers = f"{cost.wall:.2f} | {cost.cpu:.2f} | {piece} | {cost.cpu / first:.3f}"
        yield f"| {one.group} | {one.case} | {numbers} | {cost.peak:.0f} |"


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{error.output.decode(errors='replace')}")
