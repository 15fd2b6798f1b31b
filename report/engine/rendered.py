"""Our site in Quarto's frame: files that its pages load, and what is done to them once written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import html as markup

from report.engine.model import Kind, Project
from report.engine.publish.backlinks import Archive, Text, with_backlinks
from report.engine.publish.body import arranged
from report.engine.publish.charts import inlined
from report.engine.publish.folder import lay_beside
from report.engine.publish.library import guest_files, recolours
from report.engine.publish.words import words_for
from report.engine.words import Words

BODY = re.compile(r"<body\b")
MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')
SAID = ("copy", "copied", "anchor", "scroll", "search", "every", "shown")
DONE = "<body data-copy="
TITLE = re.compile(r"<title>(.*?)(?: – [^<]*)?</title>", re.DOTALL)
NUMBER = re.compile(r"^(\d+|[A-Z])[\s—]+")
USES = '<details class="uses">'
SHARED = Path(".quarto/report")  # where the extension `report` looks for what pages load


def prepare(root: Path) -> None:
    """Lay out styles, script and fonts of the site where Quarto's pages take them from."""
    lay_beside(root / SHARED, guest_files())


def finish(project: Project, pages: Iterable[Path]) -> tuple[Path, ...]:
    """Give each page the words of the site's script, boxes for tables, charts with named colours.

    `pages` are files of HTML; those that were finished before are left alone. Returns what changed.
    """
    pages, charts = tuple(pages), recolours(project)
    listed = with_uses(project, pages)
    return tuple(page for page in pages if finished(page, charts) or page in listed)


def with_uses(project: Project, pages: Iterable[Path]) -> frozenset[Path]:
    """Give a book's list of references the uses of each work; which pages were changed."""
    if project.kind is not Kind.BOOK:
        return frozenset()
    site = project.root / project.output
    days = {
        one.path.with_suffix(".html"): str(one.meta.get("as-of") or "")[:10]
        for one in project.documents
    }
    texts = {path: text_of(path, site, days) for path in pages if path.is_relative_to(site)}
    archive = Archive(project.root, project.bibliographies)
    words = Words(str(project.config.get("lang", "en")))
    changed = set()
    for path, text in texts.items():
        if USES not in text.html:
            made = with_backlinks(text.html, text.target, texts.values(), archive, words)
            if made != text.html:
                path.write_text(made, "utf-8")
                changed.add(path)
    return frozenset(changed)


def text_of(path: Path, site: Path, days: Mapping[PurePosixPath, str]) -> Text:
    """A page as back-links need it."""
    html, target = path.read_text("utf-8"), PurePosixPath(path.relative_to(site).as_posix())
    found = TITLE.search(html)
    title = NUMBER.sub("", unescape(found[1])) if found else target.stem
    return Text(target, title, days.get(target, ""), html)


def finished(page: Path, charts: bool) -> bool:
    """Finish one page where it stands; whether there was something to do."""
    text = page.read_text("utf-8")
    if DONE in text:
        return False
    text = BODY.sub(f"<body {' '.join(said(text))}", text, count=1)
    numbers = count(1)

    def image(tag: str) -> str:
        return chart(tag, page.parent, numbers) if charts else tag

    text = MAIN.sub(lambda main: main[1] + arranged(main[2], image) + main[3], text, count=1)
    page.write_text(text, "utf-8")
    return True


def said(text: str) -> Iterator[str]:
    """The words that the site's script says, as attributes, in the language of the page."""
    language = LANGUAGE.search(text)
    words = words_for(language[1] if language else "en")
    return (f'data-{name}="{escape(getattr(words, name))}"' for name in SAID)


def chart(tag: str, folder: Path, numbers: count[int]) -> str:
    """An `img` tag, or the chart itself where it shows one that lies beside the page."""
    attributes = markup.fragment_fromstring(tag).attrib
    source = unquote(attributes.get("src", ""))
    path = folder / source
    if path.suffix != ".svg" or not path.is_file():
        return tag
    alt = " ".join(attributes.get("alt", "").split())
    return inlined(path.read_bytes(), alt, f"chart-{next(numbers)}-") or tag
