"""A chart for wide and for narrow pages: one specification, which may hold another drawing of itself.

`usermeta.narrow` is the same chart as it is drawn where there is little room, say on a telephone: a
view with its title, its data named among the datasets of the whole (`figures.theme.fitting` makes it).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

KEY = "narrow"
SHARED = ("$schema", "config", "datasets")


def wide_of(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """The chart without its narrow drawing."""
    told = spec.get("usermeta")
    if not isinstance(told, Mapping) or KEY not in told:
        return spec
    return {**spec, "usermeta": {name: value for name, value in told.items() if name != KEY}}


def narrow_of(spec: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The narrow drawing as a chart of its own, where there is one."""
    told = spec.get("usermeta")
    view = told.get(KEY) if isinstance(told, Mapping) else None
    if not isinstance(view, Mapping):
        return None
    return {**{name: spec[name] for name in SHARED if name in spec}, **view}


def narrow_path(picture: PurePosixPath) -> PurePosixPath:
    """Where the narrow drawing of a chart lies, beside its picture."""
    return picture.with_name(f"{picture.stem}-narrow{picture.suffix}")
