"""What the command says, as lines."""

from __future__ import annotations

from pathlib import PurePosixPath

from report.engine.model import Finding, Place, Reason, Severity
from report.engine.wish import Ran
from report.lines import finding_table, plan_table


def test_a_plan_is_a_table_in_which_no_name_is_markup():
    plan = [
        Ran(PurePosixPath("a|b.qmd"), Reason.DATA, "data/[x](y).csv\nmore"),
        Ran(PurePosixPath("c.qmd"), None),
    ]
    assert "\n".join(plan_table(plan)).splitlines() == [
        "### Cells of 1 document run, 1 reused",
        "",
        "| Document | Cells | Why |",
        "|---|---|---|",
        r"| a\|b.qmd | run | data: data/\[x\](y).csv more |",
        "| c.qmd | reuse |  |",
    ]


def test_findings_are_a_table_in_which_no_name_is_markup():
    place = Place(PurePosixPath("a|b.csv"), row=2)
    findings = [Finding("lock-inputs", place, "a *row*", "lock `it`", Severity.WARNING)]
    assert "\n".join(finding_table(findings)).splitlines() == [
        "### 1 warning in 1 file",
        "",
        "| Where | Rule | What is wrong | What to do |",
        "|---|---|---|---|",
        rf"| {str(place).replace('|', chr(92) + '|')} | warning: lock-inputs | a \*row\* | lock \`it\` |",
    ]
    assert "\n".join(finding_table([])) == "### Nothing wrong was found\n"
