"""Papers out of memory, or made now: one of a book as a whole, else one of each document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.citations import Library
from report.engine.assemble.evidence import Proof, Witness
from report.engine.assemble.manuscripts import Resolution
from report.engine.assemble.memory import memory_in
from report.engine.assemble.typst import papers
from report.engine.memory import Memory
from report.engine.model import Kind, Paper, Project
from report.engine.ports import Ports


def papers_of(
    project: Project, resolutions: Sequence[Resolution], library: Library, ports: Ports
) -> tuple[Paper, ...]:
    """The papers of a project; those that rest on the same as before come from memory."""
    memory = memory_in(ports.store)
    groups = [resolutions] if project.kind is Kind.BOOK else [[one] for one in resolutions]
    groups = [group for group in groups if group]
    witness = Witness(project, memory)
    proofs = {one.draft.document.path: witness.proofs(one) for one in resolutions}
    keys = [key_of(group, project, library, memory, proofs) for group in groups]
    known = {key: memory.recall("paper", key) for key in keys}
    new = [group for group, key in zip(groups, keys, strict=True) if known[key] is None]
    made = iter(papers(project, new, library, ports, proofs))
    found = [paper_from(known[key]) if known[key] is not None else next(made) for key in keys]
    for key, paper in zip(keys, found, strict=True):
        if known[key] is None:
            memory.keep("paper", key, paper_json(paper))
    return tuple(found)


def key_of(
    group: Sequence[Resolution],
    project: Project,
    library: Library,
    memory: Memory,
    proofs: Mapping[PurePosixPath, Sequence[Proof]],
) -> str:
    """The digest of all that a paper rests on."""
    works = [library.said(one, project.root) for one in group]
    order = [[document.path, document.role, document.part] for document in project.documents]
    around = json.dumps([project.kind, project.profile, project.config, order], default=str)
    proven = repr([proofs[one.draft.document.path] for one in group])
    return memory.key(*(one.key for one in group), around, *works, proven)


def paper_json(paper: Paper) -> list[Any]:
    """A paper as JSON."""
    meta = {name: list(v) if isinstance(v, tuple) else v for name, v in paper.meta.items()}
    source = None if paper.source is None else str(paper.source)
    return [str(paper.target), paper.title, paper.body, meta, source]


def paper_from(said: list[Any]) -> Paper:
    """A paper from JSON."""
    target, title, body, meta, source = said
    kept = {name: tuple(v) if isinstance(v, list) else v for name, v in meta.items()}
    made = None if source is None else PurePosixPath(source)
    return Paper(PurePosixPath(target), title, body, kept, made)
