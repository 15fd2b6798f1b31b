"""The menu below a figure: its data, its picture, the code that drew it, as plain links.

What there is to take away stands on the image (`offers`, `offers-code`…) since the cell was written down
(`cell_text`); the files lie beside the picture, under its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath
from posixpath import splitext

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    every,
    raw_block,
    rewrite,
    with_attr,
)
from report.engine.assemble.floats import OFFERS
from report.engine.assemble.links import relative
from report.engine.assemble.modules import code_page
from report.engine.assemble.nouns import Float
from report.engine.words import Words

DATA = "csv"


def menus(noun: Float, page: PurePosixPath, words: Words) -> tuple[Float, Nodes]:
    """A float without what its images say of menus, and the menus to stand below it."""
    images = [node for node in every(noun.blocks, "Image") if said(node)]
    if not images:
        return noun, []
    named = " ".join([noun.number.title, noun.number.text]) if noun.number else ""
    blocks = rewrite(noun.blocks, {"Image": lambda node: [silent(node)] if said(node) else None})
    made = [raw_block("html", menu(image, page, named, words)) for image in images]
    return replace(noun, blocks=blocks), made


def said(image: Node) -> bool:
    """Whether an image says that something may be taken away."""
    return bool(attr_of(image).get("offers"))


def silent(image: Node) -> Node:
    """The image without what it says of menus."""
    return with_attr(image, attr_of(image).without(*OFFERS))


def menu(image: Node, page: PurePosixPath, named: str, words: Words) -> str:
    """The menu of one image, as HTML."""
    attr, (target, _) = attr_of(image), image["c"][2]
    stem, _ = splitext(target)
    items = [file_item(f"{stem}.{kind_}", kind_, words) for kind_ in attr.get("offers").split()]
    items += code_items([PurePosixPath(path) for path in attr.get("offers-code").split()], page)
    items += [rows_item(attr, named, words)] if attr.get("offers-rows") else []
    label = escape(
        f"{named}: {words['figure-menu-title']}" if named else words["figure-menu-title"]
    )
    drawn = f' data-chart="{escape(stem)}.js"' if DATA in attr.get("offers").split() else ""
    return f'<ul class="figure-menu" aria-label="{label}"{drawn}>\n{chr(10).join(items)}\n</ul>'


def file_item(address: str, kind_: str, words: Words) -> str:
    """A link to a file of the figure."""
    text = f"{words['figure-menu-data']} (CSV)" if kind_ == DATA else kind_.upper()
    return f'<li><a href="{escape(address)}" download>{escape(text)}</a></li>'


def rows_item(attr: Attr, named: str, words: Words) -> str:
    """The figure as a derived value: it leads to the rows that it rests on (docs/provenance.md)."""
    told = {"data-function": attr.get("offers-function"), "data-rows": attr.get("offers-rows")}
    marks = "".join(f' {name}="{escape(value)}"' for name, value in told.items() if value)
    text = words["figure-menu-rows"].format(figure=named or words.title("fig"))
    return f'<li><span class="derived"{marks}>{escape(text)}</span></li>'


def code_items(paths: Sequence[PurePosixPath], page: PurePosixPath) -> list[str]:
    """Links to the pages of modules, each by its name; with its folder where another has the same."""
    names = Counter(path.name for path in paths)
    shown = [path.name if names[path.name] == 1 else "/".join(path.parts[-2:]) for path in paths]
    return [code_item(path, name, page) for path, name in zip(paths, shown, strict=True)]


def code_item(path: PurePosixPath, name: str, page: PurePosixPath) -> str:
    """A link to the page of a module."""
    address = relative(code_page(path), page.parent)
    return f'<li><a href="{escape(address)}"><code>{escape(name)}</code></a></li>'
