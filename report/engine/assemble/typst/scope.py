"""What the writer of Typst knows while it writes one document: links, formulas, where it stands."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel", "doi"})
SOURCES = frozenset({".qmd", ".md", ".ipynb", ".html"})


@dataclass(frozen=True, slots=True)
class Scope:
    """One document within one paper.

    `labels` holds every label of the whole paper that a link can go to, as `label_of` spells them;
    `formulas` the Typst of every formula (see `formulas`); `address` is where the site will lie, or empty.
    `works` is the page of the document with the list of works, which every citation leads to.
    `nested` says that what is written stands within a box, a list or a cell, not in the text itself.
    """

    source: PurePosixPath
    labels: frozenset[str] = frozenset()
    formulas: Mapping[tuple[str, bool], str] = field(default_factory=dict)
    address: str = ""
    works: PurePosixPath | None = None
    nested: bool = False

    @property
    def inner(self) -> Scope:
        """The same, within a box, a list or a cell."""
        return replace(self, nested=True)

    @property
    def page(self) -> PurePosixPath:
        """The HTML page that the document becomes: labels are named after it."""
        return self.source.with_suffix(".html")

    def own(self, name: str) -> str:
        """The label for an id of this document; empty if nothing may link there."""
        return self.there(self.page, name) if name else ""

    def there(self, page: PurePosixPath, name: str) -> str:
        """The label for an id (or with none, the start) of any document of the paper, or empty."""
        label = label_of(page, name)
        return label if label in self.labels else ""

    def reference(self, page: PurePosixPath | None, anchor: str, target: str) -> str:
        """The label that a cross-reference goes to: its anchor, or the id as it was written."""
        page = page or self.page
        return self.there(page, anchor) or self.there(page, target)

    def file(self, target: str) -> PurePosixPath:
        """A relative address in the document as a path from the project's root."""
        path = unquote(target).removeprefix("/") if target.startswith("/") else unquote(target)
        folder = PurePosixPath() if target.startswith("/") else self.source.parent
        return PurePosixPath(posixpath.normpath(folder / path))

    def destination(self, target: str) -> tuple[str, str]:
        """Where a link leads: a label of the paper, an address outside it, or neither."""
        parts = urlsplit(target)
        if parts.scheme in SCHEMES:
            return "", target
        if parts.scheme or parts.netloc:
            return "", ""
        path = self.file(parts.path) if parts.path else self.source
        if path.suffix in SOURCES:
            label = self.there(path.with_suffix(".html"), unquote(parts.fragment))
            if not label and self.works and parts.fragment.startswith("ref-"):
                label = self.there(self.works, unquote(parts.fragment))
            if label:
                return label, ""
            path = path.with_suffix(".html")
        inside = f"#{parts.fragment}" if parts.fragment else ""
        return "", f"{self.address.rstrip('/')}/{path}{inside}" if self.address else ""


def label_of(page: PurePosixPath, name: str) -> str:
    """The label in the paper for an id of a page; ids of different documents never meet."""
    return f"{page}#{name}"
