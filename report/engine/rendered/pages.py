"""One page as Quarto wrote it: read, and arranged as the embedded site arranges its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import html as markup

from report.engine.model import Project
from report.engine.publish import body
from report.engine.publish.backlinks import Text
from report.engine.publish.charts import drawn
from report.engine.publish.navigation import relative
from report.engine.publish.pages import SPECIFIED
from report.engine.publish.words import words_for
from report.engine.rendered.carried import bare
from report.engine.widths import narrow_path
from report.engine.wish import AS_OF

BODY = re.compile(r"<body\b")
MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)(?: – [^<]*)?</title>", re.DOTALL)
LISTED = re.compile(
    r'<a\b[^>]*\bsidebar-link active"[^>]*>\s*<span class="menu-text">'
    r'(?:<span class="chapter-number">(?P<number>[^<]*)</span>)?(?P<title>.*?)</a>',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]+>")
SAID = (
    "copy",
    "copied",
    "anchor",
    "scroll",
    "scroll_chart",
    "search",
    "sort",
    "every",
    "shown",
    "interactive",
    "marks",
    "zoom",
    "zoom_keys",
    "enlarge",
    "close",
)
DONE = "<body data-copy="


@dataclass(frozen=True, slots=True)
class Written:
    """A page of Quarto's: its file, its place in the site, what it says of itself, its HTML.

    `day` is the ISO day that it speaks from, or empty; `number` the chapter's, or empty.
    """

    path: Path
    target: PurePosixPath
    title: str
    number: str
    language: str
    day: str
    html: str

    @property
    def text(self) -> Text:
        """The page as back-links need it."""
        return Text(self.target, self.title, self.day, self.html)

    def saying(self, html: str) -> Written:
        """The page with other HTML."""
        return replace(self, html=html)

    def within(self, change: Callable[[str], str]) -> Written:
        """The page with its text changed, and nothing around the text."""
        changed = MAIN.sub(lambda main: main[1] + change(main[2]) + main[3], self.html, count=1)
        return self.saying(changed)


def is_finished(path: Path) -> bool:
    """Whether this was done to a page before."""
    return DONE in path.read_text("utf-8")


def read(path: Path, project: Project) -> Written:
    """A page of the project's site."""
    return taken(path, path.read_text("utf-8"), project)


def taken(path: Path, html: str, project: Project) -> Written:
    """A page of the project's site with the HTML that it had."""
    target = PurePosixPath(path.relative_to(project.root / project.output).as_posix())
    title, number = named(html)
    language = LANGUAGE.search(html)
    return Written(
        path,
        target,
        title or target.stem,
        number,
        language[1] if language else "en",
        day_of(target, project),
        html,
    )


def named(html: str) -> tuple[str, str]:
    """A page's title and number, as Quarto's sidebar lists it; else what its window says."""
    listed = LISTED.search(html)
    if listed:
        return plain(listed["title"]), listed["number"] or ""
    title = TITLE.search(html)
    return (plain(title[1]) if title else "", "")


def plain(html: str) -> str:
    """HTML without its tags, on one line."""
    return " ".join(unescape(TAG.sub("", html)).split())


def day_of(target: PurePosixPath, project: Project) -> str:
    """The day that a page speaks from: the one given for all, or its own `as-of`."""
    told = project.environment.get(AS_OF, "")
    own = (
        str(one.meta.get("as-of") or "")
        for one in project.documents
        if one.path.with_suffix(".html") == target
    )
    return (told or next(own, ""))[:10]


def arranged(page: Written, recolours: bool, runtime: PurePosixPath | None) -> str:
    """The page's HTML: the words of the site's script, boxes for tables, charts in named colours.

    `runtime` is what draws charts in a browser, if there is one.
    """
    numbers = count(1)

    def image(tag: str) -> str:
        return chart(tag, page.path.parent, numbers) if recolours else tag

    html = page.within(lambda text: body.arranged(text, image)).html
    return BODY.sub(f"<body {' '.join(said(page, runtime))}", html, count=1)


def said(page: Written, runtime: PurePosixPath | None) -> Iterator[str]:
    """The words that the site's script says, as attributes, and where it finds what draws charts."""
    words = words_for(page.language)
    for name in SAID:
        yield f'data-{name.replace("_", "-")}="{escape(getattr(words, name))}"'
    if runtime and SPECIFIED in page.html:
        yield f'data-runtime="{escape(relative(runtime, page.target))}"'


def chart(tag: str, folder: Path, numbers: count[int]) -> str:
    """An `img` tag, or the chart itself where it shows one that lies beside the page."""
    attributes = markup.fragment_fromstring(tag).attrib
    path = folder / unquote(attributes.get("src", ""))
    if path.suffix != ".svg" or not path.is_file():
        return tag
    alt = " ".join(attributes.get("alt", "").split())
    beside = path.with_name(narrow_path(PurePosixPath(path.name)).name)
    narrow = beside.read_bytes() if beside.is_file() else None
    return drawn(bare(path.read_bytes()), narrow, alt, f"chart-{next(numbers)}-") or tag
