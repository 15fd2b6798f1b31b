"""Links and images between a project's files: sources become pages, rooted paths become relative."""

from __future__ import annotations

import os.path
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]*:|//|#|$)", re.IGNORECASE)


def link_target(
    target: str, source: PurePosixPath, pages: Mapping[PurePosixPath, PurePosixPath]
) -> str:
    """Where a link of `source` leads on the site: to the page for a source file, else as written.

    `pages` gives the page of each source, both from the project's root.
    """
    if ADDRESS.match(target):
        return target
    path, mark, anchor = target.partition("#")
    place = located(path, source)
    page = pages.get(place)
    if page is not None:
        return f"{relative(page, source.parent)}{mark}{anchor}"
    return f"{relative(place, source.parent)}{mark}{anchor}" if path.startswith("/") else target


def file_target(target: str, source: PurePosixPath) -> str:
    """Where an image of `source` lies: a path from the project's root is made relative."""
    if ADDRESS.match(target) or not target.startswith("/"):
        return target
    return relative(located(target, source), source.parent)


def located(path: str, source: PurePosixPath) -> PurePosixPath:
    """A path written in `source`, from the project's root."""
    if path.startswith("/"):
        return PurePosixPath(path.lstrip("/"))
    return PurePosixPath(os.path.normpath(source.parent / path))


def relative(path: PurePosixPath, folder: PurePosixPath) -> str:
    """`path` as seen from `folder`, both from the project's root."""
    return PurePosixPath(os.path.relpath(path, folder)).as_posix()
