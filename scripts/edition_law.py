"""Hold the whole report to the law: `python scripts/edition_law.py 2024-11-19 [MORE DAYS]`.

For each day the report is built as of it twice, in fresh folders: from the data as they stand, and
from a copy from which every row of a later day is gone. Both must be the same, byte by byte.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LEFT = shutil.ignore_patterns("__pycache__", "*_files")
MADE = {".git", ".venv", ".report", "_site", "_freeze", "tests", "benchmarks"}
APART = "provenance/"  # the record of what a build was made from names every file that it was given


def main(days: list[str]) -> int:
    """Try every day; the exit code is the number of days on which the two editions differ."""
    return sum(differs(day) for day in days)


def differs(day: str) -> bool:
    """Whether the two editions of a day differ; says where."""
    with tempfile.TemporaryDirectory() as folder:
        whole, early = Path(folder, "whole"), Path(folder, "early")
        for copy in (whole, early):
            copied(copy)
        gone = without_later(early / "data", day)
        files, others = (built(copy, day) for copy in (whole, early))
    names = sorted(name for name in {*files, *others} if files.get(name) != others.get(name))
    print(
        f"{day}: {gone} later rows deleted, {len(files)} files, {len(names)} differ",
        *names,
        sep="\n  ",
    )
    return bool(names)


def copied(target: Path) -> None:
    """A copy of the project without its tests and what builds made."""
    target.mkdir()
    for source in ROOT.iterdir():
        if source.name in MADE or source.name.endswith("_cache"):
            continue
        if source.is_dir():
            shutil.copytree(source, target / source.name, ignore=LEFT)
        else:
            shutil.copy(source, target / source.name)


def built(folder: Path, day: str) -> dict[str, bytes]:
    """The edition for a day, file by file."""
    command = [sys.executable, "-m", "report", "build", "--quiet", "--as-of", day]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    site = folder / "_site"
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith(APART)}


def without_later(folder: Path, day: str) -> int:
    """Delete the rows of a later day, and those that point to one; how many they were."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in package["resources"]}
    whole = {name: rows_of(folder / entry["path"]) for name, entry in entries.items()}
    kept = {
        name: [row for row in rows if not is_later(row, entries[name]["asOf"], day)]
        for name, rows in whole.items()
    }
    for name, entry in entries.items():
        for key in entry["schema"].get("foreignKeys", ()):
            there = {
                row[key["reference"]["fields"][0]] for row in kept[key["reference"]["resource"]]
            }
            kept[name] = [row for row in kept[name] if row[key["fields"][0]] in there]
    for name, entry in entries.items():
        fields = [field["name"] for field in entry["schema"]["fields"]]
        with (folder / entry["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept[name])
    return sum(len(whole[name]) - len(kept[name]) for name in whole)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_later(row: Mapping[str, str], rule: Mapping[str, Any], day: str) -> bool:
    """Whether a row tells of something that became known after a day."""
    dates = [row[rule[name]] for name in ("known", "disclosed") if name in rule]
    return rule.get("since", "") > day or any(last_day(date) > day for date in dates if date)


def last_day(date: str) -> str:
    """The last day that an ISO date can mean, or one as good."""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["2023-06-01", "2024-11-19"]))
