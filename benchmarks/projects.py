"""Projects to measure: a copy of this report, and generated ones with so many chapters or rows."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

REPORT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".*", "_site", "_briefs", "_quarto-site", "_freeze", "__pycache__", "tests", "benchmarks"
)
CHAPTER = """\
---
title: "Brief {number}"
params:
  number: {number}
---

Some words before the numbers.

```{{python}}
#| tags: [parameters]
number = {number}
```

```{{python}}
total = sum(range(number * 1000))
print(total)
```

In all `{{python}} total`.
"""
SECTION = """\
---
title: "Chapter {number}"
---

Some words before @sec-{following}.

## A section {{#sec-{number}}}

A paragraph that leads to [the next chapter](chapter-{following:04}.qmd).
"""
ROWS = """\
---
title: Rows
---

```{python}
import pandas as pd

rows = pd.read_csv("rows.csv")
rows.groupby("kind").value.mean()
```
"""


def report_in(folder: Path) -> Path:
    """A copy of this report, its program too, with nothing remembered."""
    return Path(shutil.copytree(REPORT, folder, ignore=LEFT_OUT))


def briefs_in(folder: Path, count: int) -> Path:
    """A project of `count` briefs, each with its parameter, as PDFs and pages."""
    folder.mkdir()
    config = "project:\n  type: default\n  output-dir: _site\nformat:\n  html: default\n  typst: default\n"
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    for number in range(count):
        text = CHAPTER.format(number=number)
        (folder / f"brief-{number:04}.qmd").write_text(text, encoding="utf-8")
    return folder


def book_in(folder: Path, count: int) -> Path:
    """A book of `count` chapters without cells, each referring to the next, as pages."""
    folder.mkdir()
    names = [f"chapter-{number:04}.qmd" for number in range(count)]
    listed = "".join(f"    - {name}\n" for name in ("index.qmd", *names))
    config = f"project:\n  type: book\n  output-dir: _site\nbook:\n  title: A book\n  chapters:\n{listed}"
    (folder / "_quarto.yml").write_text(f"{config}format:\n  html: default\n", encoding="utf-8")
    (folder / "index.qmd").write_text("---\ntitle: A book\n---\n\nWelcome.\n", encoding="utf-8")
    for number, name in enumerate(names):
        text = SECTION.format(number=number, following=(number + 1) % count)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rows_in(folder: Path, count: int) -> Path:
    """A project with one chapter that sums up `count` rows."""
    folder.mkdir()
    config = "project:\n  type: default\n  output-dir: _site\nformat:\n  html: default\n"
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "rows.qmd").write_text(ROWS, encoding="utf-8")
    with (folder / "rows.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["kind", "value"])
        writer.writerows((f"k{number % 7}", number) for number in range(count))
    return folder


# --- edits -------------------------------------------------------------------------------------


def edit_prose(report: Path) -> None:
    """A sentence more at the end of one chapter."""
    append(report / "chapters/weapons.qmd", "\nOne sentence more.\n")


def edit_row(report: Path) -> None:
    """A word more in one row of a table, which one chapter reads."""
    path = report / "data/first_losses.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    fields = next(csv.reader([first]))
    fields[head.strip().split(",").index("what")] += " (edited)"
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(head)
        csv.writer(file, lineterminator="\n").writerow(fields)
        file.writelines(rest)


def edit_figure(report: Path) -> None:
    """Another style of one figure."""
    append(report / "figures/armour.py", "\n# another style\n")


def append(path: Path, text: str) -> None:
    """Add `text` to the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
