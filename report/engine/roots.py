"""Where a project begins: the folder with `_quarto.yml` that a path lies in."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

CONFIGS = ("_quarto.yml", "_quarto.yaml")


def config_in(folder: Path) -> PurePosixPath | None:
    """The name of the project's configuration in `folder`, or None."""
    return next((PurePosixPath(name) for name in CONFIGS if (folder / name).is_file()), None)


def root_of(path: Path) -> Path:
    """The project's folder for `path`; a folder stands for itself, a lone file for its own folder."""
    here = path.resolve()
    if here.is_dir():
        return here
    return next((folder for folder in here.parents if config_in(folder)), here.parent)
