"""Writes `docs/quarto-support.md` from the catalogue: `python -m report.engine.catalogue`."""

from __future__ import annotations

from pathlib import Path

from report.engine.catalogue import CATALOGUE
from report.engine.catalogue.page import support_page

PAGE = Path(__file__).parents[3] / "docs" / "quarto-support.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(support_page(CATALOGUE), encoding="utf-8")
