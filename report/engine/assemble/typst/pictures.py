"""Images as Typst: files named from the project's root, sizes in Typst's units, alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from report.engine.assemble.ast import Attr, Node, attr_of, every, text_of
from report.engine.assemble.typst.nodes import writes
from report.engine.assemble.typst.scope import Scope
from report.engine.assemble.typst.text import Expression, call

SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|px|in|cm|mm|pt|em|rem)?")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
PIXEL = 0.75  # points: a CSS pixel is 1/96 inch


@writes("Image")
def inline_picture(scope: Scope, node: Node) -> str:
    """An image among words."""
    return call("inline-picture", drawn(scope, node), **look_of(node))


def picture(scope: Scope, node: Node) -> str:
    """An image that stands by itself."""
    return call("picture", drawn(scope, node), **look_of(node))


def file_of(scope: Scope, node: Node) -> str:
    """An image's file, from the project's root; an address elsewhere stays as it is, cut short."""
    source = node["c"][2][0]
    return f"/{source[:60] if ELSEWHERE.match(source) else scope.file(source)}"


def drawn(scope: Scope, node: Node) -> Expression:
    """An image with its alternative text, as code."""
    alt = alternative(node)
    return Expression(call("image", file_of(scope, node), alt=alt or None)[1:-1])


def look_of(node: Node) -> Mapping[str, object]:
    """The size that the author asked for, and whether the image says nothing by itself."""
    attr = attr_of(node)
    return {
        "width": length(attr.get("width")),
        "height": length(attr.get("height")),
        "decoration": True if alternative(node) == "" else None,
    }


def alternative(node: Node) -> str | None:
    """An image's alternative text; None where the author gave none, empty for decoration."""
    given = next((value for key, value in attr_of(node).pairs if key in {"fig-alt", "alt"}), None)
    return given if given is not None else text_of(node["c"][1]) or None


def length(size: str) -> Expression | None:
    """A size from HTML or CSS as a Typst length; None if it is none, and for one that is empty."""
    found = SIZE.fullmatch(size.strip())
    if not found:
        return None
    number, unit = float(found["number"]), found["unit"] or "px"
    if unit == "px":
        return Expression(f"{number * PIXEL:g}pt")
    return Expression(f"{number:g}{'em' if unit == 'rem' else unit}")


def sized(attr: Attr) -> bool:
    """Whether the author asked for a size."""
    return length(attr.get("width")) is not None or length(attr.get("height")) is not None


def pictures_in(scope: Scope, nodes: object) -> Iterable[str]:
    """The files of all images in the nodes, from the project's root."""
    for node in every(nodes, "Image"):
        yield file_of(scope, node)
