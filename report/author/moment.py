"""Where and when a chapter speaks: the project's folder, and the day up to which it may know things."""

from __future__ import annotations

import datetime as dt
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

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
    stated = os.environ.get("REPORT_AS_OF") or metadata().get("as-of")
    return dt.date.fromisoformat(str(stated)[:10]) if stated else DEFAULT


def is_own_day() -> bool:
    """Whether the chapter speaks from the day that it was written for, not for another edition's."""
    own = str(metadata().get("as-of") or "")[:10]
    return own in ("", as_of().isoformat())


def metadata() -> dict[str, Any]:
    """The chapter's merged metadata, as Quarto hands it to cells; empty outside a render."""
    return execute_info().get("format", {}).get("metadata", {})


@cache
def execute_info() -> dict[str, Any]:
    """What `QUARTO_EXECUTE_INFO` says of this render; empty outside one."""
    named = os.environ.get("QUARTO_EXECUTE_INFO")
    return json.loads(Path(named).read_text(encoding="utf-8")) if named else {}
