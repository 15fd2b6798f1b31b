"""The data package's descriptor to the tables it names, each fault with its line in the JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from report.engine.memory import Memory
from report.engine.model import Finding, Place
from report.engine.validate.descriptor import misshapen, orphaned

FOLDER = PurePosixPath("data")
DESCRIPTOR = FOLDER / "datapackage.json"
LARGEST = 256 * 1024**2  # bytes of one table


@dataclass(frozen=True, slots=True)
class Resource:
    """One table that the descriptor names: its file, relative to the project, and its entry."""

    name: str
    path: PurePosixPath
    entry: Mapping[str, object]

    @property
    def fields(self) -> tuple[Mapping[str, object], ...]:
        """The entries of the table's columns."""
        return tuple(self.entry["schema"]["fields"])  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Package:
    """What the descriptor says that can be relied on, and what is wrong with the rest."""

    resources: tuple[Resource, ...]
    findings: tuple[Finding, ...] = field(default=())


def read_package(root: Path, memory: Memory | None = None) -> Package | None:
    """The project's data package, or None where it has none.

    With a `memory`, the shape of a descriptor without a fault is looked at once.
    """
    try:
        text = (root / DESCRIPTOR).read_text(encoding="utf-8")
        descriptor = json.loads(text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        return Package((), (unreadable(error),))
    listed = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(listed, list) or not listed:
        return Package((), (fault(None, *NO_RESOURCES),))
    return sorted_out(root, text, listed, memory)


NO_RESOURCES = (
    "the data package lists no resources",
    'give it `"resources": [...]` with one entry a table',
)


def unreadable(error: Exception) -> Finding:
    """The fault of a descriptor that is no JSON, no UTF-8, or cannot be opened."""
    if isinstance(error, json.JSONDecodeError):
        place = Place(DESCRIPTOR, line=error.lineno, column=error.colno)
        return Finding("package", place, f"no JSON: {error.msg}", "mend the JSON at this place")
    if isinstance(error, UnicodeDecodeError):
        return fault(None, "the file is not UTF-8", "save it as UTF-8")
    reason = getattr(error, "strerror", None) or "it is nested too deeply"
    return fault(None, f"the file cannot be read: {reason}", "check the file and its permissions")


def sorted_out(root: Path, text: str, listed: list[object], memory: Memory | None) -> Package:
    """The resources that can be checked, and the faults of those that cannot."""
    shapely = bool(memory and memory.recall("package", memory.key(text)))
    resources: list[Resource] = []
    findings: list[Finding] = []
    for index, entry in enumerate(listed):
        name = entry.get("name") if isinstance(entry, dict) else None
        line = line_of(text, name)
        faults = [fault(line, *words) for words in wrong_with(root, entry, index, shapely)]
        if name in {resource.name for resource in resources}:
            faults.append(fault(line, f"two resources are named `{name}`", "rename one of them"))
        if not faults:
            path = FOLDER / str(entry["path"])  # type: ignore[index]
            resources.append(Resource(str(name), path, entry))  # type: ignore[arg-type]
        findings += faults
    entries = {resource.name: resource.entry for resource in resources}
    for resource in resources if not findings else ():
        words = orphaned(resource.name, entries)
        findings += [fault(line_of(text, resource.name), *one) for one in words]
    if memory and not (shapely or findings):
        memory.keep("package", memory.key(text), True)
    return Package(tuple(resources), tuple(findings))


def line_of(text: str, name: object) -> int | None:
    """The line of the descriptor on which the resource `name` begins, as far as it can be told."""
    at = text.find(f'"name": {json.dumps(name, ensure_ascii=False)}') if name else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else None


def wrong_with(root: Path, entry: object, index: int, shapely: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with one resource's entry: pairs of message and mend."""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        yield f"resource number {index + 1} has no name", 'give it a `"name"`'
        return
    name = entry["name"]
    yield from wrong_path(root, name, entry.get("path"))
    if shapely:
        return
    faults = list(wrong_schema(name, entry.get("schema")))
    yield from faults or misshapen(entry)


def wrong_path(root: Path, name: str, path: object) -> Iterator[tuple[str, str]]:
    """What is wrong with a resource's path: only a CSV file below `data/` will do."""
    if not isinstance(path, str) or not path.endswith(".csv"):
        yield f"the path of `{name}` is not a CSV file", f'write `"path": "{name}.csv"`'
        return
    folder, file = (root / FOLDER).resolve(), (root / FOLDER / path).resolve()
    if "://" in path or not file.is_relative_to(folder):
        yield f"the path of `{name}` leads out of data/: {path}", "keep the file in data/"
    elif not file.is_file():
        yield f"the table `{name}` has no file data/{path}", "add the file, or drop the resource"
    elif file.stat().st_size > LARGEST:
        yield f"data/{path} is larger than {LARGEST // 1024**2} MiB", "split the table"


def wrong_schema(name: str, schema: object) -> Iterator[tuple[str, str]]:
    """What is wrong with a resource's schema, as far as the check itself relies on it."""
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields:
        yield f"`{name}` has no schema with fields", 'describe its columns in `"schema"`'
        return
    named = [entry.get("name") for entry in fields if isinstance(entry, dict)]
    if len(named) < len(fields) or not all(isinstance(one, str) for one in named):
        yield f"a field of `{name}` has no name", 'give every field a `"name"`'
    for twice in sorted({str(one) for one in named if named.count(one) > 1}):
        yield f"`{name}` describes the field `{twice}` twice", "keep one of the two"


def fault(line: int | None, message: str, hint: str) -> Finding:
    """A finding about the descriptor."""
    return Finding("package", Place(DESCRIPTOR, line=line), message, hint)
