"""Links in prose to files of the project: the file exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from report.engine.model import Document, Finding
from report.engine.validate.chapters.pictures import is_file, shortened
from report.engine.validate.chapters.prose import Reference, references_in

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
SOURCES = (".qmd", ".md", ".ipynb")


def check_links(document: Document, root: Path) -> Iterator[Finding]:
    """Findings for links whose target does not exist; Quarto leaves them as they are."""
    for reference in references_in(document):
        if not reference.image and not reference.target.startswith("#"):
            yield from check_link(reference, document, root)


def check_link(reference: Reference, document: Document, root: Path) -> Iterator[Finding]:
    """The finding for one link into nothing, or over an open line."""
    target = reference.target
    if target.startswith("http:"):
        message = f"the link `{shortened(target)}` is not encrypted"
        yield Finding("open-link", reference.place, message, "write https://", excusable=True)
    elif not SCHEME.match(target) and not leads_somewhere(target, document, root):
        message = f"the link `{shortened(target)}` leads to no file"
        hint = "paths are relative to the document; begin with / for the project's root"
        yield Finding("dead-link", reference.place, message, hint, excusable=True)


def leads_somewhere(target: str, document: Document, root: Path) -> bool:
    """Whether `target` is a file or folder of the project, or a page made from one."""
    name = unquote(target.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    base = PurePosixPath() if name.startswith("/") else document.path.parent
    file = root / base / name.lstrip("/")
    sources = (file.with_suffix(suffix) for suffix in SOURCES) if file.suffix == ".html" else ()
    return is_file(file) or is_folder(file) or any(map(is_file, sources))


def is_folder(file: Path) -> bool:
    """Whether a folder is there; a name that no folder can have is not."""
    try:
        return file.is_dir()
    except (OSError, ValueError):
        return False
