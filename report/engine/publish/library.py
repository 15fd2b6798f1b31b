"""What every page loads: the site's style and script under `site_libs`, and the project's own CSS."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from report.engine.content import FileContent
from report.engine.model import Book, Kind, Project
from report.engine.publish.faces import font_faces

SITE = Path(__file__).parent / "site"
LIBRARY = PurePosixPath("site_libs/report")
# One file a job, in the order of the cascade.
STYLES = (
    "tokens",
    "page",
    "titles",
    "prose",
    "figures",
    "tables",
    "code",
    "filters",
    "boxes",
    "margin",
    "endmatter",
    "peeks",
    "search",
    "evidence",
    "charts",
    "print",
)
# `page` declares what the others use; these come in any order, each in a block of its own.
SCRIPTS = (
    "page",
    "scheme",
    "navigation",
    "anchors",
    "code",
    "folding",
    "tables",
    "filters",
    "peeks",
    "search",
    "evidence",
    "charts",
    "zoom",
)
# The faces that every page's first view needs.
FIRST_FONTS = ("serif-400-latin", "serif-600-latin", "sans-400-latin", "sans-600-latin")
# What pages of Quarto's bring along themselves: the frame, boxes and tabs, the switch of colours.
FRAME_STYLES = frozenset({"page", "boxes", "margin", "search"})
FRAME_SCRIPTS = frozenset({"scheme", "navigation", "anchors", "code", "folding", "peeks", "search"})


@dataclass(frozen=True, slots=True)
class Library:
    """Files to publish, and which of them a page loads: style sheets, then scripts.

    `icon` is the project's own, if it has one. `early` is the script that stands in the page itself,
    so that it runs before the first paint and asks for `fonts`. `recolours` says that the project's
    CSS names the colours of charts (`--svg-rrggbb`).
    """

    files: Mapping[PurePosixPath, FileContent]
    styles: tuple[PurePosixPath, ...]
    scripts: tuple[PurePosixPath, ...]
    icon: PurePosixPath | None
    early: str
    fonts: tuple[PurePosixPath, ...]
    recolours: bool


def library_of(project: Project, book: Book) -> Library:
    """The library of one project; names carry a digest, so that no browser shows a stale one."""
    folder = library_folder(project, book)
    style = own_file(
        "site.css", faces() + "".join(shipped(f"styles/{name}.css") for name in STYLES)
    )
    script = own_file("site.js", closed(shipped(f"scripts/{name}.js") for name in SCRIPTS))
    css = {path: project.root / path for path in project_styles(project)}
    css = {path: source for path, source in css.items() if source.is_file()}
    icon = project_icon(project)
    icons = {icon: project.root / icon} if icon else {}
    fonts = {folder / "fonts" / path.name: path for path in sorted((SITE / "fonts").iterdir())}
    return Library(
        files={folder / style[0]: style[1], folder / script[0]: script[1], **fonts, **css, **icons},
        styles=(folder / style[0], *css),
        scripts=(folder / script[0],),
        icon=icon,
        early=shipped("early.js").strip(),
        fonts=tuple(folder / "fonts" / f"{name}.woff2" for name in FIRST_FONTS),
        recolours=recolours(project),
    )


def guest_files() -> dict[PurePosixPath, FileContent]:
    """What a page in another frame than ours loads: `site.css`, `site.js` and the fonts they name."""
    styles = (f"styles/{name}.css" for name in STYLES if name not in FRAME_STYLES)
    scripts = (f"scripts/{name}.js" for name in SCRIPTS if name not in FRAME_SCRIPTS)
    return {
        PurePosixPath("site.css"): (faces() + "".join(map(shipped, styles))).encode(),
        PurePosixPath("site.js"): closed(map(shipped, scripts)).encode(),
        **{PurePosixPath("fonts", path.name): path for path in sorted((SITE / "fonts").iterdir())},
    }


def recolours(project: Project) -> bool:
    """Whether the project's CSS names the colours of charts."""
    css = (project.root / path for path in project_styles(project))
    return any("--svg-" in source.read_text("utf-8") for source in css if source.is_file())


def library_folder(project: Project, book: Book) -> PurePosixPath:
    """Where the library lies: with a single document in its own folder, else in `site_libs`."""
    if project.kind is Kind.SINGLE and book.pages:
        page = book.pages[0].target
        return page.with_name(f"{page.stem}_files") / "libs"
    return LIBRARY


def project_styles(project: Project) -> tuple[PurePosixPath, ...]:
    """The style sheets that `format: html: css:` names, relative to the project."""
    formats = project.config.get("format")
    html = formats.get("html") if isinstance(formats, Mapping) else None
    named = html.get("css") if isinstance(html, Mapping) else None
    listed = [named] if isinstance(named, str) else named or []
    return tuple(PurePosixPath(str(name)) for name in listed)


def project_icon(project: Project) -> PurePosixPath | None:
    """The picture that `book: favicon:` or `website: favicon:` names, if it is there."""
    for kind in ("book", "website"):
        options = project.config.get(kind)
        named = options.get("favicon") if isinstance(options, Mapping) else None
        if named and (project.root / str(named)).is_file():
            return PurePosixPath(str(named))
    return None


def own_file(name: str, text: str) -> tuple[str, bytes]:
    """A file of ours with a digest in its name: `site-1a2b3c4d.css`."""
    return digested(name, text.encode())


def digested(name: str, content: bytes) -> tuple[str, bytes]:
    """A file with a digest in its name."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}{dot}{suffix}", content


def closed(scripts: Iterable[str]) -> str:
    """Several scripts as one, strict: the first is seen by all, each other keeps to itself."""
    shared, *own = scripts
    blocks = "".join(f"\n{{\n{script}}}\n" for script in own)
    return f'(() => {{\n"use strict";\n{shared}{blocks}}})();\n'


@cache
def faces() -> str:
    """The rules of the site's fonts."""
    return font_faces(path.name for path in (SITE / "fonts").iterdir())


def shipped(name: str) -> str:
    """A text of the folder `site`."""
    return (SITE / name).read_text("utf-8")
