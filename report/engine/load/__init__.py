"""Stage 1: files on disk to a frozen `Project`, every fault with its file and line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from report.engine.load.config import Config, read_config
from report.engine.load.contents import Entry, entries_of, notebooks, resources_of
from report.engine.load.document import Context, Reading, read_document
from report.engine.load.faults import every
from report.engine.load.roots import Target, target_of
from report.engine.load.tool import Tool, read_tool
from report.engine.model import Document, Finding, Kind, Project


def load(
    path: Path,
    *,
    profile: str | None = None,
    output: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Project:
    """The project at `path`: a folder with `_quarto.yml`, or one `.qmd` file.

    A file that belongs to a project is read within it, alone; any other file is a project of its
    own. `profile` replaces the active profiles (several are split by commas), `output` the output
    folder. `environment` stands in for the process's own variables. Raises `LoadError` with every
    fault of every file.
    """
    variables = os.environ if environment is None else environment
    target, config, entries = chosen(target_of(path.resolve()), profile, variables)
    whole = target.file is None
    context = context_of(target, config, variables)
    readings = every(lambda entry: read_document(entry, context), entries)
    documents = tuple(reading.document for reading in readings)
    tool = read_tool(target.root) if config.kind is not Kind.SINGLE else Tool()
    return Project(
        root=target.root,
        kind=config.kind,
        config=config.values,
        documents=documents,
        output=output_of(output, target.root, config),
        profile=profile,
        resources=resources_of(target.root, config),
        bibliographies=bibliographies_of(documents),
        editions=tool.editions if profile is None and whole else (),
        rules=tool.rules,
        numbers=tool.numbers,
        environment=config.environment,
        findings=noticed(readings, config, notebooks(target.root, config) if whole else ()),
        profiles=config.profiles,
    )


def noticed(
    readings: Iterable[Reading], config: Config, left_out: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """All findings of a reading, each once."""
    found = (finding for reading in readings for finding in reading.findings)
    return tuple(dict.fromkeys((*config.findings, *left_out, *found)))


def context_of(target: Target, config: Config, variables: Mapping[str, str]) -> Context:
    """What all documents share; the process's variables go before the project's own."""
    return Context(
        root=target.root,
        config=config,
        environment={**config.environment, **variables},
        extensions=(target.root / "_extensions").is_dir(),
    )


def chosen(
    target: Target, profile: str | None, variables: Mapping[str, str]
) -> tuple[Target, Config, tuple[Entry, ...]]:
    """The project, its configuration and the documents asked for.

    A file that its project does not list is taken out of the project.
    """
    config = read_config(target, profile, variables)
    if target.config is None:
        return target, config, (Entry(target.file or PurePosixPath()),)
    entries = entries_of(target.root, config)
    if target.file is None:
        return target, config, entries
    wanted = tuple(entry for entry in entries if entry.path == target.file)
    return (target, config, wanted) if wanted else chosen(target.alone, profile, variables)


def output_of(output: Path | None, root: Path, config: Config) -> PurePosixPath:
    """The output folder, relative to the root unless it lies outside."""
    if output is None:
        return PurePosixPath(config.output)
    folder = output.resolve()
    relative = folder.relative_to(root) if folder.is_relative_to(root) else folder
    return PurePosixPath(relative.as_posix())


def bibliographies_of(documents: tuple[Document, ...]) -> tuple[PurePosixPath, ...]:
    """Every bibliography that the project or a document names, once, in order."""
    named = [document.meta.get("bibliography") for document in documents]
    files = [file for one in named if isinstance(one, list) for file in one]
    return tuple(dict.fromkeys(PurePosixPath(str(file)) for file in files))
