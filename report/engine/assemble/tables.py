"""Tables: ids and widths out of captions, tables in raw HTML read, captions of cells handed on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    every,
    inlines_of,
    kind,
    plain,
    text_of,
    trimmed,
)
from report.engine.assemble.nouns import Float
from report.engine.assemble.settings import Settings

RAW_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
BRACES = re.compile(r"\{([^{}]*)\}\s*$")
WORD = re.compile(
    r"#(?P<id>[^\s}]+)|\.(?P<class>[^\s}]+)"
    r"""|(?P<key>[\w-]+)=(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"']+))"""
)
QUOTES = str.maketrans("“”‘’", "\"\"''")
BOOTSTRAP = frozenset(
    """
    primary secondary success danger warning info light dark striped hover active bordered
    borderless sm responsive
    """.split()  # noqa: SIM905
)


def raw_tables(nodes: Any) -> Iterator[str]:
    """The raw HTML blocks that hold a table, for reading."""
    for node in every(nodes, "RawBlock"):
        if node["c"][0] == "html" and RAW_TABLE.search(node["c"][1]):
            yield node["c"][1]


def raw_table(node: Node, texts: Mapping[tuple[str, str], Nodes]) -> Nodes | None:
    """The nodes that a raw HTML block with a table holds; None for any other raw block."""
    form, text = node["c"]
    return texts.get(("html", text)) if form == "html" else None


def table_of(node: Node, settings: Settings) -> Nodes:
    """A table, its caption cleared of attributes; a float where they give it an id."""
    caption, attr = caption_of(node)
    own = attr_of(node)
    label = attr.id if attr.id.startswith("tbl-") else own.id if own.id.startswith("tbl-") else ""
    classes = [f"table-{name}" if name in BOOTSTRAP else name for name in attr.classes]
    widths = attr.get("tbl-colwidths", own.get("tbl-colwidths", settings.widths))
    table = with_widths(with_caption(node, [] if label else caption), widths)
    table = with_table_attr(
        table, Attr("" if label else own.id, own.classes, own.pairs).plus(*classes)
    )
    if not label:
        return [table]
    place = attr.get("tbl-cap-location", attr.get("cap-location", settings.place("tbl")))
    kept = Attr("", (), tuple(pair for pair in attr.pairs if not pair[0].startswith("tbl-")))
    columns = tuple(name for name in attr.classes if name.startswith("column-"))
    return [Float(label, "tbl", [table], caption, place, attr=Attr("", columns, kept.pairs))]


def caption_of(table: Node) -> tuple[Nodes, Attr]:
    """A table's caption, and the attributes in braces at its end."""
    inlines = trimmed(inlines_of(table["c"][1][1]))
    start = next(
        (i for i, node in enumerate(inlines) if kind(node) == "Str" and node["c"].startswith("{")),
        None,
    )
    braces = BRACES.search(text_of(inlines[start:])) if start is not None else None
    if start is None or not braces:
        return inlines, Attr()
    return trimmed(inlines[:start]), parsed(braces[1])


def parsed(text: str) -> Attr:
    """Attributes as they are written between braces; curled quotes count as straight ones."""
    words = list(WORD.finditer(text.translate(QUOTES)))
    return Attr(
        next((word["id"] for word in words if word["id"]), ""),
        tuple(word["class"] for word in words if word["class"]),
        tuple(
            (word["key"], word["a"] or word["b"] or word["c"] or "")
            for word in words
            if word["key"]
        ),
    )


def with_caption(table: Node, caption: Nodes) -> Node:
    """The same table with another caption."""
    content = list(table["c"])
    content[1] = [None, [plain(caption)] if caption else []]
    return {"t": "Table", "c": content}


def with_table_attr(table: Node, attr: Attr) -> Node:
    """The same table with other attributes."""
    kept = tuple(pair for pair in attr.pairs if pair[0] != "tbl-colwidths")
    return {"t": "Table", "c": [Attr(attr.id, attr.classes, kept).json, *table["c"][1:]]}


def with_widths(table: Node, widths: str) -> Node:
    """The table with its columns' shares set from a `tbl-colwidths` ("[20,80]", "false")."""
    columns = table["c"][2]
    shares = shares_of(widths, len(columns))
    if shares is None:
        return table
    content = list(table["c"])
    content[2] = [[align, share] for (align, _), share in zip(columns, shares, strict=True)]
    return {"t": "Table", "c": content}


def shares_of(widths: str, count: int) -> Nodes | None:
    """Pandoc's column widths for a `tbl-colwidths`; None where it leaves them as they are."""
    if not widths or widths in {"true", "True", "auto"}:
        return None
    if widths in {"false", "False"}:
        return [{"t": "ColWidthDefault"}] * count
    try:
        listed = [float(part) for part in json.loads(f"[{widths.strip().strip('[]')}]")]
    except (ValueError, TypeError):
        return None
    given = (listed + listed[-1:] * count)[:count]
    whole = max(100.0, sum(given))
    return [{"t": "ColWidth", "c": round(share / whole, 4)} for share in given]
