"""A small report on real rows, and what may happen to rows of a later day: dropped, reworded, moved."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from report.bibtex import entries

ROOT = Path(__file__).parents[2]
TABLES = (
    "weapon_systems",
    "weapons_decisions",
    "timeline",
    "claims",
    "claim_evidence",
    "claim_outcomes",
)
SYSTEMS = ("himars", "f16", "taurus", "patriot", "tomahawk")  # some with later steps, some without
CLAIMS = ("claim_07", "claim_15", "claim_41", "claim_57")
CONFIG = """\
project:
  type: book
book:
  title: A small report
  author: A. Author
  chapters: [index.qmd, steps.qmd, next.qmd, references.qmd]
lang: en-GB
bibliography: bibliography.bib
citeproc: true
as-of: 2024-11-19
execute:
  echo: false
format:
  html: default
  typst: default
"""
INDEX = """\
# Summary {.unnumbered}

```{python}
#| include: false
from report import as_of, cite, data, show, table
from report.derived import derive

def counted(name):
    \"\"\"How many rows are known.\"\"\"
    rows = data(name)
    return derive(len(rows), rows, by=counted)
```

[There were `{python} counted("weapons_decisions")` steps, `{python} counted("claims")` claims and
`{python} counted("claim_outcomes")` outcomes.]{.any-day} See [what came next](next.qmd).
"""
STEPS = """\
---
title: Steps
---

```{python}
#| include: false
import altair as alt
from report import cite, data, show, table

steps, events, facts = data("weapons_decisions"), data("timeline"), data("claim_evidence")
```

```{python}
#| label: fig-steps
#| fig-cap: "Steps by day."
#| fig-alt: "Dots."
marks = alt.Chart(steps[["date", "system_id"]].reset_index(drop=True)).mark_point()
show(marks.encode(x="date:T", y="system_id:N"))
```

```{python}
#| label: tbl-steps
#| tbl-cap: "All steps."
steps = steps.assign(seen=[cite(keys, most=1) for keys in steps["sources"]])
table(steps, {"date": "Day", "system_id": "System", "note": "Note", "seen": "Source"})
```

```{python}
#| label: tbl-events
#| tbl-cap: "All events."
table(events, {"date": "Day", "event": "Event"})
```

```{python}
#| label: tbl-facts
#| tbl-cap: "All facts."
table(facts, {"known_on": "Day", "text": "Fact"})
```

Prose of the day itself.
"""
NEXT = """\
---
title: What came next
as-of: 2026-02-24
---

```{python}
from report import data, table

table(data("claim_outcomes"), {"claim_id": "Claim", "what_happened": "What happened"})
```
"""
REFERENCES = "---\ntitle: References\n---\n\n::: {#refs}\n:::\n"


Rows = dict[str, list[dict[str, str]]]


def entries_of_package() -> dict[str, dict[str, Any]]:
    """The entries of the small report's tables."""
    package = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    return {one["name"]: one for one in package["resources"] if one["name"] in TABLES}


ENTRIES = entries_of_package()


def real_rows() -> Rows:
    """Some rows of each table, as they stand."""
    found: Rows = {}
    for name, entry in ENTRIES.items():
        with (ROOT / "data" / entry["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        keep = {"system_id": SYSTEMS, "claim_id": CLAIMS}
        column = next((column for column in keep if column in rows[0]), None)
        found[name] = [row for row in rows if row[column] in keep[column]] if column else rows[::4]
    return found


def write(folder: Path, rows: Rows) -> None:
    """The small report with these rows."""
    texts = {"_quarto.yml": CONFIG, "index.qmd": INDEX, "steps.qmd": STEPS, "next.qmd": NEXT}
    for name, text in {**texts, "references.qmd": REFERENCES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "data").mkdir(exist_ok=True)
    package = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = list(ENTRIES.values())
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name, lines in rows.items():
        path = folder / "data" / ENTRIES[name]["path"]
        fields = [field["name"] for field in ENTRIES[name]["schema"]["fields"]]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
    (folder / "bibliography.bib").write_text(bibliography(real_rows()), encoding="utf-8")


def bibliography(rows: Rows) -> str:
    """The entries of the pages that rows name."""
    text = (ROOT / "bibliography.bib").read_text(encoding="utf-8")
    lines, found = text.splitlines(), list(entries(text))
    ends = [entry.line - 1 for entry in found[1:]] + [len(lines)]
    wanted = {
        key for table in rows.values() for row in table for key in row.get("sources", "").split(";")
    }
    kept = (
        "\n".join(lines[entry.line - 1 : end]).strip()
        for entry, end in zip(found, ends, strict=True)
        if entry.key in wanted
    )
    return "\n\n".join(kept) + "\n"


def build(folder: Path, day: str) -> dict[str, bytes]:
    """The edition for a day, file by file, but for the record of what it was made from."""
    shutil.rmtree(folder / "_book", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "report", "build", str(folder), "--as-of", day],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "_book"
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    return {name: content for name, content in files.items() if not name.startswith("provenance/")}


# --- rows of a later day -----------------------------------------------------------------------


def is_later(row: Mapping[str, str], entry: Mapping[str, Any], day: str) -> bool:
    """Whether a row tells of something that became known after a day."""
    rule = entry["asOf"]
    days = [row[rule[name]] for name in ("known", "disclosed") if name in rule]
    return rule.get("since", "") > day or any(last_day(text) > day for text in days if text)


def last_day(text: str) -> str:
    """The last day that an ISO date can mean, or one as good."""
    return text + {4: "-12-31", 7: "-31"}.get(len(text), "")


def without_later(rows: Rows, day: str) -> Rows:
    """The rows but for later ones, and for those that point to a later one."""
    kept = {
        name: [row for row in lines if not is_later(row, ENTRIES[name], day)]
        for name, lines in rows.items()
    }
    for name, entry in ENTRIES.items():
        for key in entry["schema"].get("foreignKeys", ()):
            [column] = key["fields"]
            there = {row[column] for row in kept[key["reference"]["resource"]]}
            kept[name] = [row for row in kept[name] if row[column] in there]
    return kept


def with_others(rows: Rows, day: str, seed: int) -> Rows:
    """The rows, later ones some dropped where nothing points to them, the others reworded and moved."""
    chance = random.Random(seed)
    pointed = {
        key["reference"]["resource"]
        for e in ENTRIES.values()
        for key in e["schema"].get("foreignKeys", ())
    }
    changed: Rows = {}
    for name, lines in rows.items():
        entry = ENTRIES[name]
        changed[name] = []
        for row in lines:
            if not is_later(row, entry, day):
                changed[name].append(row)
            elif name in pointed or chance.random() < 0.6:
                changed[name].append(reworded(row, entry, chance))
    return changed


def reworded(
    row: dict[str, str], entry: Mapping[str, Any], chance: random.Random
) -> dict[str, str]:
    """A row with other words in its free texts, and on a still later day."""
    free = [field["name"] for field in entry["schema"]["fields"] if is_free(field)]
    words = {name: f"word {chance.randrange(10**6)}" for name in free if row[name]}
    known = entry["asOf"].get("known", "")
    moved = {known: re.sub(r"^\d{4}", "2027", row[known])} if row.get(known) else {}
    return {**row, **words, **moved}


def is_free(field: Mapping[str, Any]) -> bool:
    """Whether a field holds any words."""
    limits = field.get("constraints", {})
    plain = field["type"] == "string" and not field.get("dated") and field["name"] != "sources"
    return (
        plain
        and not {"enum", "pattern", "unique"} & set(limits)
        and not field["name"].endswith("_id")
    )
