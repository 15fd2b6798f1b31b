"""The project's own modules as pages of the site, highlighted, each line with an anchor.

Figures and derived values lead here, so that a reader sees what drew or computed them. A module's
page is at `code_page(path)` (`modules`), its line 12 at `#L12`; whatever page links there, the
module gets its page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from report.engine.assemble.ast import Attr
from report.engine.assemble.memory import memory_in
from report.engine.assemble.modules import FOLDER, code_page, docstring_of
from report.engine.model import Page, Project
from report.engine.ports import Conversion, Ports

LINE = "L"
ADDRESS = re.compile(rf'href="([^"#?:]*\b{FOLDER}/[^"#?:]+\.html)')
NAMES = (  # Pandoc names line 12 `L-12` and makes a link of its number, which nobody need stop at
    (f'id="{LINE}-', f'id="{LINE}'),
    (f'<a href="#{LINE}-', f'<a tabindex="-1" aria-hidden="true" href="#{LINE}'),
)


def code_pages(
    project: Project, pages: Iterable[Page], title: str, ports: Ports
) -> tuple[Page, ...]:
    """A page for each module that `pages` link to; those that have not changed come from memory."""
    memory = memory_in(ports.store)
    paths = sorted({path for page in pages for path in modules_linked(page)})
    texts = {path: read(project.root, path) for path in paths if is_module(project.root, path)}
    keys = {path: memory.key("code", text) for path, text in texts.items()}
    bodies = {path: memory.recall("code", keys[path]) for path in texts}
    new = [path for path in texts if bodies[path] is None]
    for path, body in zip(new, highlighted([texts[path] for path in new], ports), strict=True):
        bodies[path] = body
        memory.keep("code", keys[path], body)
    language = str(project.config.get("lang", "en"))
    return tuple(page_of(path, texts[path], bodies[path], language, title) for path in texts)


def modules_linked(page: Page) -> Iterator[PurePosixPath]:
    """The modules to whose pages a page links."""
    for address in ADDRESS.findall(page.body):
        path = PurePosixPath(normpath(page.target.parent / unquote(address)))
        if path.is_relative_to(FOLDER):
            yield path.relative_to(FOLDER).with_suffix(".py")


def is_module(root: Path, path: PurePosixPath) -> bool:
    """Whether a module is there, inside the project."""
    return (root / path).is_file() and (root / path).resolve().is_relative_to(root.resolve())


def read(root: Path, path: PurePosixPath) -> str:
    """The text of a module."""
    return (root / path).read_text(encoding="utf-8")


def highlighted(texts: Sequence[str], ports: Ports) -> list[str]:
    """Code as HTML, a line numbered and named."""
    attr = Attr(LINE, ("python", "numberLines"))
    documents = [
        {
            "pandoc-api-version": [1, 23, 1],
            "meta": {},
            "blocks": [{"t": "CodeBlock", "c": [attr.json, text]}],
        }
        for text in texts
    ]
    wanted = [Conversion(json.dumps(one), "json", "html5", name="code") for one in documents]
    return [renamed(html) for html in ports.pandoc.convert(wanted)]


def renamed(html: str) -> str:
    """Highlighted code with the ids of its lines as we write them."""
    for pandocs, ours in NAMES:
        html = html.replace(pandocs, ours)
    return html


def page_of(path: PurePosixPath, text: str, body: str, language: str, title: str) -> Page:
    """The page of one module."""
    about = docstring_of(text)
    told = f'<p class="description">{escape(about)}</p>' if about else ""
    heading = f'<h1 class="title"><code>{escape(str(path))}</code></h1>'
    return Page(
        source=path,
        target=code_page(path),
        language=language,
        title=str(path),
        window_title=f"{path} – {title}" if title else str(path),
        number="",
        description=about,
        title_block=f'<header id="title-block-header">{heading}{told}</header>',
        body=body,
    )
