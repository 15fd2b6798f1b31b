"""Menus below the charts on Quarto's pages: data, picture and code, written beside the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from lxml import html as markup

from report.engine.assemble.ast import Node
from report.engine.assemble.cell_text import DRAWN, chart_files
from report.engine.assemble.credits import credit_html, credit_in
from report.engine.assemble.figure_menus import menu
from report.engine.assemble.modules import Modules
from report.engine.content import bytes_of
from report.engine.model import Cell, Document, Project
from report.engine.ports import Ports
from report.engine.publish.body import IMAGE
from report.engine.rendered.carried import specification
from report.engine.rendered.pages import Written
from report.engine.words import Words

FIGURE = re.compile(r"<figure\b(?:(?!<figure\b).)*?</figure>", re.DOTALL)
CAPTION = re.compile(r"<figcaption\b[^>]*>\s*([^:<]*\d[^:<]*):", re.DOTALL)
OUTPUT = re.compile(r"^(.+)-output-\d+$")


def with_menus(page: Written, project: Project, ports: Ports) -> Written:
    """The page with a menu below each figure that shows a chart; its files lie beside the picture."""
    return page.within(
        lambda text: FIGURE.sub(
            lambda found: found[0] + below(found[0], page, project, ports), text
        )
    )


def below(figure: str, page: Written, project: Project, ports: Ports) -> str:
    """The menus of the charts in one figure."""
    caption = CAPTION.search(figure)
    named = unescape(caption[1]).strip() if caption else ""
    menus = (menu_of(tag[0], named, page, project, ports) for tag in IMAGE.finditer(figure))
    return "".join(f"\n{text}" for text in menus if text)


def menu_of(tag: str, named: str, page: Written, project: Project, ports: Ports) -> str:
    """The menu of one image, if it is a chart that was drawn in a cell."""
    source = markup.fragment_fromstring(tag).get("src", "")
    path = page.path.parent / unquote(source)
    spec = specification(path.read_bytes()) if path.suffix == ".svg" and path.is_file() else None
    if spec is None:
        return ""
    for asset in chart_files(PurePosixPath(path.stem), spec, ports.charts):
        (path.parent / asset.path.name).write_bytes(bytes_of(asset.content))
    offers = offered(path, spec, page, project)
    words, told = Words(page.language), spec.get("usermeta")
    made = menu(image(source, offers), page.target, named, words)
    credit = credit_in(told.get("credit")) if isinstance(told, Mapping) else None
    if credit is None:
        return made
    line = credit_html(credit, told["rows"], offers["offers-function"], words)
    return f"{line}\n{made}"


def image(source: str, offers: Mapping[str, str]) -> Node:
    """An image as Pandoc reads it, with what it offers."""
    return {
        "t": "Image",
        "c": [["", [], [list(pair) for pair in offers.items()]], [], [source, ""]],
    }


def offered(
    picture: Path, spec: Mapping[str, Any], page: Written, project: Project
) -> dict[str, str]:
    """What a picture offers: files, the modules that its cell uses, the rows that it rests on."""
    told = spec.get("usermeta")
    offers = {
        "offers": " ".join(DRAWN),
        "offers-code": "",
        "offers-rows": rows_outside_line(told) if isinstance(told, Mapping) else "",
        "offers-function": "",
    }
    document = next(
        (one for one in project.documents if one.path.with_suffix(".html") == page.target), None
    )
    cell = cell_of(picture, document) if document else None
    if cell is None:
        return offers
    modules = Modules(tuple(each.source for each in document.cells), project.root)
    code = " ".join(map(str, modules.used_in(cell.source)))
    return offers | {"offers-code": code, "offers-function": modules.function_in(cell.source)}


def rows_outside_line(told: Mapping[str, Any]) -> str:
    """The rows that a chart tells of, unless its line of sources leads to them."""
    return "" if "credit" in told else str(told.get("rows") or "")


def cell_of(picture: Path, document: Document) -> Cell | None:
    """The cell that drew a picture, by its label, which is the file's name in small letters."""
    name = OUTPUT.match(picture.stem)
    labels = {(cell.label or "").lower().replace(":", "-"): cell for cell in document.cells}
    return labels.get(name[1]) if name else None
