"""Findings, plans and outcomes to lines for a terminal or JSON for a program; nothing is decided here."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from report.engine.model import Finding, Severity

if TYPE_CHECKING:
    from report.engine.wish import Outcome, Ran

MANY = 6  # documents that one line names
MARKUP = re.compile(r"([\\`*_\[\]<>|~$@])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Three lines a finding: where and which rule, what is wrong, what to do."""
    for finding in findings:
        yield f"{plain(str(finding.place))}: {finding.severity} ({finding.rule})"
        yield f"    {plain(finding.message)}"
        yield f"    -> {plain(finding.hint)}"


def finding_summary(findings: Sequence[Finding]) -> str:
    """ "3 errors and 1 warning in 2 files", or that nothing was found."""
    if not findings:
        return "nothing wrong was found"
    weights = Counter(finding.severity for finding in findings)
    files = len({finding.place.path for finding in findings})
    parts = [counted(weights[severity], severity) for severity in Severity if weights[severity]]
    return f"{' and '.join(parts)} in {counted(files, 'file')}"


def findings_json(findings: Iterable[Finding]) -> str:
    """A JSON list with one object a finding; empty places are null, paths are relative."""
    records = [
        {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "path": str(finding.place.path),
            "line": finding.place.line,
            "column": finding.place.column,
            "row": finding.place.row,
            "field": finding.place.field,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
    return json.dumps(records, indent=2, ensure_ascii=False)


def finding_table(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings as a Markdown table, under a line that sums them up."""
    yield f"### {finding_summary(findings)[0].upper()}{finding_summary(findings)[1:]}\n"
    if findings:
        yield "| Where | Rule | What is wrong | What to do |"
        yield "|---|---|---|---|"
    for finding in findings:
        cells = (str(finding.place), f"{finding.severity}: {finding.rule}")
        words = (finding.message, finding.hint)
        yield f"| {' | '.join(in_table(text) for text in (*cells, *words))} |"


def outcome_lines(outcome: Outcome, site: str) -> Iterator[str]:
    """What was built, which cells ran and why, how long each stage took, where to look."""
    files = outcome.edition.files
    pages = sum(file.suffix == ".html" for file in files)
    papers = sum(file.suffix == ".pdf" for file in files)
    if outcome.unchanged:
        yield f"nothing has changed: {counted(pages, 'page')} and {counted(papers, 'PDF')} in {site}"
        return
    yield from ran_lines([ran for ran in outcome.ran if ran.reason is not None])
    reused = sum(ran.reason is None for ran in outcome.ran)
    if reused:
        yield f"cells of {counted(reused, 'document')} reused"
    laps = "  ".join(f"{name} {seconds:.1f}" for name, seconds in outcome.seconds.items())
    yield f"{sum(outcome.seconds.values()):.1f} s: {laps}"
    yield f"{counted(pages, 'page')} and {counted(papers, 'PDF')} in {site}"


def ran_lines(runs: Sequence[Ran]) -> Iterator[str]:
    """Which documents' cells ran, those with the same reason together."""
    for reason in dict.fromkeys(ran.reason for ran in runs):
        same = [ran for ran in runs if ran.reason is reason]
        names = ", ".join(plain(str(ran.path)) for ran in same[:MANY])
        rest = f" and {len(same) - MANY} more" if len(same) > MANY else ""
        yield f"cells ran ({reason}): {names}{rest}"


def plan_lines(documents: Iterable[Ran]) -> Iterator[str]:
    """One line a document: whether its cells would run, and why."""
    for ran in documents:
        detail = f": {plain(ran.detail)}" if ran.detail else ""
        yield f"{plain(str(ran.path))}  {f'run ({ran.reason}{detail})' if ran.reason else 'reuse'}"


def plan_table(documents: Sequence[Ran]) -> Iterator[str]:
    """The same as a Markdown table, under a line that sums it up."""
    runs = sum(ran.reason is not None for ran in documents)
    yield f"### Cells of {counted(runs, 'document')} run, {len(documents) - runs} reused\n"
    yield "| Document | Cells | Why |"
    yield "|---|---|---|"
    for ran in documents:
        why = f"{ran.reason}{f': {ran.detail}' if ran.detail else ''}" if ran.reason else ""
        yield f"| {in_table(str(ran.path))} | {'run' if why else 'reuse'} | {in_table(why)} |"


def in_table(text: str) -> str:
    """`text` for a cell of a Markdown table: one line, nothing in it is markup."""
    return MARKUP.sub(r"\\\1", " ".join(plain(text).split()))


def plain(text: str) -> str:
    """`text` without control and direction characters: data must not steer a terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", "\n    ")


def counted(number: int, noun: str) -> str:
    """ "1 page", "3 pages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
