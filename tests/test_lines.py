"""What the command says, as lines."""

from __future__ import annotations

from pathlib import PurePosixPath

from report.engine.model import Reason
from report.engine.wish import Ran
from report.lines import plan_table


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
