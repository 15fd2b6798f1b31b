"""A project with a small data package, as the evidence of its pages needs it."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from report.engine.provenance import Derivation, RowSet
from report.engine.publish.evidence import Chapter, Ground

PACKAGE = {
    "resources": [
        {
            "name": "tanks",
            "path": "tanks.csv",
            "title": "Tanks & guns",
            "asOf": {"known": "seen_on"},
            "schema": {
                "primaryKey": "tank_id",
                "fields": [
                    {"name": "tank_id", "type": "string"},
                    {"name": "name", "type": "string"},
                    {"name": "seen_on", "type": "string", "dated": True},
                    {"name": "sources", "type": "string", "separator": ";"},
                ],
            },
        },
        {
            "name": "promises",
            "path": "promises.csv",
            "title": "Promises",
            "asOf": {
                "known": "made_on",
                "hides": {"kept_on": {"fields": ["how"]}},
            },
            "schema": {
                "primaryKey": ["tank_id", "number"],
                "fields": [
                    {"name": "tank_id", "type": "string"},
                    {"name": "number", "type": "integer"},
                    {"name": "made_on", "type": "string", "dated": True, "title": "Made"},
                    {"name": "kept_on", "type": "string", "dated": True},
                    {"name": "how", "type": "string"},
                    {"name": "sources", "type": "string", "separator": ";"},
                ],
                "foreignKeys": [
                    {
                        "fields": ["tank_id"],
                        "reference": {"resource": "tanks", "fields": ["tank_id"]},
                    }
                ],
            },
        },
    ]
}
TANKS = """tank_id,name,seen_on,sources
a,Anton <b>,2022-03,paper
b,"Berta; 2",2022-04-05,paper;book
c,Caesar,2023-01-01,book
"""
PROMISES = """tank_id,number,made_on,kept_on,how,sources
a,1,2022-03-01,2022-05-01,by rail,paper
a,2,2022-03-02,2023-06-01,by sea,paper;later
"""
BIBLIOGRAPHY = """@article{paper,
  author = {Writer, Ann and Other, Bob},
  title = {What was said},
  journal = {The Paper},
  date = {2022-03-01},
  url = {https://paper.example/said?a=1&b=2},
  keywords = {press, title-from-address},
}

@book{book,
  author = {{House & Co}},
  title = {A book},
  date = {2021},
  url = {http://book.example/},
}

@article{later,
  title = {Known later},
  date = {2024-01-01},
  url = {https://later.example/},
}
"""
CODE = "import os\n\n\ndef median(rows):\n    return rows  # <the middle>\n"


def laid_out(root: Path) -> Ground:
    """The project's files at `root`."""
    (root / "data").mkdir()
    (root / "data" / "datapackage.json").write_text(json.dumps(PACKAGE))
    (root / "data" / "tanks.csv").write_text(TANKS)
    (root / "data" / "promises.csv").write_text(PROMISES)
    (root / "works.bib").write_text(BIBLIOGRAPHY)
    (root / "waits.py").write_text(CODE)
    return Ground(root, (PurePosixPath("works.bib"),))


def value(text: str, *rows: RowSet, function: str = "waits.median") -> Derivation:
    """A derived value."""
    return Derivation(text, function, "", rows)


def chapter(*derivations: Derivation, day: str = "2022-12-31") -> Chapter:
    """A chapter with derived values."""
    return Chapter(PurePosixPath("chapters/one.html"), "One", "en", day, derivations)
