"""Where and when a chapter speaks: the project's folder, and the day up to which it may know things."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from pathlib import Path
from typing import Any

from report.noted import INFO, told

DEFAULT = dt.date(2024, 11, 19)  # the day of the op-ed that the report answers


def project_root() -> Path:
    """The project's folder: Quarto and the embedded engine name it; else the nearest `_quarto.yml`."""
    if named := os.environ.get("QUARTO_PROJECT_ROOT"):
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "_quarto.yml").is_file():
            return folder
    return here


def as_of() -> dt.date:
    """The last day whose events the chapter may know.

    `REPORT_AS_OF` (an edition for another day) wins over `as-of` in the chapter's front matter or
    `_quarto.yml`; without either it is the day of the op-ed. Raises `ValueError` for what is no date.
    """
    stated = os.environ.get("REPORT_AS_OF") or metadata("as-of")
    return dt.date.fromisoformat(str(stated)[:10]) if stated else DEFAULT


def is_own_day() -> bool:
    """Whether the chapter speaks from the day that it was written for, not for another edition's."""
    own = str(metadata("as-of") or "")[:10]
    return own in ("", as_of().isoformat())


@cache
def metadata(key: str) -> Any:
    """What the chapter's merged metadata say under `key`, as Quarto hands them to cells; else None.

    The chapter depends on no more of them: a change of its title runs no cell.
    """
    named = os.environ.get(INFO)
    return told(named, "format", "metadata", key) if named else None
