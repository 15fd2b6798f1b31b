"""Quarto's pre-render hook: the same checks as `report check`, and a freezer that knows the data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(os.environ.get("QUARTO_PROJECT_DIR", Path(__file__).resolve().parent.parent))


def main() -> None:
    """Check the project, remove the frozen results that would be stale, lay out the site's files."""
    from report.cli import main as report
    from report.engine.freezer import thaw
    from report.engine.rendered import prepare
    from report.engine.survey import seen
    from report.engine.wish import Wish

    report(["check", str(ROOT)], prog_name="report", standalone_mode=False)
    for gone in thaw(seen(Wish(ROOT))):
        print(f"{gone.path} ({gone.ending}) runs again: {gone.why}", file=sys.stderr)
    prepare(ROOT)


# `report build` runs this hook as Quarto does, and has its own checks and memory.
if __name__ == "__main__" and "REPORT_BUILDING" not in os.environ:
    sys.path.insert(0, str(ROOT))
    main()
