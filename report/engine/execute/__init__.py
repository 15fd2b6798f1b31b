"""Stage 4: a `Plan` to `Execution`s, through the kernel door or out of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from report.engine.errors import ExecutionError
from report.engine.execute.failures import finding_of
from report.engine.model import CellResult, Document, Execution, Plan, Project, Task
from report.engine.ports import Ports, Store, Transcript
from report.engine.record import Recipe, decoded, recipe_of, remember
from report.engine.session import is_evaluated


def execute(project: Project, plan: Plan, ports: Ports, *, at_once: int) -> tuple[Execution, ...]:
    """One execution for each document with cells, in the project's order.

    What the plan reuses comes out of the store, the rest out of kernels, `at_once` side by side.
    Raises `ExecutionError` with every document that failed; those that did not are remembered.
    """
    done = reused(plan, ports.store)
    todo = tuple(task for task in plan.tasks if task.document.path not in done)
    if todo:
        done |= ran(project, todo, ports, at_once)
    return tuple(done[task.document.path] for task in plan.tasks)


def reused(plan: Plan, store: Store) -> dict[PurePosixPath, Execution]:
    """The executions that the plan finds in the store and that are still there."""
    found = {}
    for task in plan.tasks:
        content = store.get(f"result/{task.key}") if task.reason is None else None
        execution = None if content is None else decoded(content)
        if execution is not None:
            found[task.document.path] = execution
    return found


def ran(
    project: Project, tasks: tuple[Task, ...], ports: Ports, at_once: int
) -> dict[PurePosixPath, Execution]:
    """Run the documents of `tasks`; remember each that succeeded, then raise if any did not."""
    ports.progress.stage("cells", len(tasks))
    recipes = [recipe_of(project, task.document) for task in tasks]
    transcripts = ports.kernels.run(
        [recipe.session for recipe in recipes], at_once=at_once, progress=ports.progress
    )
    pairs = list(zip(tasks, recipes, transcripts, strict=True))
    done = {
        task.document.path: kept(task.document, recipe, transcript, ports.store)
        for task, recipe, transcript in pairs
        if transcript.failure is None
    }
    if len(done) < len(pairs):
        raise ExecutionError(
            *(
                finding_of(task.document, transcript.failure, recipe.session)
                for task, recipe, transcript in pairs
                if transcript.failure is not None
            )
        )
    return done


def kept(document: Document, recipe: Recipe, transcript: Transcript, store: Store) -> Execution:
    """The execution that a transcript stands for, remembered."""
    execution = execution_of(document, transcript)
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
