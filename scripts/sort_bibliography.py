"""Sort bibliography.bib by key, each entry as it stands: `python scripts/sort_bibliography.py [FILE]`."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from report.bibtex import entries


def in_order(text: str) -> str:
    """The entries of a BibTeX file sorted by key, a blank line between them; what leads stays first."""
    lines = text.splitlines()
    found = list(entries(text))
    starts = [entry.line - 1 for entry in found]
    blocks = ["\n".join(lines[start:end]).strip() for start, end in pairwise([*starts, len(lines)])]
    keyed = sorted(zip(found, blocks, strict=True), key=lambda pair: pair[0].key.casefold())
    head = "\n".join(lines[: starts[0]] if starts else lines).strip()
    return "\n\n".join(filter(None, [head, *(block for _, block in keyed)])) + "\n"


def main() -> None:
    """Sort the file named on the command line, or the project's own."""
    default = Path(__file__).parents[1] / "bibliography.bib"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    text = path.read_text(encoding="utf-8")
    if (sorted_text := in_order(text)) != text:
        path.write_text(sorted_text, encoding="utf-8")


if __name__ == "__main__":
    main()
