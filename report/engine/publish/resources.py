"""Files of the project that the site shows: the listed resources, and what its pages point at."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from report.engine.model import Book, Page, Project
from report.engine.publish import folder
from report.engine.publish.navigation import flat

DOWNLOADS = PurePosixPath(folder.DOWNLOADS)  # what is published though no page may show it
CODE = f"{DOWNLOADS}/*-code.zip"
# The sign before a value is looked for first, and its name behind it: pages are long.
REFERENCE = re.compile(
    r'="(?!https://)(?:(?<=\bsrc=")|(?<=\bhref=")|(?<=\bposter=")|(?<=\bdata-chart="))([^"#?]+)'
)
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


def references(page: Page) -> tuple[PurePosixPath, ...]:
    """The files that a page names, relative to the site; addresses outside are left out."""
    return named_in(page.title_block, page.body, page.target.parent)


@lru_cache(maxsize=1024)  # several steps ask, of the same pages
def named_in(title_block: str, body: str, folder: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """The files that the HTML of a page in `folder` names, each once."""
    addresses = [*REFERENCE.findall(title_block), *REFERENCE.findall(body)]
    found = (file_at(address, folder) for address in dict.fromkeys(addresses))
    return tuple(dict.fromkeys(path for path in found if path is not None))


def file_at(address: str, folder: PurePosixPath) -> PurePosixPath | None:
    """The file of the site that an address on a page in `folder` names, or None."""
    parts = urlsplit(address.replace("&amp;", "&"))
    if parts.scheme or parts.netloc or not parts.path:
        return None
    below = "" if parts.path.startswith("/") else folder
    path = PurePosixPath(normpath(below / PurePosixPath(unquote(parts.path).lstrip("/"))))
    return path if path.parts and path.parts[0] != ".." else None


def is_output(path: PurePosixPath, project: Project) -> bool:
    """Whether a file lies in the site already: it came from an earlier build."""
    return project.output == PurePosixPath(".") or path.is_relative_to(project.output)


def is_download(path: PurePosixPath) -> bool:
    """Whether a file was made for readers to take away."""
    return path.is_relative_to(DOWNLOADS)
