"""Stage 3: a `Project` and the store to a `Plan`: what must run, and why."""

from __future__ import annotations

from report.engine.model import Document, Plan, Project, Reason, Task
from report.engine.plan.changes import change_of
from report.engine.ports import Read, ReadKind, Store
from report.engine.record import Recipe, known_reads, last_record, now, recipe_of, result_key
from report.engine.session import runs

BY_KIND = {
    ReadKind.FILE: Reason.DATA,
    ReadKind.FOLDER: Reason.DATA,
    ReadKind.TREE: Reason.DATA,
    ReadKind.MODULE: Reason.MODULE,
    ReadKind.SEARCH: Reason.MODULE,
    ReadKind.VARIABLE: Reason.ENVIRONMENT,
    ReadKind.INFO: Reason.PARAMETER,
}
PARTS = (Reason.CODE, Reason.PARAMETER, Reason.ENGINE, Reason.ENVIRONMENT)


def plan(project: Project, store: Store, *, force: bool = False) -> Plan:
    """For each document with cells whether they must run and why; nothing runs yet."""
    return Plan(
        tuple(
            task_of(document, recipe_of(project, document), store, force=force)
            for document in project.documents
            if runs(document)
        )
    )


def task_of(document: Document, recipe: Recipe, store: Store, *, force: bool) -> Task:
    """What to do about one document: its result's key if there is one, else why it must run."""
    if force:
        return Task(document, recipe.key, Reason.FORCED)
    reads = known_reads(store, recipe)
    key = result_key(recipe, found_now(reads, recipe)) if reads is not None else ""
    if key and store.get(f"result/{key}") is not None:
        return Task(document, key, None)
    reason, detail = why(recipe, store)
    return Task(document, recipe.key, reason, detail)


def found_now(reads: tuple[Read, ...], recipe: Recipe) -> tuple[Read, ...]:
    """The same reads with what they would find now."""
    return tuple(now(read, recipe.session) for read in reads)


def why(recipe: Recipe, store: Store) -> tuple[Reason, str]:
    """What differs from the document's last execution: the first reason, and what exactly."""
    last = last_record(store, recipe.path)
    if last is None:
        return Reason.NEVER_BUILT, ""
    for part in PARTS:
        if recipe.parts[part] != last.parts.get(part):
            return part, difference(part, last.parts.get(part, ""), recipe.parts[part])
    changed = [read for read in last.reads if now(read, recipe.session).digest != read.digest]
    if not changed:
        return Reason.OUTPUT_MISSING, ""
    reason = BY_KIND[changed[0].kind]
    told = (read for read in changed if BY_KIND[read.kind] is reason)
    return reason, ", ".join(change_of(read, recipe.session.root, store) for read in told)


def difference(part: Reason, before: str, after: str) -> str:
    """For the environment, what it is now that it was not before; else nothing."""
    if part is not Reason.ENVIRONMENT:
        return ""
    old, new = set(before.splitlines()), set(after.splitlines())
    return ", ".join(sorted(new - old) or sorted(f"no {line}" for line in old - new))
