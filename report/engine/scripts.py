"""The project's own scripts around a build (`project: pre-render:, post-render:`), run as Quarto does."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError, PublishError
from report.engine.model import Finding, Kind, Place, Project
from report.engine.options import deep
from report.engine.ports import Script, ScriptResult, Scripts

RUNNERS = {".py": sys.executable, ".R": "Rscript", ".r": "Rscript", ".sh": "sh"}
MADE = frozenset({".html", ".pdf"})
SAID = 12  # lines of a failed script's output that are told


@dataclass(frozen=True, slots=True)
class Hooks:
    """A project's scripts, as it writes them, and what they are told of it.

    `inputs` are its documents, `output` its output folder, both seen from its root.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    output: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


def hooks_of(project: Project) -> Hooks:
    """The project's scripts; a lone document has none."""
    if project.kind is Kind.SINGLE:
        return Hooks()
    return Hooks(
        before=lines_of(project, "pre-render"),
        after=lines_of(project, "post-render"),
        inputs=tuple(str(document.path) for document in project.documents),
        output=str(project.output),
        environment=dict(project.environment),
    )


def lines_of(project: Project, moment: str) -> tuple[str, ...]:
    """The script or scripts of one moment, in order."""
    listed = deep(project.config, ("project", moment)) or ()
    return (listed,) if isinstance(listed, str) else tuple(map(str, listed))


def before_render(hooks: Hooks, root: Path, door: Scripts) -> None:
    """Run the scripts that prepare a project. Raises `LoadError` at the first that fails."""
    told = {"QUARTO_PROJECT_INPUT_FILES": "\n".join(hooks.inputs)}
    for line in hooks.before:
        result = door.run(script_of(line, hooks, root, told))
        if result.status != 0:
            raise LoadError(failed(line, "pre-render", result))


def after_render(hooks: Hooks, root: Path, files: Sequence[PurePosixPath], door: Scripts) -> None:
    """Run the scripts that work on the published `files`. Raises `PublishError` like the above."""
    made = (PurePosixPath(hooks.output, file) for file in files if file.suffix in MADE)
    told = {
        "QUARTO_PROJECT_OUTPUT_FILES": "\n".join(map(str, made)),
        "QUARTO_PROJECT_ROOT": str(root),
    }
    for line in hooks.after:
        result = door.run(script_of(line, hooks, root, told))
        if result.status != 0:
            raise PublishError(failed(line, "post-render", result))


def script_of(line: str, hooks: Hooks, root: Path, told: Mapping[str, str]) -> Script:
    """A script with everything that Quarto tells it, and that this engine checks by itself."""
    environment = {
        **hooks.environment,
        **told,
        "QUARTO_PROJECT_DIR": str(root),
        "QUARTO_PROJECT_OUTPUT_DIR": str(root / hooks.output),
        "QUARTO_PROJECT_RENDER_ALL": "1",
        "QUARTO_PROJECT_SCRIPT_PROGRESS": "1",
        "QUARTO_PROJECT_SCRIPT_QUIET": "0",
        "REPORT_BUILDING": "1",
    }
    return Script(command_of(line), root, environment)


def command_of(line: str) -> tuple[str, ...]:
    """The words of a script's line, with the program that runs it where Quarto knows one."""
    words = shlex.split(line)
    runner = RUNNERS.get(PurePosixPath(words[0]).suffix) if words else None
    return (runner, *words) if runner else tuple(words)


def failed(line: str, moment: str, result: ScriptResult) -> Finding:
    """The finding for a script that did not end well."""
    last = "\n".join(result.said.strip().splitlines()[-SAID:])
    return Finding(
        "project-script",
        Place(PurePosixPath("_quarto.yml"), field=f"project.{moment}"),
        f"the script `{line}` ended with status {result.status}\n{last}".rstrip(),
        "mend the script, or take it out of the list",
    )
