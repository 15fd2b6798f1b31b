"""What goes into the corridor and what comes out of it: a wish, an outcome."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from report.engine.model import Edition, Finding, Reason

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
FORMATS = frozenset({"html", "typst"})
AS_OF = "REPORT_AS_OF"  # the variable that tells cells the day


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of a build.

    `path` is a project folder or one `.qmd`; `output` overrides the project's own output folder,
    `name` a lone document's file name. `formats` are those to make where a document asks for them;
    with `insist` they are made of documents that do not ask, too. `parameters` go into a cell after
    the one tagged `parameters`; `as_of` is the day (ISO 8601) that cells are told instead of their
    own. `profile` is Quarto's. `lenient` turns into warnings what Quarto only warns about; `at_once`
    bounds parallel kernels. `prepared` says that the project's pre-render scripts ran already.
    """

    path: Path
    output: Path | None = None
    name: str = ""
    formats: frozenset[str] = FORMATS
    insist: bool = False
    force: bool = False
    lenient: bool = False
    parameters: Mapping[str, object] = field(default_factory=dict)
    as_of: str = ""
    profile: str | None = None
    at_once: int = CORES
    prepared: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """One document with cells, why they ran (None: they did not), and what exactly had changed."""

    path: PurePosixPath
    reason: Reason | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: the edition, which cells ran and why, what was found, seconds by stage.

    `unchanged` says that nothing was done, since what stands is what a build would have made.
    """

    edition: Edition
    ran: tuple[Ran, ...]
    findings: tuple[Finding, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    unchanged: bool = False
