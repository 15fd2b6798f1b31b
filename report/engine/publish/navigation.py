"""From a book's links to what one page shows of them: addresses from where it stands, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from report.engine.model import Book, Contents, Link, Page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the navigation, as a page shows it; `href` is empty for a mere title."""

    text: str
    number: str
    href: str
    active: bool
    section: bool
    children: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page's own contents, with the lines below it. `text` is HTML."""

    anchor: str
    number: str
    text: str
    children: tuple[Entry, ...] = ()


def lines(links: Sequence[Link], page: Page) -> tuple[Line, ...]:
    """The navigation as seen from `page`."""
    return tuple(line(link, page) for link in links)


def line(link: Link, page: Page) -> Line:
    """One link as seen from `page`."""
    return Line(
        text=link.text,
        number=link.number,
        href=address(link, page),
        active=link.target == page.target,
        section=bool(link.children),
        children=lines(link.children, page),
    )


def neighbours(book: Book, page: Page) -> tuple[Line | None, Line | None]:
    """What comes before and after `page` in the book's order, where the book wants that shown."""
    order = list(pages_in(book.navigation))
    here = next((i for i, link in enumerate(order) if link.target == page.target), None)
    if here is None or not book.page_navigation:
        return None, None
    previous = line(order[here - 1], page) if here > 0 else None
    following = line(order[here + 1], page) if here + 1 < len(order) else None
    return previous, following


def pages_in(links: Sequence[Link]) -> Iterator[Link]:
    """Every link to a page of the site, in order."""
    return (link for link in flat(links) if link.target and link.target.suffix == ".html")


def flat(links: Sequence[Link]) -> list[Link]:
    """All links, sections and what is in them, in order."""
    return [each for link in links for each in (link, *flat(link.children))]


def entries(contents: Sequence[Contents]) -> tuple[Entry, ...]:
    """A page's contents as a tree: a line belongs to the nearest one before it of a lower level."""
    found: list[Entry] = []
    start = 0
    while start < len(contents):
        top = contents[start]
        end = start + 1
        while end < len(contents) and contents[end].level > top.level:
            end += 1
        below = entries(contents[start + 1 : end])
        found.append(Entry(top.anchor, top.number, top.text, below))
        start = end
    return tuple(found)


def address(link: Link, page: Page) -> str:
    """Where a link leads, written relative to `page`."""
    if link.address or link.target is None:
        return link.address
    return upward(link.target, page.target)


def upward(target: PurePosixPath, page: PurePosixPath) -> str:
    """The address of a file by way of the site's root, as Quarto writes it in the navigation."""
    return seen_below(len(page.parts) - 1, target)


@lru_cache(maxsize=4096)
def seen_below(depth: int, target: PurePosixPath) -> str:
    """The address of a file from so many folders below the site's root."""
    return quote("../" * depth + str(target))


def relative(target: PurePosixPath, page: PurePosixPath) -> str:
    """The address of one file of the site, written in another."""
    return seen_from(page.parent, target)


@lru_cache(maxsize=4096)  # all pages of a folder ask for the same
def seen_from(folder: PurePosixPath, target: PurePosixPath) -> str:
    """The address of one file of the site, written in a folder."""
    return quote(relpath(target, folder))
