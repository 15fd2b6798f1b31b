"""A case built as an author would: its steps one after another, in this process, with the real doors.

Kernels come from one warm parent for all cases, and what was once converted or run is remembered.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from report.engine.build import build
from report.engine.doors.progress import Silence
from report.engine.errors import ReportError
from report.engine.ports import Ports
from report.engine.wiring import wired
from report.engine.wish import FORMATS, Wish
from tests.conformance.cases import Case
from tests.conformance.compare import Difference, Tally, compared, paper_compared
from tests.conformance.facts import facts_of

OUTPUTS = ("_site", "_book", "public", ".")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: the folder, whether all went well, what was said and printed."""

    folder: Path
    failed: bool = False
    said: str = ""
    printed: tuple[str, ...] = field(default_factory=tuple)


@contextmanager
def doors(memory: Path) -> Iterator[Ports]:
    """The real doors, shared by all cases."""
    with wired(memory, Silence()) as ports:
        yield ports


def built(case: Case, folder: Path, ports: Ports, patch: pytest.MonkeyPatch) -> Result:
    """The case's steps done in a copy of its project; stops at the first that fails."""
    shutil.copytree(case.folder / "project", folder)
    for name, value in (case.environment or {}).items():
        patch.setenv(name, value)
    result = Result(folder)
    for step in case.steps or (only_step(folder),):
        result = done(step, result, ports)
        if result.failed:
            break
    return result


def only_step(folder: Path) -> Mapping[str, str]:
    """The step of a case that names none: its project, or its document."""
    return {"render": "." if (folder / "_quarto.yml").is_file() else "report.qmd"}


def done(step: Mapping[str, object], before: Result, ports: Ports) -> Result:
    """What stands after one more step."""
    folder = before.folder
    if "copy" in step:
        source, target = step["copy"]  # type: ignore[misc]
        shutil.copy(folder / source, folder / target)
    elif "append" in step:
        name, text = step["append"]  # type: ignore[misc]
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    elif "read" in step:
        texts = [(folder / name).read_text(encoding="utf-8") for name in step["read"]]  # type: ignore[attr-defined]
        lines = "".join(texts).replace(str(folder), "<project>").splitlines()
        return replace(before, printed=(*before.printed, *lines))
    else:
        return rendered(step, before, ports)
    return before


def rendered(step: Mapping[str, object], before: Result, ports: Ports) -> Result:
    """What stands after the build that a step asks for; what Quarto only warns about is a warning."""
    target = str(step.get("to", ""))
    wish = Wish(
        path=before.folder / str(step["render"]),
        formats=frozenset({target}) if target else FORMATS,
        insist=bool(target),
        name=str(step.get("output", "")),
        parameters=dict(step.get("parameters", {})),  # type: ignore[call-overload]
        lenient=True,
    )
    try:
        findings = build(wish, ports, time.perf_counter).findings
        failed = False
    except ReportError as error:
        findings, failed = error.findings, True
    lines = [f"{finding.place} {finding.message} {finding.hint}" for finding in findings]
    return replace(before, failed=failed, said="\n".join([before.said, *lines]))


def agreement(case: Case, result: Result) -> Tally:
    """Everything that Quarto made of a case against what we made of it."""
    tally = outcome(case, result)
    for name, expected in case.pages.items():
        file = found(result.folder, f"{name}.html")
        actual = facts_of(file.read_text(encoding="utf-8")) if file else {}
        tally = tally.plus(compared(name, expected, actual))
    if case.paper:
        file = next(iter(sorted(result.folder.rglob("*.pdf"))), None)
        tally = tally.plus(paper_compared("pdf.txt", case.paper, paper_text(file) if file else ""))
    return tally


def found(folder: Path, name: str) -> Path | None:
    """A page of the site, wherever the project puts its site."""
    places = (folder / output / name for output in OUTPUTS)
    return next((path for path in places if path.is_file()), None)


def paper_text(file: Path) -> str:
    """The text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def outcome(case: Case, result: Result) -> Tally:
    """How the case ended, which files it made, what was said and printed."""
    ends = {True: "failure", False: "success"}
    wrong = []
    if case.fails != result.failed:
        got = f"{ends[result.failed]}: {result.said.strip()}"
        wrong.append(Difference("outcome", "end", ends[case.fails], got))
    for name in case.makes:
        if not (result.folder / name).exists():
            wrong.append(Difference("outcome", "file", name, "no such file"))
    for word in case.mentions:
        if word.lower() not in result.said.lower():
            wrong.append(Difference("outcome", "message", word, result.said.strip()))
    for line in case.prints:
        if line not in result.printed:
            wrong.append(Difference("outcome", "print", line, "\n".join(result.printed)))
    count = 1 + len(case.makes) + len(case.mentions) + len(case.prints)
    return Tally(Counter(outcome=count), tuple(wrong))
