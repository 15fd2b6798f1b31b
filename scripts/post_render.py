"""Quarto's post-render hook: the pages that Quarto wrote get what `report build` gives its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(os.environ.get("QUARTO_PROJECT_DIR", Path(__file__).resolve().parent.parent))


def main() -> None:
    """Finish the pages that this render made; warnings go to standard error."""
    from report.engine.wiring import finished
    from report.lines import finding_lines

    made = os.environ.get("QUARTO_PROJECT_OUTPUT_FILES", "").splitlines()
    pages = [ROOT / name for name in made if name.endswith(".html")]
    output = os.environ.get("QUARTO_PROJECT_OUTPUT_DIR")
    for line in finding_lines(finished(ROOT, Path(output) if output else None, pages)):
        print(line, file=sys.stderr)


# `report build` runs this hook as Quarto does, and has made its pages whole by itself.
if __name__ == "__main__" and "REPORT_BUILDING" not in os.environ:
    sys.path.insert(0, str(ROOT))
    main()
