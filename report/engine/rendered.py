"""Our site in Quarto's frame: files that its pages load, and what is done to them once written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count
from pathlib import Path
from urllib.parse import unquote

from lxml import html as markup

from report.engine.model import Project
from report.engine.publish.body import arranged
from report.engine.publish.charts import inlined
from report.engine.publish.folder import lay_beside
from report.engine.publish.library import guest_files, recolours
from report.engine.publish.words import words_for

BODY = re.compile(r"<body\b")
MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')
SAID = ("copy", "copied", "anchor", "scroll", "search", "every", "shown")
DONE = "<body data-copy="
SHARED = Path(".quarto/report")  # where the extension `report` looks for what pages load


def prepare(root: Path) -> None:
    """Lay out styles, script and fonts of the site where Quarto's pages take them from."""
    lay_beside(root / SHARED, guest_files())


def finish(project: Project, pages: Iterable[Path]) -> tuple[Path, ...]:
    """Give each page the words of the site's script, boxes for tables, charts with named colours.

    `pages` are files of HTML; those that were finished before are left alone. Returns what changed.
    """
    charts = recolours(project)
    return tuple(page for page in pages if finished(page, charts))


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
