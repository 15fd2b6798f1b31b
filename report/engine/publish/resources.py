"""Files of the project that the site shows: the listed resources, and what its pages point at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from report.engine.model import Book, Page, Project
from report.engine.publish.navigation import flat

REFERENCE = re.compile(r'\b(?:src|href|poster)="([^"#?]+)')
SOURCES = {".qmd", ".ipynb"}


def resources_of(book: Book, project: Project) -> dict[PurePosixPath, Path]:
    """Where each file of the project goes in the site, and where it is now.

    As Quarto does, a file that a page shows or links to is published with it. Nothing outside the
    project is ever taken, and nothing is copied onto itself.
    """
    wanted = {*project.resources, *(path for page in book.pages for path in references(page))}
    wanted |= {
        link.target for link in flat((*book.navigation, *book.bar)) if link.target is not None
    }
    root = project.root.resolve()
    found = {path: root / path for path in sorted(wanted) if path.suffix not in SOURCES}
    return {
        path: source
        for path, source in found.items()
        if source.is_file()
        and source.resolve().is_relative_to(root)
        and not is_output(path, project)
    }


def references(page: Page) -> Iterator[PurePosixPath]:
    """The files that a page names, relative to the site; addresses outside are left out."""
    for address in dict.fromkeys(REFERENCE.findall(page.title_block + page.body)):
        if address.startswith("https://"):  # most of them
            continue
        parts = urlsplit(address.replace("&amp;", "&"))
        if parts.scheme or parts.netloc or not parts.path:
            continue
        below = "" if parts.path.startswith("/") else page.target.parent
        path = PurePosixPath(normpath(below / PurePosixPath(unquote(parts.path).lstrip("/"))))
        if path.parts and path.parts[0] != "..":
            yield path


def is_output(path: PurePosixPath, project: Project) -> bool:
    """Whether a file lies in the site already: it came from an earlier build."""
    return project.output == PurePosixPath(".") or path.is_relative_to(project.output)
