"""Images in prose: their files exist, they come from here, and they have a text beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from report.engine.model import Document, Finding
from report.engine.validate.chapters.prose import Reference, references_in

ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")
ALT = re.compile(r"""(?:fig-)?alt\s*=\s*(?:"[^"]+"|'[^']+'|[^\s}"']+)""")


def check_pictures(document: Document, root: Path) -> Iterator[Finding]:
    """Findings for the images of a document; Quarto says nothing of any of these."""
    for reference in references_in(document):
        if reference.image:
            yield from check_source(reference, document, root)
            yield from check_text(reference)


def check_source(reference: Reference, document: Document, root: Path) -> Iterator[Finding]:
    """The finding for an image that is not here."""
    target = reference.target
    if ADDRESS.match(target):
        message = f"the image `{shortened(target)}` lies on another host"
        hint = "copy it into the project: pages load nothing from other hosts"
        yield Finding("remote-image", reference.place, message, hint, excusable=True)
    elif not target.startswith(("data:", "#")) and not found(target, document, root):
        message = f"the image file `{shortened(target)}` does not exist"
        hint = "paths are relative to the document; begin with / for the project's root"
        yield Finding("missing-image", reference.place, message, hint, excusable=True)


def check_text(reference: Reference) -> Iterator[Finding]:
    """The finding for an image that says nothing to those who cannot see it."""
    if not ALT.search(reference.attributes):
        message = f"the image `{shortened(reference.target)}` has no alternative text"
        hint = 'add {fig-alt="..."} after it, with a text for those who cannot see it'
        yield Finding("fig-alt", reference.place, message, hint, excusable=True)


def found(target: str, document: Document, root: Path) -> bool:
    """Whether the file that `target` names exists; without a suffix it may be of several kinds."""
    name = unquote(target.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    file = root / name.lstrip("/") if name.startswith("/") else root / document.path.parent / name
    return is_file(file) or (not file.suffix and any(map(is_file, variants(file))))


def variants(file: Path) -> Iterator[Path]:
    """The files that a name without suffix may stand for, by format."""
    return (file.with_suffix(suffix) for suffix in (".png", ".svg", ".jpg"))


def is_file(file: Path) -> bool:
    """Whether a file is there; a name that no file can have is not."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def shortened(text: str) -> str:
    """A target for a message, cut where it is long."""
    return text if len(text) <= 80 else f"{text[:80]}..."
