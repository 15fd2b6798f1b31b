"""Stage 4: a `Plan` to `Execution`s, through the kernel door or out of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from report.engine.errors import ExecutionError
from report.engine.execute.failures import finding_of
from report.engine.model import CellResult, Document, Execution, Finding, Plan, Project
from report.engine.ports import Ports, ReadKind, Store, Transcript
from report.engine.record import (
    Recipe,
    decoded,
    known_reads,
    marked,
    now,
    recipe_of,
    remember,
)
from report.engine.session import is_evaluated

WHOLE = frozenset({ReadKind.FOLDER, ReadKind.SEARCH, ReadKind.TREE})


ROUNDS = 3  # of documents that write what others read; two that feed each other would never end


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of the documents that ran side by side: executions, faults, and files written."""

    done: Mapping[PurePosixPath, Execution]
    faults: Mapping[PurePosixPath, Finding]
    wrote: Mapping[PurePosixPath, frozenset[str]]


def execute(project: Project, plan: Plan, ports: Ports, *, at_once: int) -> tuple[Execution, ...]:
    """One execution for each document with cells, in the project's order.

    What the plan reuses comes out of the store, the rest out of kernels, `at_once` side by side. A
    document that read what another wrote meanwhile runs again. Raises `ExecutionError` with
    every document that failed; those that did not are remembered.
    """
    recipes = {task.document.path: recipe_of(project, task.document) for task in plan.tasks}
    done = reused(plan, ports.store)
    todo = [task.document for task in plan.tasks if task.document.path not in done]
    faults: dict[PurePosixPath, Finding] = {}
    for _ in range(ROUNDS):
        batch = run_side_by_side(todo, recipes, ports, at_once)
        done |= batch.done
        faults = {path: fault for path, fault in faults.items() if path not in batch.done}
        faults |= batch.faults
        todo = [
            task.document
            for task in plan.tasks
            if is_overtaken(recipes[task.document.path], batch, faults, ports.store)
        ]
        if not todo:
            break
    if faults:
        raise ExecutionError(*(faults[path] for path in recipes if path in faults))
    return tuple(done[path] for path in recipes)


def reused(plan: Plan, store: Store) -> dict[PurePosixPath, Execution]:
    """The executions that the plan finds in the store and that are still there."""
    found = {}
    for task in plan.tasks:
        content = store.get(f"result/{task.key}") if task.reason is None else None
        execution = None if content is None else decoded(content)
        if execution is not None:
            found[task.document.path] = execution
    return found


def run_side_by_side(
    documents: Sequence[Document],
    recipes: Mapping[PurePosixPath, Recipe],
    ports: Ports,
    at_once: int,
) -> Batch:
    """Run `documents`, and remember those that succeed."""
    if not documents:
        return Batch({}, {}, {})
    ports.progress.stage("cells", len(documents))
    sessions = [recipes[document.path].session for document in documents]
    transcripts = ports.kernels.run(sessions, at_once=at_once, progress=ports.progress)
    pairs = list(zip(documents, transcripts, strict=True))
    return Batch(
        done={
            document.path: kept(document, recipes[document.path], transcript, ports.store)
            for document, transcript in pairs
            if transcript.failure is None
        },
        faults={
            document.path: finding_of(document, transcript.failure, recipes[document.path].session)
            for document, transcript in pairs
            if transcript.failure is not None
        },
        wrote={document.path: frozenset(transcript.wrote) for document, transcript in pairs},
    )


def is_overtaken(
    recipe: Recipe, batch: Batch, faults: Mapping[PurePosixPath, Finding], store: Store
) -> bool:
    """Whether others in the batch wrote what the recipe's document had read or failed to find."""
    written = frozenset().union(
        *(names for path, names in batch.wrote.items() if path != recipe.path)
    )
    if not written:
        return False
    reads = known_reads(store, recipe) or ()
    touched = (read for read in reads if read.kind in WHOLE or read.name in written)
    changed = any(now(read, recipe.session).digest != read.digest for read in touched)
    return changed or recipe.path in faults


def kept(document: Document, recipe: Recipe, transcript: Transcript, store: Store) -> Execution:
    """The execution that a transcript stands for, remembered."""
    execution = marked(execution_of(document, transcript))
    remember(store, recipe, transcript.reads, execution)
    return execution


def execution_of(document: Document, transcript: Transcript) -> Execution:
    """A transcript by cell and by expression; cells that are not evaluated gave nothing."""
    results = (answer for answer in transcript.answers if isinstance(answer, CellResult))
    bundles = tuple(answer for answer in transcript.answers if isinstance(answer, Mapping))
    return Execution(
        path=document.path,
        results=tuple(by_cell(document, results)),
        expressions=bundles,
        seconds=transcript.seconds,
    )


def by_cell(document: Document, results: Iterator[CellResult]) -> Iterator[CellResult]:
    """One result for each cell of the document."""
    for cell in document.cells:
        yield next(results) if is_evaluated(cell, document) else CellResult(())
