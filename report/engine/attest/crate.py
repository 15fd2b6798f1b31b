"""The site as an RO-Crate (https://w3id.org/ro/crate): data, code, people, licence, what came out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.model import Book, Project
from report.engine.options import deep

CRATE = PurePosixPath("ro-crate-metadata.json")
PACKAGE = PurePosixPath("data/datapackage.json")
KINDS = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".zip": "application/zip",
    ".csv": "text/csv",
    ".ipynb": "application/x-ipynb+json",
    ".py": "text/x-python",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One file that the crate describes."""

    path: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class About:
    """What the crate says: of the whole, and of its parts. Empty where the project does not tell."""

    title: str
    description: str
    authors: tuple[str, ...]
    license: str
    date: str
    address: str
    keywords: tuple[str, ...]
    parts: tuple[Part, ...]


def about(books: Sequence[Book], project: Project, files: Sequence[PurePosixPath]) -> About:
    """What there is to say of a site with these files."""
    package = package_of(project.root)
    return About(
        title=books[0].title,
        description=text_of(project, "description") or str(package.get("description", "")),
        authors=tuple(names(option(project, "author"))),
        license=text_of(project, "license") or first_license(package),
        date=text_of(project, "date")[:10],
        address=books[0].address,
        keywords=tuple(map(str, listed(package.get("keywords")))),
        parts=tuple(parts(books, files)),
    )


def parts(books: Sequence[Book], files: Sequence[PurePosixPath]) -> Iterator[Part]:
    """Pages, papers, downloads, and what is told of how they were made."""
    titles = {page.target: page.title for page in books[0].pages}
    titles |= {paper.target: paper.title for book in books for paper in book.papers}
    for path in files:
        told = path in titles or path.parts[0] in {"downloads", "provenance"}
        if told and path.suffix in KINDS:
            yield Part(str(path), titles.get(path) or path.name, KINDS[path.suffix])


def metadata(said: About) -> str:
    """The crate's metadata as JSON-LD; no date where the project tells none."""
    from rocrate.model.contextentity import ContextEntity
    from rocrate.model.data_entity import DataEntity
    from rocrate.model.person import Person
    from rocrate.rocrate import ROCrate

    crate = ROCrate()
    root = crate.root_dataset
    root["name"], root["description"] = said.title, said.description or said.title
    told = {"datePublished": said.date, "keywords": list(said.keywords), "url": said.address}
    for key, value in told.items():
        if value:
            root[key] = value
    authors = [
        crate.add(Person(crate, f"#author-{place}", properties={"name": name}))
        for place, name in enumerate(said.authors, 1)
    ]
    if authors:
        root["author"] = authors
    if said.license:
        licence = ContextEntity(crate, said.license, properties={"@type": "CreativeWork"})
        root["license"] = crate.add(licence)
    for part in said.parts:
        properties = {"@type": "File", "name": part.name, "encodingFormat": part.kind}
        crate.add(DataEntity(crate, part.path, properties=properties))
    return json.dumps(settled(crate.metadata.generate(), said), indent=1, sort_keys=True) + "\n"


def settled(graph: dict[str, Any], said: About) -> dict[str, Any]:
    """The metadata without the moment that the library takes from the clock, in a fixed order."""
    entities = sorted(graph["@graph"], key=lambda entity: entity["@id"])
    for entity in entities:
        if entity["@id"] == "./" and not said.date:
            entity.pop("datePublished", None)
    return {**graph, "@graph": entities}


# --- what a project says of itself ---------------------------------------------------------------


def option(project: Project, name: str) -> object:
    """An option of the book or website, or of the project's top level."""
    found = deep(project.config, (str(project.kind), name))
    return project.config.get(name) if found is None else found


def text_of(project: Project, name: str) -> str:
    """An option as text, or an empty one."""
    value = option(project, name)
    return "" if value is None or isinstance(value, Mapping | list) else str(value)


def names(value: object) -> Iterator[str]:
    """The names of authors, however they are written."""
    for each in listed(value):
        name = each.get("name", "") if isinstance(each, Mapping) else each
        if isinstance(name, str) and name:
            yield name


def listed(value: object) -> list[object]:
    """A value as a list: itself, or just it, or nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def package_of(root: Path) -> Mapping[str, Any]:
    """The project's data package, as far as it can be read."""
    try:
        found = json.loads((root / PACKAGE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def first_license(package: Mapping[str, Any]) -> str:
    """The address of the data's licence, or an empty text."""
    first = next(iter(listed(package.get("licenses"))), None)
    return str(first.get("path", "")) if isinstance(first, Mapping) else ""
