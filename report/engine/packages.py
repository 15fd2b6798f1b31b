"""The installed packages, read off the names of their folders: that is fast enough for every build."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def installed() -> tuple[str, ...]:
    """Python's version and every installed package with its own."""
    folders = (Path(entry) for entry in dict.fromkeys(sys.path) if entry)
    names = (
        info.stem.replace("-", " ", 1)
        for folder in folders
        if folder.is_dir()
        for info in folder.glob("*.dist-info")
    )
    return (f"Python {sys.version.split()[0]}", *sorted(set(names)))


def version(name: str) -> str:
    """The version of a package. Raises `PackageNotFoundError` where it is not installed."""
    start = f"{name.replace('-', '_')} "
    found = next((each for each in installed() if each.startswith(start)), None)
    if found is not None:
        return found.removeprefix(start)
    from importlib import metadata  # slow to start and to ask: for what is installed otherwise

    return metadata.version(name)
