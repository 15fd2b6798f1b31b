"""Which project a path belongs to: the folder with `_quarto.yml`, or the lone file itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.model import Finding, Place

CONFIGS = ("_quarto.yml", "_quarto.yaml")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be read: a project's root, its configuration, and the one file asked for.

    `config` is None for a file without a project; `file` is None for a whole project.
    """

    root: Path
    config: PurePosixPath | None
    file: PurePosixPath | None = None

    @property
    def alone(self) -> Target:
        """The same file, with no project around it."""
        if self.file is None:
            return self
        file = self.root / self.file
        return Target(file.parent, None, PurePosixPath(file.name))


def target_of(path: Path) -> Target:
    """What `path` asks for. Raises `LoadError` where there is nothing to read."""
    if path.is_dir():
        config = config_in(path)
        if config is None:
            raise LoadError(no_project(path))
        return Target(path, config)
    if path.suffix != ".qmd":
        raise LoadError(not_a_document(path))
    for folder in path.parents:
        config = config_in(folder)
        if config is not None:
            return Target(folder, config, PurePosixPath(path.relative_to(folder).as_posix()))
    return Target(path.parent, None, PurePosixPath(path.name))


def config_in(folder: Path) -> PurePosixPath | None:
    """The name of the project's configuration in `folder`, or None."""
    return next((PurePosixPath(name) for name in CONFIGS if (folder / name).is_file()), None)


def no_project(folder: Path) -> Finding:
    """The finding for a folder that is no project."""
    return Finding(
        "no-project",
        Place(PurePosixPath(folder.name)),
        "the folder has no _quarto.yml",
        "name a folder that has one, or a single .qmd file",
    )


def not_a_document(path: Path) -> Finding:
    """The finding for a file that is not a Quarto document."""
    return Finding(
        "not-a-document",
        Place(PurePosixPath(path.name)),
        "only .qmd files can be built",
        "name a .qmd file or a project folder; `quarto convert` makes a .qmd of a notebook",
    )
