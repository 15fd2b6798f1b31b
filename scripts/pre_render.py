"""Quarto's pre-render hook: the same checks as `report check`, before any cell runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(os.environ.get("QUARTO_PROJECT_DIR", Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(ROOT))

from report.cli import main  # noqa: E402  (the path must be set first)

if __name__ == "__main__":
    main(["check", str(ROOT)], prog_name="report")
