"""`report.lock`: for each chapter the files that it is made of, and the digests of what came out.

Text, sorted, with paths from the project's root, to be committed. It changes when an input or an
output of the report changes, and for nothing else: no commit, no day, no code of this program is in
it, but its version. So a reviewer sees in its difference which pages a change has changed, and CI
that a page has changed though nothing that it is made of has.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.attest.manifest import Made, Manifest, Step
from report.engine.digest import digest, file_digest
from report.engine.model import Finding, Place, Severity
from report.engine.record import LOCK as NAME
from report.engine.version import VERSION as ENGINE

LOCK = PurePosixPath(NAME)
VERSION = 2
HEAD = """\
# What the report is made of and what came out, chapter by chapter, as SHA-256 digests. Written by
# `report lock`; `report verify` holds a built site against it. After a conflict write it anew.
"""
WHOLE = ""  # the name under which what belongs to no single chapter is kept
MANY = frozenset({Step.INDEX, Step.LIBRARY})  # steps whose files are locked by the folder
NAMED = 4  # files that one finding names


@dataclass(frozen=True, slots=True)
class Locked:
    """The names of what one chapter is made of, and what came out, by path, as digests."""

    inputs: tuple[str, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """All that is locked: the digest of each input, the chapters, under `WHOLE` the rest.

    `engine` and `python` are the versions of what did the work; they only explain a difference.
    """

    inputs: Mapping[str, str]
    chapters: Mapping[str, Locked]
    engine: str = ENGINE
    python: str = ""


def lock_of(manifest: Manifest) -> Lock:
    """The lock that a manifest stands for."""
    outputs: dict[str, dict[str, str]] = {name: {} for name in (WHOLE, *manifest.documents)}
    for path, made in manifest.files.items():
        own = made.of[0] if made.of and made.of[0] in manifest.documents else WHOLE
        if made.step not in MANY:
            outputs[own][path] = made.sha256
    outputs[WHOLE] |= folders_of(manifest)
    inputs = {WHOLE: manifest.project | copied(manifest), **manifest.documents}
    chapters = {name: Locked(tuple(sorted(inputs[name])), outputs[name]) for name in sorted(inputs)}
    digests = {path: sha256 for files in inputs.values() for path, sha256 in files.items()}
    return Lock(digests, chapters, python=manifest.python)


def copied(manifest: Manifest) -> dict[str, str]:
    """The files of the project that the site holds as they are: inputs and outputs in one."""
    copies = (made for made in manifest.files.values() if made.step == Step.COPY)
    return {made.of[0]: made.sha256 for made in copies}


def folders_of(manifest: Manifest) -> dict[str, str]:
    """One digest for each folder of files that come by the hundred: rows, an index, a library."""
    lines: dict[str, list[str]] = {}
    for path, made in sorted(manifest.files.items()):
        if made.step in MANY:
            lines.setdefault(folder_of(path, made), []).append(f"{path} {made.sha256}")
    return {folder: digest(*files) for folder, files in lines.items()}


def folder_of(path: str, made: Made) -> str:
    """The folder that a file counts to: its own, in a library the topmost; a file that lies in none."""
    parts = PurePosixPath(path).parts[:-1]
    kept = parts[:1] if made.step == Step.LIBRARY else parts
    return f"{'/'.join(kept)}/" if kept else path


# --- as text --------------------------------------------------------------------------------------


def written(lock: Lock) -> str:
    """The lock as TOML."""
    return "\n".join([HEAD, *lines(lock), ""])


def lines(lock: Lock) -> Iterator[str]:
    """The lines of the TOML, below its head."""
    yield f"version = {VERSION}"
    yield f"engine = {quoted(lock.engine)}"
    yield f"python = {quoted(lock.python)}"
    yield "\n[inputs]"
    yield from pairs(lock.inputs)
    for name, locked in sorted(lock.chapters.items()):
        table = f"chapters.{quoted(name)}" if name else "project"
        yield f"\n[{table}]"
        yield "inputs = ["
        yield from (f"  {quoted(path)}," for path in locked.inputs)
        yield "]"
        yield f"[{table}.outputs]"
        yield from pairs(locked.outputs)


def pairs(digests: Mapping[str, str]) -> Iterator[str]:
    """A line for each digest, sorted by name."""
    return (f"{quoted(path)} = {quoted(digests[path])}" for path in sorted(digests))


def quoted(text: str) -> str:
    """A basic string of TOML, which JSON's strings are but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str) -> Lock | None:
    """The lock out of its text; None if this program cannot read it."""
    try:
        fields = tomllib.loads(text)
        if fields["version"] != VERSION:
            return None
        tables = {WHOLE: fields["project"], **fields.get("chapters", {})}
        chapters = {name: locked_from(table) for name, table in tables.items()}
        return Lock(dict(fields["inputs"]), chapters, fields["engine"], fields["python"])
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return None


def locked_from(table: Mapping[str, Any]) -> Locked:
    """What is locked of one chapter, out of its table."""
    return Locked(tuple(table["inputs"]), dict(table["outputs"]))


def held(root: Path, against: Callable[[Lock], Iterable[Finding]]) -> Iterator[Finding]:
    """What is found by a project's lock, if it has one; or that it cannot be read."""
    try:
        text = (root / LOCK).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    lock = read(text)
    yield from [unreadable()] if lock is None else against(lock)


# --- held against a site --------------------------------------------------------------------------


def unlike(lock: Lock, now: Lock) -> Iterator[Finding]:
    """Where a site, by its own lock `now`, is not what `lock` records: one finding a chapter.

    Who changes an input changes pages, and not only those of its chapter: numbers, links and sources
    lead from one to another. That is told as a warning. If pages changed and no input did, it is an
    error.
    """
    yield from unlike_chapters(lock, now)
    both = sorted(lock.chapters.keys() & now.chapters.keys())
    other = {name: other_inputs(lock, now, name) for name in both}
    for name, files in other.items():
        if files:
            yield behind(name, files)
    meant = lock.chapters.keys() != now.chapters.keys() or any(other.values())
    for name in both:
        files = changed(lock.chapters[name].outputs, now.chapters[name].outputs)
        if files:
            yield came_out(name, files, "" if meant else why(lock, now))


def unlike_chapters(lock: Lock, now: Lock) -> Iterator[Finding]:
    """The chapters that only one of two locks has."""
    for name in sorted(lock.chapters.keys() ^ now.chapters.keys()):
        known = "report.lock records it" if name in lock.chapters else "the report has it"
        yield warning("lock-chapters", f"{name}: only {known}")


def other_inputs(lock: Lock, now: Lock, name: str) -> list[str]:
    """The inputs of a chapter that are not those that were locked."""
    return changed(*(digests_of(one, one.chapters[name]) for one in (lock, now)))


def digests_of(lock: Lock, locked: Locked) -> dict[str, str]:
    """The digests of a chapter's inputs."""
    return {path: lock.inputs.get(path, "") for path in locked.inputs}


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The files that are not the same in both."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def why(lock: Lock, now: Lock) -> str:
    """What a difference that no input explains may come from."""
    if lock.python != now.python:
        return f"this is Python {now.python}, it was locked with {lock.python}"
    if lock.engine != now.engine:
        return f"this is version {now.engine} of the program, it was locked with {lock.engine}"
    return "this program has changed, or does not give the same twice"


# --- held against a project -----------------------------------------------------------------------


def outrun(lock: Lock, documents: Iterable[str], root: Path) -> Iterator[Finding]:
    """Where a project is no longer what `lock` records, one finding a chapter; no site is needed."""
    named = frozenset(documents)
    inputs = {path: file_digest(root / path) for path in lock.inputs}
    there = {WHOLE: Locked()} | dict.fromkeys(named, Locked())
    now = Lock(inputs, {name: lock.chapters.get(name, new) for name, new in there.items()})
    yield from unlike_chapters(lock, now)
    for name in sorted(lock.chapters.keys() & now.chapters.keys()):
        files = other_inputs(lock, now, name)
        if files:
            yield behind(name, files)


# --- findings -------------------------------------------------------------------------------------


def behind(name: str, files: list[str]) -> Finding:
    """The finding for a chapter whose inputs have changed."""
    return warning("lock-inputs", f"{subject(name)} is made of other files: {listed(files)}")


def came_out(name: str, files: list[str], doubt: str) -> Finding:
    """The finding for a chapter that came out otherwise; `doubt` if no change of input explains it."""
    message = f"{subject(name)} came out otherwise: {listed(files)}"
    if not doubt:
        return warning("lock-outputs", message)
    hint = f"{doubt}; look at the pages, and if they are right, run `report lock` and commit it"
    return Finding("lock-outputs", Place(LOCK), f"{message}, though no input has changed", hint)


def subject(name: str) -> str:
    """The chapter's name, or what the rest is called."""
    return name or "the project"


def listed(paths: list[str]) -> str:
    """The first few paths."""
    rest = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
    return ", ".join(paths[:NAMED]) + rest


def warning(rule: str, message: str) -> Finding:
    """A finding about a lock that is behind."""
    hint = "if that is meant, run `report lock` and commit report.lock"
    return Finding(rule, Place(LOCK), message, hint, Severity.WARNING)


def unreadable() -> Finding:
    """The finding for a lock that is none, or one of another version."""
    hint = "run `report lock` and commit what it writes"
    return Finding("lock-unreadable", Place(LOCK), "report.lock cannot be read", hint)
