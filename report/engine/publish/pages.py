"""Pages: what was assembled, with the site around it, as the bytes of HTML files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape
from importlib.util import cache_from_source
from itertools import count
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from lxml import html as markup

from report.engine.content import FileContent, Unread, bytes_of, content_of, sha256_of
from report.engine.digest import digest, file_digest
from report.engine.memory import Memory
from report.engine.model import Book, Page, Paper
from report.engine.packages import installed
from report.engine.ports import Progress, Store
from report.engine.publish.body import arranged
from report.engine.publish.charts import drawn
from report.engine.publish.evidence.sheets import Sheet
from report.engine.publish.formulas import Drawings, formulas_in, with_drawings
from report.engine.publish.library import SITE, Library
from report.engine.publish.linked_data import linked_data
from report.engine.publish.memory import memory_in
from report.engine.publish.navigation import entries, flat, lines, neighbours, relative
from report.engine.publish.policy import policy
from report.engine.publish.resources import CODE, DOWNLOADS, references
from report.engine.publish.words import Words, words_for
from report.engine.widths import narrow_path

# The mark beside the site's title, for the browser's tab; `%23` is what `#` looks like in an address.
ICON = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>"
    "<path fill='%23b8440e' d='M0 0h8v8H0z'/></svg>"
)
SPECIFIED = "data-chart="  # on the menu of a chart that can be drawn in the browser
POLICY_MARK = "<!--policy-->"


@dataclass(frozen=True, slots=True)
class Offer:
    """A PDF that a page offers: where, and in which words."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """What pages are made with: their book, the PDFs to offer, the files made, formulas drawn.

    `search` is the folder of the index, if there is one, `runtime` what draws charts in a browser;
    `search_rows` says that rows have an index of their own.
    """

    book: Book
    papers: tuple[Paper, ...]
    library: Library
    assets: Mapping[PurePosixPath, FileContent]
    drawings: Drawings
    search: PurePosixPath | None = None
    runtime: PurePosixPath | None = None
    search_rows: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What every page of a site says around itself."""

    title: str
    footer: str


def page_files(
    site: Site, progress: Progress, store: Store, beside: Sequence[Sheet] = ()
) -> dict[PurePosixPath, bytes | Unread]:
    """Every page of the site's book as a file, and those `beside` it, which no navigation lists.

    A page that rests on the same as before comes from `store`.
    """
    progress.stage("publish", len(site.book.pages))
    memory = memory_in(store)
    files: dict[PurePosixPath, bytes | Unread] = dict(sheet_files(beside, site, memory))
    for page in site.book.pages:
        files[page.target] = page_file(page, site, memory)
        progress.step(str(page.target))
    return files


def sheet_files(
    sheets: Sequence[Sheet], site: Site, memory: Memory
) -> Iterator[tuple[PurePosixPath, Unread]]:
    """Pages beside the book as files; those that were made last in the same site stay unopened."""
    key = memory.key(surroundings(site))
    known = memory.recall("sheets", key) or {}
    now = {}
    for sheet in sheets:
        mark = mark_of(sheet)
        said = known.get(mark)
        if said is None:
            content = content_of(sheet_file(sheet, site, memory))
            said = [content.sha256, len(content)]
        if mark in known or stands_alone(sheet.page, site):
            now[mark] = said
        yield sheet.target, Unread(*said, partial(sheet_file, sheet, site, memory))
    if now != known:
        memory.keep("sheets", key, now)


def sheet_file(sheet: Sheet, site: Site, memory: Memory) -> bytes:
    """One page beside the book as a file."""
    return page_file(sheet.page, site, memory)


def mark_of(sheet: Sheet) -> str:
    """What tells a page beside the book from every other."""
    return " ".join((str(sheet.target), sheet.language, sheet.told.digest, sheet.title))


def stands_alone(page: Page, site: Site) -> bool:
    """Whether a page shows nothing of the site but its surroundings: no chart, no formula."""
    return len(list(beneath(page, site))) == 1


def surroundings(site: Site) -> str:
    """All that a page shows of the site around it, as one text; charts and formulas go by name."""
    book = site.book
    pages = tuple(replace(page, title_block="", body="", contents=()) for page in book.pages)
    papers = tuple(replace(paper, body="", meta={}) for paper in site.papers)
    bare = replace(book, pages=pages, papers=(), assets=(), findings=())
    library, assets = replace(site.library, files={}), dict.fromkeys(sorted(site.assets), b"")
    around = replace(site, book=bare, papers=papers, library=library, assets=assets, drawings={})
    return repr(around)


def page_file(page: Page, site: Site, memory: Memory) -> bytes:
    """One page as a file."""
    shown = context(page, site)
    rests_on = (*said(shown, page), *beneath(page, site))
    return memory.once_written("html", rests_on, lambda: written(page, site, shown, memory))


def context(page: Page, site: Site) -> dict[str, object]:
    """All that the template is given, but for the body."""
    book, library = site.book, site.library
    words = words_for(page.language)
    previous, following = neighbours(book, page)
    whole = [paper for paper in site.papers if paper.source is None]
    own = [paper for paper in site.papers if paper.source == page.source]
    return {
        "page": page,
        "book": Around(book.title, book.footer),
        "words": words,
        "contents": entries(page.contents),
        "sidebar": lines(book.navigation, page),
        "bar": lines(book.bar, page),
        "home": home(book, page),
        "previous": previous,
        "following": following,
        "whole": [offer(paper, page, words.whole) for paper in whole],
        "own": [offer(paper, page, words.brief) for paper in own],
        "runtime": runtime(page, site),
        "taken": list(taken_away(page, site, words)),
        "styles": [relative(path, page.target) for path in library.styles],
        "scripts": [relative(path, page.target) for path in library.scripts],
        "icon": relative(library.icon, page.target) if library.icon else ICON,
        "early": library.early,
        "linked_data": linked_data(page, book, own),
        "fonts": [relative(path, page.target) for path in library.fonts],
        "search": f"{relative(site.search, page.target)}/" if site.search else "",
        "search_rows": site.search_rows,
        "root": "../" * (len(page.target.parts) - 1) or "./",
    }


def said(shown: Mapping[str, object], page: Page) -> Iterator[str]:
    """All that the template is given, as texts."""
    yield from (page.title_block, page.body)
    yield repr(shown | {"page": replace(page, title_block="", body="")})


def runtime(page: Page, site: Site) -> str:
    """Where a page with charts finds what draws them; empty for other pages."""
    wanted = site.runtime is not None and SPECIFIED in page.body
    return relative(site.runtime, page.target) if wanted else ""


def taken_away(page: Page, site: Site, words: Words) -> Iterator[Offer]:
    """The chapter's own downloads, where it has any: notebook, script, and what both need."""
    for suffix, text in ((".ipynb", words.notebook), (".py", words.script)):
        path = DOWNLOADS / page.source.with_suffix(suffix)
        if path in site.assets:
            yield Offer(relative(path, page.target), text)
            if suffix == ".py":
                needed = (each for each in site.assets if each.match(CODE))
                yield from (Offer(relative(each, page.target), words.code) for each in needed)


def beneath(page: Page, site: Site) -> Iterator[str | bytes]:
    """What the body rests on besides the page: the charts and formulas that may be drawn in it."""
    yield str(site.library.recolours)
    if site.library.recolours:
        shown = [path for path in references(page) if path in site.assets]
        narrow = (narrow_path(path) for path in shown if path.suffix == ".svg")
        for path in (*shown, *narrow):
            yield sha256_of(site.assets[path]) if path in site.assets else ""
    yield from (site.drawings.get(formula, "") for formula in formulas_in(page.body))


def written(page: Page, site: Site, shown: Mapping[str, object], memory: Memory) -> str:
    """The page's HTML, its content security policy made for what stands in it."""
    html = template().render(**shown, body=body(page, site, memory))
    tag = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(html))}">'
    return html.replace(POLICY_MARK, tag, 1)


class Compiled(FileSystemBytecodeCache):
    """The template as it was compiled last, beside Python's own compiled files and trusted like them."""

    def get_source_checksum(self, source: str) -> str:
        """The digest of all that it rests on: its text, how it is read, the packages that read it."""
        return digest(source, file_digest(Path(__file__)), *installed())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; as with Python's own, nobody minds where that cannot be."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def template() -> Template:
    """The page's template."""
    return environment(Path(cache_from_source(SITE / "page.py")).parent).get_template("page.html")


def environment(kept: Path) -> Environment:
    """What reads templates: strict about names, escaping whatever is not marked as HTML.

    What it compiled lies in the folder `kept`.
    """
    return Environment(
        loader=FileSystemLoader(SITE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Compiled(str(kept)),
    )


def body(page: Page, site: Site, memory: Memory) -> str:
    """The page's body: tables boxed, formulas drawn, charts inlined if the project recolours them."""
    image = partial(chart, page=page, assets=site.assets, numbers=count(1), memory=memory)
    text = arranged(page.body, image if site.library.recolours else str)
    return with_drawings(text, site.drawings)


def chart(
    tag: str,
    page: Page,
    assets: Mapping[PurePosixPath, FileContent],
    numbers: count[int],
    memory: Memory,
) -> str:
    """An `img` tag, or the chart itself where it shows one that was drawn in this build."""
    attributes = markup.fragment_fromstring(tag).attrib
    source = unquote(attributes.get("src", ""))
    path = PurePosixPath(normpath(page.target.parent / source))
    if path.suffix != ".svg" or path not in assets:
        return tag
    alt = " ".join(attributes.get("alt", "").split())
    pictures = (assets[path], assets.get(narrow_path(path), b""))
    said = (alt, f"chart-{next(numbers)}-")

    def made() -> str:
        wide, narrow = map(bytes_of, pictures)
        return drawn(wide, narrow or None, *said) or ""

    rests_on = (*map(sha256_of, pictures), *said)
    return memory.once_written("drawn", rests_on, made).decode() or tag


def home(book: Book, page: Page) -> str:
    """The address of the site's first page, or the page's own where it stands alone."""
    order = book.pages or (page,)
    first = next((link.target for link in flat(book.navigation) if link.target), order[0].target)
    index = PurePosixPath("index.html")
    known = {each.target for each in order}
    return relative(index if index in known else first, page.target)


def offer(paper: Paper, page: Page, text: str) -> Offer:
    """A PDF as `page` offers it."""
    return Offer(relative(paper.target, page.target), text)
