"""Files that metadata names: from the file that names them to the project's root."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

FILES = frozenset(
    {
        "bibliography",
        "csl",
        "css",
        "image",
        "include-in-header",
        "include-before-body",
        "include-after-body",
        "metadata-file",
        "metadata-files",
        "resources",
        "citation-abbreviations",
        "template",
        "template-partials",
        "reference-doc",
        "font-paths",
    }
)
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def rooted(meta: Mapping[str, object], folder: PurePosixPath) -> dict[str, object]:
    """`meta`, every file that it names written from the root instead of from `folder`."""
    layer = {key: from_root(v, folder) if key in FILES else v for key, v in meta.items()}
    formats = layer.get("format")
    if isinstance(formats, Mapping):
        layer["format"] = {
            name: rooted(options, folder) if isinstance(options, Mapping) else options
            for name, options in formats.items()
        }
    return layer


def from_root(value: object, folder: PurePosixPath) -> object:
    """A file name, or each of a list of them, written from the root."""
    if isinstance(value, list):
        return [from_root(member, folder) for member in value]
    if isinstance(value, Mapping) and isinstance(value.get("file"), str):
        return {**value, "file": from_root(value["file"], folder)}
    if not isinstance(value, str) or not value or ADDRESS.match(value) or "\n" in value:
        return value
    return normalized(value, folder)


def normalized(name: str, folder: PurePosixPath) -> str:
    """The path that `name` stands for in a file of `folder`; `/` begins at the root."""
    path = name.lstrip("/") if name.startswith("/") else (folder / name).as_posix()
    return os.path.normpath(path)


def inside(root: Path, path: PurePosixPath) -> bool:
    """Whether `path`, all symbolic links followed, lies in the project."""
    return (root / path).resolve().is_relative_to(root.resolve())
