"""The site around the pages: sidebar, bar and footer, from `_quarto.yml` and the pages' titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.links import ADDRESS
from report.engine.assemble.pages import site_of
from report.engine.assemble.reading import converted
from report.engine.assemble.settings import mapping, truth
from report.engine.model import Kind, Link, Page, Project
from report.engine.ports import Conversion, Ports
from report.engine.words import Words

SIDES = ("left", "center", "right")


def sidebar(project: Project, pages: Sequence[Page], words: Words) -> tuple[Link, ...]:
    """The links at the side: a book's chapters in parts, or what a website's sidebar lists."""
    if project.kind is Kind.BOOK:
        return tuple(book_links(project, pages, words))
    asked = site_of(project).get("sidebar")
    first = asked[0] if isinstance(asked, list) and asked else asked
    contents = mapping(first).get("contents")
    return tuple(website_links(contents, Pages(pages))) if contents else ()


def bar(project: Project, pages: Sequence[Page]) -> tuple[Link, ...]:
    """The links at the top of a website, left ones first."""
    asked = mapping(site_of(project).get("navbar"))
    items = [item for side in SIDES for item in listed(asked.get(side))]
    return tuple(website_links(items, Pages(pages)))


def footer(project: Project, ports: Ports) -> str:
    """The foot of every page, as HTML."""
    asked = site_of(project).get("page-footer")
    sides = asked if isinstance(asked, Mapping) else {"center": asked}
    texts = {side: sides[side] for side in SIDES if isinstance(sides.get(side), str)}
    wanted = [Conversion(text, "markdown", "html5") for text in texts.values()]
    parts = zip(texts, converted(wanted, ports.pandoc, ports.store), strict=True)
    return "\n".join(f'<div class="nav-footer-{side}">{inner(html)}</div>' for side, html in parts)


def inner(html: str) -> str:
    """HTML of one paragraph without the paragraph."""
    text = html.strip()
    single = text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1
    return text[3:-4] if single else text


def shows_neighbours(project: Project) -> bool:
    """Whether pages lead to the one before and after."""
    default = project.kind is Kind.BOOK
    return truth(site_of(project).get("page-navigation", default))


def book_links(project: Project, pages: Sequence[Page], words: Words) -> Iterator[Link]:
    """A book's chapters as `_quarto.yml` lists them, the appendices under a title of their own."""
    book, found = site_of(project), Pages(pages)
    yield from chapter_links(book.get("chapters"), found)
    yield from chapter_links(listed(book.get("references")), found)
    appendices = tuple(chapter_links(book.get("appendices"), found))
    if appendices:
        yield Link(words["section-title-appendices"], None, children=appendices)


def chapter_links(items: Any, pages: Pages) -> Iterator[Link]:
    """The links to listed chapters, within the parts that hold them."""
    for item in listed(items):
        own = mapping(item)
        inner = own.get("chapters", own.get("contents"))
        name = str(own.get("part", own.get("file", own.get("href", ""))) if own else item)
        page = pages.link(PurePosixPath(name))
        if inner is not None:
            target, text = (page.target, page.text) if page else (None, str(own.get("text", name)))
            yield Link(text, target, children=tuple(chapter_links(inner, pages)))
        elif page is not None:
            yield replace(page, text=str(own.get("text", page.text)))


class Pages:
    """The pages of a site, to be looked up by source and by pattern."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.by_source = {page.source: page for page in pages}

    def link(self, path: PurePosixPath) -> Link | None:
        """The link to the page of a source, under its title."""
        page = self.by_source.get(path)
        return Link(page.title or page.target.name, page.target, page.number) if page else None

    def matching(self, pattern: str) -> Iterator[Link]:
        """Links to the pages whose source matches a pattern or lies in a folder."""
        folder = pattern.rstrip("/")
        for path in sorted(self.by_source):
            if fnmatchcase(str(path), pattern) or str(path).startswith(f"{folder}/"):
                link = self.link(path)
                if link is not None:
                    yield link


def website_links(items: Any, pages: Pages) -> Iterator[Link]:
    """The links that a sidebar's or a bar's items name."""
    for item in listed(items):
        if isinstance(item, Mapping):
            yield from mapped_links(item, pages)
        else:
            yield from text_links(str(item), pages)


def text_links(item: str, pages: Pages) -> Iterator[Link]:
    """The links that an item given as text names: a page, a pattern, a folder, or `auto`."""
    if set(item) == {"-"}:
        return
    link = pages.link(PurePosixPath(item))
    if link is not None:
        yield link
    elif item == "auto":
        yield from folders(pages)
    elif ADDRESS.match(item):
        yield Link(item, None, address=item)
    else:
        yield from pages.matching(item)


def mapped_links(item: Mapping[str, Any], pages: Pages) -> Iterator[Link]:
    """The link that an item with `section`, `text`, `href`, `menu` or `auto` names."""
    if "auto" in item:
        pattern = item["auto"]
        yield from folders(pages) if pattern is True else pages.matching(str(pattern))
        return
    children = tuple(website_links(item.get("contents", item.get("menu", [])), pages))
    href = str(item.get("href", item.get("file", "")))
    section = item.get("section")
    named = pages.link(PurePosixPath(str(section))) if section else None
    text = item.get("text", None if named else section)
    target = named or (pages.link(PurePosixPath(href)) if href else None)
    if target is not None:
        yield Link(str(text or target.text), target.target, target.number, children)
    elif href and ADDRESS.match(href):
        yield Link(str(text or href), None, children=children, address=href)
    elif href:
        yield Link(str(text or href), PurePosixPath(href.lstrip("/")), children=children)
    elif text and children:
        yield Link(str(text), None, children=children)


def folders(pages: Pages) -> Iterator[Link]:
    """All pages by folder, as `contents: auto` lists them."""
    paths = sorted(pages.by_source, key=lambda path: (path.name != "index.qmd", str(path)))
    for path in paths:
        if path.parent == PurePosixPath() and (link := pages.link(path)):
            yield link
    for folder in sorted({path.parts[0] for path in paths if len(path.parts) > 1}):
        title = folder.replace("-", " ").replace("_", " ").capitalize()
        yield Link(title, None, children=tuple(pages.matching(f"{folder}/")))


def listed(value: Any) -> list[Any]:
    """A value as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
