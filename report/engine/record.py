"""What is remembered of a document's execution: its results, and everything they depended on.

The execution key is narrow and written down here: code and the options that matter for running it,
parameters, the environment, the engine, and every file, module, folder and variable that was seen
to be read. Prose is not part of it, and where the project lies is not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.digest import (
    PART,
    digest,
    file_digest,
    folder_digest,
    modules_digest,
    own_names,
    part_digest,
)
from report.engine.model import CellResult, Document, Execution, Output, Project, Reason
from report.engine.packages import installed
from report.engine.parameters import INJECTED, is_tagged
from report.engine.ports import Evaluate, Read, ReadKind, Run, Session, Store
from report.engine.session import session_of
from report.engine.wish import AS_OF

ENGINE = ("session.py", "parameters.py", "execute/*.py", "doors/kernel*.py")
TABLES = frozenset({".csv", ".tsv"})
CHART = b"application/vnd.vegalite"
FILES = frozenset({ReadKind.FILE, ReadKind.MODULE})
KEPT = 4 << 20  # bytes of the largest table that is kept
NOT_READ = frozenset({".qmd", ".html", ".pdf"})  # documents, and what is made beside them
LOCK = "report.lock"  # written after a build, and about it


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a document's results depend on before its code reads anything, by what would change it.

    `parts` maps `CODE`, `PARAMETER`, `ENVIRONMENT` and `ENGINE` to texts that change when they do.
    """

    path: PurePosixPath
    session: Session
    parts: Mapping[Reason, str]

    @property
    def key(self) -> str:
        """The recipe's digest."""
        return digest(*(f"{reason}={self.parts[reason]}" for reason in sorted(self.parts)))


@dataclass(frozen=True, slots=True)
class Record:
    """The last execution of a document: its recipe's parts, what it read, where its result lies."""

    parts: Mapping[Reason, str]
    reads: tuple[Read, ...]
    result: str


def recipe_of(project: Project, document: Document) -> Recipe:
    """The recipe of a document that has cells."""
    session = session_of(project, document)
    injected = [cell.source for cell in document.cells if is_tagged(cell, INJECTED)]
    steps = [step for step in session.steps if step.source not in injected]
    settled = {name: value for name, value in session.environment.items() if name != AS_OF}
    return Recipe(
        path=document.path,
        session=session,
        parts={
            Reason.CODE: digest(*map(step_text, steps), session.kernel),
            Reason.PARAMETER: digest(*injected, session.environment.get(AS_OF, "")),
            Reason.ENVIRONMENT: "\n".join(
                [*installed(), *placeless(settled, project), relative(session.cwd, project.root)]
            ),
            Reason.ENGINE: engine(),
        },
    )


def step_text(step: Run | Evaluate) -> str:
    """A step as text, so that a cell and an expression with the same code differ."""
    return f"{type(step).__name__} {getattr(step, 'may_fail', '')} {step.source}"


def placeless(environment: Mapping[str, str], project: Project) -> Iterator[str]:
    """The variables as lines, the project's folder left out of them."""
    for name, value in sorted(environment.items()):
        yield f"{name}={value.replace(str(project.root), '.')}"


def relative(path: Path, root: Path) -> str:
    """`path` from the project's root where it lies below it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@cache
def engine() -> str:
    """The digest of the engine's own code that decides what an execution gives."""
    here = Path(__file__).parent
    files = sorted({path for pattern in ENGINE for path in here.glob(pattern)})
    return digest(*(f"{path.relative_to(here)} {file_digest(path)}" for path in files))


def last_record(store: Store, path: PurePosixPath) -> Record | None:
    """What is remembered of the last execution of the document at `path`."""
    return decoded_record(store.get(f"last/{path}"))


def may_draw(store: Store, path: PurePosixPath) -> bool:
    """Whether the document's cells may show a chart: its last ones did, or nobody knows."""
    last = last_record(store, path)
    result = store.get(f"result/{last.result}") if last else None
    return result is None or CHART in result


def outdated(store: Store, root: Path, paths: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """The documents whose cells read a file or a module that is not the same now: they will run again.

    That is said before the project is read, of most of those that a plan will find.
    """
    for path in paths:
        last = last_record(store, path)
        files = (read for read in last.reads if read.kind in FILES) if last else ()
        if any(file_digest(root / read.name) != read.digest for read in files):
            yield path


def known_reads(store: Store, recipe: Recipe) -> tuple[Read, ...] | None:
    """What the recipe's code read when it ran last, or None if it never ran."""
    record = decoded_record(store.get(f"recipe/{recipe.key}"))
    return record.reads if record else None


def result_key(recipe: Recipe, reads: tuple[Read, ...]) -> str:
    """Where the result lies of the recipe's code having read just this."""
    return digest(recipe.key, *(f"{read.kind} {read.name} {read.digest}" for read in sorted(reads)))


def remember(
    store: Store, recipe: Recipe, reads: tuple[Read, ...] | None, execution: Execution
) -> None:
    """Keep a result and what it depended on; unobserved reads count as the whole project."""
    known = (Read(ReadKind.TREE, ".", ""),) if reads is None else reads
    settled = tuple(settle(read, recipe.session) for read in known)
    record = Record(recipe.parts, settled, result_key(recipe, settled))
    keep_tables(store, recipe.session.root, settled)
    store.put(f"result/{record.result}", encoded(execution))
    store.put(f"recipe/{recipe.key}", encoded_record(record))
    store.put(f"last/{recipe.path}", encoded_record(record))


def keep_tables(store: Store, root: Path, reads: tuple[Read, ...]) -> None:
    """Keep the tables that were read, so that a later plan can say which of their lines changed."""
    for read in reads:
        path = root / read.name
        if (
            read.kind is ReadKind.FILE
            and path.suffix in TABLES
            and kept_content(store, read) is None
        ):
            with suppress(OSError):
                content = path.read_bytes()
                if len(content) <= KEPT and sha256(content).hexdigest() == read.digest:
                    store.put(f"table/{read.digest}", content)


def kept_content(store: Store, read: Read) -> bytes | None:
    """What a table held when it was read, if it was kept."""
    return store.get(f"table/{read.digest}")


def settle(read: Read, session: Session) -> Read:
    """A read with the digest of what it found, where the kernel left that to us."""
    return now(read, session) if not read.digest else read


def now(read: Read, session: Session) -> Read:
    """The same read with the digest of what it would find now."""
    path = session.root / read.name
    match read.kind:
        case ReadKind.FILE | ReadKind.MODULE:
            return replace(read, digest=file_digest(path))
        case ReadKind.FOLDER:
            return replace(read, digest=folder_digest(path))
        case ReadKind.SEARCH:
            return replace(read, digest=modules_digest(path))
        case ReadKind.VARIABLE:
            value = session.environment.get(read.name, os.environ.get(read.name))
            found = "unset" if value is None else digest(value.replace(str(session.root), "."))
            return replace(read, digest=found)
        case ReadKind.INFO:
            name, *keys = read.name.split(PART)
            text, root = session.files.get(name, ""), str(session.root)
            found = part_digest(text, keys, root) if keys else digest(text.replace(root, "."))
            return replace(read, digest=found)
        case ReadKind.TREE:
            made = frozenset(session.root / folder for folder in session.made)
            return replace(read, digest=tree_digest(session.root, made))


def tree_digest(root: Path, made: frozenset[Path]) -> str:
    """The digest of every file below `root` but documents and what is made of them."""
    files = files_of(root, made)
    return digest(*sorted(f"{relative(path, root)} {file_digest(path)}" for path in files))


def files_of(folder: Path, made: frozenset[Path]) -> Iterator[Path]:
    """The files below `folder` that an author may have written, documents left out."""
    entries = {entry.name: entry for entry in folder.iterdir()}
    for name in own_names(entries):
        entry = entries[name]
        if entry.is_dir() and not entry.is_symlink() and entry not in made:
            yield from files_of(entry, made)
        elif entry.is_file() and entry.suffix not in NOT_READ and entry.name != LOCK:
            yield entry


def marked(execution: Execution) -> Execution:
    """An execution with the digest of what it gave."""
    given = [execution.results, execution.expressions]
    return replace(execution, key=digest(json.dumps(given, default=fields_of)))


def encoded(execution: Execution) -> bytes:
    """An execution as bytes for the store."""
    return json.dumps(execution, default=fields_of).encode()


def fields_of(noun: object) -> object:
    """A noun as its fields, what they hold not copied; a path as text."""
    if isinstance(noun, Execution | CellResult | Output):
        return {field.name: getattr(noun, field.name) for field in fields(noun)}
    return str(noun)


def decoded(content: bytes) -> Execution | None:
    """An execution out of the store's bytes, marked as reused; None if another engine wrote them."""
    try:
        told = json.loads(content)
        results = tuple(map(result_from, told["results"]))
        expressions = tuple(told["expressions"])
        path, seconds, key = PurePosixPath(told["path"]), told["seconds"], told["key"]
    except (ValueError, KeyError, TypeError):
        return None
    return Execution(path, results, expressions, seconds, reused=True, key=key)


def result_from(told: Mapping[str, Any]) -> CellResult:
    """One cell's result out of its fields."""
    outputs = tuple(Output(**output) for output in told["outputs"])
    return CellResult(outputs, told["execution_count"])


def encoded_record(record: Record) -> bytes:
    """A record as bytes for the store."""
    return json.dumps(
        {
            "parts": dict(record.parts),
            "reads": [[read.kind, read.name, read.digest] for read in record.reads],
            "result": record.result,
        }
    ).encode()


def decoded_record(content: bytes | None) -> Record | None:
    """A record out of the store's bytes; None if there are none or another engine wrote them."""
    try:
        told = json.loads(content or b"")
        return Record(
            parts={Reason(name): text for name, text in told["parts"].items()},
            reads=tuple(Read(ReadKind(kind), name, found) for kind, name, found in told["reads"]),
            result=told["result"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
