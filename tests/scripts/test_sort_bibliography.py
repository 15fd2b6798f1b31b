from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
in_order = runpy.run_path(str(ROOT / "scripts/sort_bibliography.py"))["in_order"]

UNSORTED = """% Our sources.

@online{b,
  title = {{B}},
}
@online{a,
  title = {{A}},
}


@online{C,
  title = {{C}},
}
"""


def test_entries_are_sorted_by_key_and_nothing_is_lost():
    assert in_order(UNSORTED).splitlines()[0] == "% Our sources."
    assert [line for line in in_order(UNSORTED).splitlines() if line.startswith("@")] == [
        "@online{a,",
        "@online{b,",
        "@online{C,",
    ]


def test_sorting_twice_changes_nothing():
    assert in_order(in_order(UNSORTED)) == in_order(UNSORTED)


def test_the_report_s_own_bibliography_is_in_order():
    text = (ROOT / "bibliography.bib").read_text(encoding="utf-8")

    assert in_order(text) == text
