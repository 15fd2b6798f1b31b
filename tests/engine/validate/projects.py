"""Projects on disk to check: a folder with tables, a descriptor and a bibliography."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from report.engine.model import Document, Kind, Place, Project, Prose

SYSTEMS = {
    "primaryKey": ["id"],
    "fields": [
        {
            "name": "id",
            "type": "string",
            "constraints": {"required": True, "pattern": "^[a-z0-9]+$"},
        },
        {"name": "kind", "type": "string", "constraints": {"enum": ["system", "rule"]}},
        {"name": "range", "type": "integer", "constraints": {"minimum": 1}},
    ],
    "missingValues": [""],
}
STEPS = {
    "primaryKey": ["id"],
    "foreignKeys": [{"fields": ["system"], "reference": {"resource": "systems", "fields": ["id"]}}],
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "system", "type": "string"},
        {"name": "date", "type": "date"},
        {"name": "sources", "type": "string"},
    ],
    "missingValues": [""],
}
GOOD = {
    "systems": "id,kind,range\natacms,system,300\nborder,rule,\n",
    "steps": 'id,system,date,sources\na,atacms,2024-11-17,one\nb,border,,"one;two"\n',
}
BIB = """@online{one, title = {{One}}, organization = {{House}}, url = {https://a.example}}
@online{two, title = {{Two}}, organization = {{House}}, url = {https://b.example}}
"""


def resource(name: str, schema: Mapping[str, object], **more: object) -> dict[str, object]:
    return {"name": name, "path": f"{name}.csv", "schema": schema, **more}


def write(root: Path, descriptor: object = None, bib: str = BIB, **tables: str | bytes) -> Path:
    """A project in `root`; `tables` replace the good ones, by name."""
    (root / "data").mkdir(exist_ok=True)
    default = {"resources": [resource("systems", SYSTEMS), resource("steps", STEPS)]}
    text = (
        descriptor if isinstance(descriptor, str) else json.dumps(descriptor or default, indent=2)
    )
    (root / "data/datapackage.json").write_text(text)
    (root / "bibliography.bib").write_text(bib)
    for name, content in {**GOOD, **tables}.items():
        encoded = content.encode() if isinstance(content, str) else content
        (root / f"data/{name}.csv").write_bytes(encoded)
    return root


def project(root: Path, *texts: str, rules: str = "", **meta: object) -> Project:
    """The project in `root`, with one chapter a text."""
    return Project(
        root=root,
        kind=Kind.BOOK,
        config={},
        documents=tuple(
            document(f"chapter{number}.qmd", text, meta) for number, text in enumerate(texts)
        ),
        output=PurePosixPath("_site"),
        bibliographies=(PurePosixPath("bibliography.bib"),),
        rules=rules,
    )


def document(path: str, text: str, meta: Mapping[str, object]) -> Document:
    place = Place(PurePosixPath(path), line=1)
    return Document(PurePosixPath(path), meta, (Prose(text, place),), ())
