"""Pages and files of evidence that nobody has opened: most edits leave them as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from report.engine.content import Unread, content_of
from report.engine.digest import digest
from report.engine.model import Page

ROW = 'class="evidence-row"'


@dataclass(frozen=True, slots=True)
class Told:
    """The text of a page, unopened: its digest, and whether it shows rows of a table."""

    digest: str
    rows: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of ours among the site's, its text unopened: `opened` gives it."""

    target: PurePosixPath
    title: str
    language: str
    told: Told
    opened: Callable[[], str] = field(repr=False, compare=False)

    @property
    def page(self) -> Page:
        """The page with its text."""
        return Page(
            source=self.target.with_suffix(".qmd"),
            target=self.target,
            language=self.language,
            title=self.title,
            window_title=self.title,
            number="",
            description="",
            title_block=f"<h1>{escape(self.title)}</h1>",
            body=self.opened(),
        )


def told_of(text: str) -> Told:
    """What is told of a page's text."""
    return Told(digest(text), ROW in text)


def unread(text: str) -> tuple[str, int]:
    """The digest and the number of bytes of a file with this text."""
    content = content_of(text.encode())
    return content.sha256, len(content)


def unread_file(said: tuple[str, int], opened: Callable[[], str]) -> Unread:
    """A file of which only `unread` is known; `opened` gives its text."""
    sha256, size = said
    return Unread(sha256, size, lambda: opened().encode())
