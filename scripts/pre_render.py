"""Quarto's pre-render hook: the same checks as `report check`, before any cell runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(os.environ.get("QUARTO_PROJECT_DIR", Path(__file__).resolve().parent.parent))

# `report build` runs this hook as Quarto does, and has its own checks in the corridor.
if __name__ == "__main__" and "REPORT_BUILDING" not in os.environ:
    sys.path.insert(0, str(ROOT))
    from report.cli import main

    main(["check", str(ROOT)], prog_name="report")
