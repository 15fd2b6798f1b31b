"""Files that the metadata names: they exist."""

from __future__ import annotations

from collections.abc import Iterator

from report.engine.model import Document, Finding, Place, Project
from report.engine.options import format_names, option
from report.engine.validate.chapters.pictures import ADDRESS, is_file, shortened

NAMED = {"csl": False, "css": True, "metadata-file": True, "metadata-files": True}  # excusable?


def check_files(project: Project) -> Iterator[Finding]:
    """A finding for each file that a document's metadata names in vain, at the first that does.

    Quarto stops where a citation style is missing, and passes over the others.
    """
    seen: set[str] = set()
    for document in project.documents:
        for key, name in files_named(document):
            if name not in seen and not ADDRESS.match(name) and not is_file(project.root / name):
                seen.add(name)
                message = f"`{key}` names `{shortened(name)}`, which does not exist"
                hint = (
                    "write the file, or name another; paths are relative to the file they stand in"
                )
                place = Place(document.path)
                yield Finding("missing-file", place, message, hint, excusable=NAMED[key])


def files_named(document: Document) -> Iterator[tuple[str, str]]:
    """Each key that names files, with each of its files from the project's root."""
    for key in NAMED:
        for form in format_names(document.meta):
            value = option(document.meta, key, format=form)
            for name in value if isinstance(value, list) else [value]:
                if isinstance(name, str) and name:
                    yield key, name
