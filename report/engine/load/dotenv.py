"""`_environment` files: variables for cells and scripts, one `NAME=value` a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.load.lines import Line, read_lines
from report.engine.model import Finding

ENTRY = re.compile(
    r"""\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*"""
    r"""(?:'(?P<single>[^']*)'|"(?P<double>(?:[^"\\]|\\.)*)"|(?P<plain>[^#'"]*))\s*(?:#.*)?"""
)


def read_environment(
    root: Path, profiles: Iterable[str], variables: Mapping[str, str]
) -> dict[str, str]:
    """The variables that the project's files set and the process does not have yet.

    The local file goes before those of profiles, those before the plain one. Raises `LoadError`
    for lines that are no entries.
    """
    names = ["_environment.local", *(f"_environment-{name}" for name in profiles), "_environment"]
    found: dict[str, str] = {}
    faults: list[Finding] = []
    for name in names:
        if not (root / name).is_file():
            continue
        for line in read_lines(root, PurePosixPath(name)):
            entry = ENTRY.fullmatch(line.text)
            if entry:
                found.setdefault(entry["name"], value_of(entry))
            elif line.text.strip() and not line.text.lstrip().startswith("#"):
                faults.append(not_an_entry(line))
    if faults:
        raise LoadError(*faults)
    return {name: value for name, value in found.items() if name not in variables}


def value_of(entry: re.Match[str]) -> str:
    """The value of an entry, without its quotation marks."""
    if entry["double"] is not None:
        return entry["double"].replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
    return entry["single"] if entry["single"] is not None else entry["plain"].strip()


def not_an_entry(line: Line) -> Finding:
    """The finding for a line that sets nothing."""
    return Finding(
        "environment",
        line.place(),
        "the line sets no variable",
        "write NAME=value, or begin with #",
    )
