"""`report.lock`: for each chapter, digests of what it is made of and of what came out.

Text, sorted, with paths from the project's root, to be committed: a reviewer sees which pages a change
has changed, and CI that the site is the one that was committed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from report.engine.attest.manifest import Manifest, Step
from report.engine.digest import digest
from report.engine.model import Finding, Place
from report.engine.record import LOCK as NAME

LOCK = PurePosixPath(NAME)
VERSION = 1
HEAD = """\
# What every chapter is made of and what came out, as SHA-256 digests. Written by `report lock`.
# `report verify` holds a built site against it. Do not edit; after a conflict write it anew.
"""
WHOLE = ""  # the name under which what belongs to no single chapter is kept
MANY = frozenset({Step.INDEX, Step.LIBRARY})  # steps whose files are locked by the folder
NAMED = 4  # files that one finding names


@dataclass(frozen=True, slots=True)
class Locked:
    """What one chapter is made of and what came out, by path, as digests."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """All that is locked: the chapters, under `WHOLE` the rest, and what did the work."""

    chapters: Mapping[str, Locked]
    program: str
    python: str


def lock_of(manifest: Manifest) -> Lock:
    """The lock that a manifest stands for."""
    outputs: dict[str, dict[str, str]] = {name: {} for name in (WHOLE, *manifest.documents)}
    for path, made in manifest.files.items():
        own = made.of[0] if made.of and made.of[0] in manifest.documents else WHOLE
        if made.step not in MANY:
            outputs[own][path] = made.sha256
    outputs[WHOLE] |= folders_of(manifest)
    inputs = {WHOLE: manifest.project, **manifest.documents}
    chapters = {name: Locked(inputs[name], outputs[name]) for name in sorted(inputs)}
    return Lock(chapters, manifest.program, manifest.python)


def folders_of(manifest: Manifest) -> dict[str, str]:
    """One digest for each folder of files that come by the hundred: an index, a library."""
    lines: dict[str, list[str]] = {}
    for path, made in sorted(manifest.files.items()):
        if made.step in MANY:
            folder, slash, _ = path.partition("/")
            lines.setdefault(f"{folder}{slash}", []).append(f"{path} {made.sha256}")
    return {folder: digest(*files) for folder, files in lines.items()}


# --- as text --------------------------------------------------------------------------------------


def written(lock: Lock) -> str:
    """The lock as TOML."""
    return "\n".join([HEAD, *lines(lock), ""])


def lines(lock: Lock) -> Iterator[str]:
    """The lines of the TOML, below its head."""
    yield f"version = {VERSION}"
    yield f"program = {quoted(lock.program)}"
    yield f"python = {quoted(lock.python)}"
    for name, locked in sorted(lock.chapters.items()):
        table = f"chapters.{quoted(name)}" if name else "project"
        for part, files in (("inputs", locked.inputs), ("outputs", locked.outputs)):
            yield f"\n[{table}.{part}]"
            yield from (f"{quoted(path)} = {quoted(files[path])}" for path in sorted(files))


def quoted(text: str) -> str:
    """A basic string of TOML, which JSON's strings are but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str) -> Lock | None:
    """The lock out of its text; None if this program cannot read it."""
    try:
        fields = tomllib.loads(text)
        tables = {WHOLE: fields["project"], **fields.get("chapters", {})}
        chapters = {
            name: Locked(dict(table["inputs"]), dict(table["outputs"]))
            for name, table in tables.items()
        }
        known = fields["version"] == VERSION
        return Lock(chapters, fields["program"], fields["python"]) if known else None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError):
        return None


# --- held against a site --------------------------------------------------------------------------


def unlike(lock: Lock, now: Lock) -> Iterator[Finding]:
    """Where a site, by its own lock `now`, is not what `lock` records: one finding a chapter."""
    for name in sorted(lock.chapters.keys() | now.chapters.keys()):
        if name not in now.chapters or name not in lock.chapters:
            known = "report.lock records it" if name in lock.chapters else "the site has it"
            yield finding("lock-chapters", f"{name}: only {known}")
            continue
        old, new = lock.chapters[name], now.chapters[name]
        inputs, outputs = changed(old.inputs, new.inputs), changed(old.outputs, new.outputs)
        what = name or "the project"
        if inputs:
            yield finding("lock-inputs", f"{what} is made of other files: {named(inputs)}")
        if outputs:
            yield finding(
                "lock-outputs", f"{what} came out otherwise: {named(outputs)}{why(lock, now)}"
            )


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The files that are not the same in both."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def named(paths: list[str]) -> str:
    """The first few paths."""
    rest = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
    return ", ".join(paths[:NAMED]) + rest


def why(lock: Lock, now: Lock) -> str:
    """What else has changed that may be the reason."""
    if lock.python != now.python:
        return f" (with Python {now.python}; locked with {lock.python})"
    return " (by another state of this program)" if lock.program != now.program else ""


def finding(rule: str, message: str) -> Finding:
    """A finding about the lock."""
    hint = "if that is meant, run `report lock` and commit report.lock; else find out what changed"
    return Finding(rule, Place(LOCK), message, hint)


def unreadable() -> Finding:
    """The finding for a lock that is none, or one of another version."""
    hint = "run `report lock` and commit what it writes"
    return Finding("lock-unreadable", Place(LOCK), "report.lock cannot be read", hint)
