"""What the writer of Typst knows while it writes one document: links, formulas, where it stands."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

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
        return self.first(self.reference_aims(page, anchor, target))

    def reference_aims(
        self, page: PurePosixPath | None, anchor: str, target: str
    ) -> tuple[str, ...]:
        """The labels that a cross-reference may mean, the best first."""
        return tuple(label_of(page or self.page, name) for name in (anchor, target))

    def first(self, aims: tuple[str, ...]) -> str:
        """The first of some labels that the paper has, or empty."""
        return next((label for label in aims if label in self.labels), "")

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
        label = self.first(self.link_aims(target))
        if label:
            return label, ""
        path = self.target_of(parts)
        page = path.with_suffix(".html") if path.suffix in SOURCES else path
        inside = f"#{parts.fragment}" if parts.fragment else ""
        return "", f"{self.address.rstrip('/')}/{page}{inside}" if self.address else ""

    def link_aims(self, target: str) -> tuple[str, ...]:
        """The labels that a link may mean, the best first; none where it leads out of the paper."""
        parts = urlsplit(target)
        path = self.target_of(parts)
        if parts.scheme or parts.netloc or path.suffix not in SOURCES:
            return ()
        is_work = self.works and parts.fragment.startswith("ref-")
        pages = (path.with_suffix(".html"), *((self.works,) if is_work else ()))
        return tuple(label_of(page, unquote(parts.fragment)) for page in pages)

    def target_of(self, parts: SplitResult) -> PurePosixPath:
        """The file that a relative address names; the document itself where it names none."""
        return self.file(parts.path) if parts.path else self.source


def label_of(page: PurePosixPath, name: str) -> str:
    """The label in the paper for an id of a page; ids of different documents never meet."""
    return f"{page}#{name}"
