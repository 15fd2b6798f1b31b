"""The blocks of a page in the order of reading: paragraphs, items, tables, code, boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from lxml.html import HtmlElement

from tests.conformance.reading import (
    BLOCKS,
    HEADINGS,
    Test,
    all_text,
    children,
    classes,
    hidden,
    inside,
    lines_of,
    marked,
    named,
    nearest,
    pieces,
    shown,
    silent,
    squeezed,
    text_of,
    within,
)

Block: TypeAlias = dict[str, str]
# Told under facts of their own, so no part of the flow.
ELSEWHERE = {"title-block-header", "quarto-appendix", "refs"}
TAG = re.compile(r"\\tag\{([^}]*)\}")
DOLLARS = re.compile(r"^(\\\[|\\\(|\$\$)|(\\\]|\\\)|\$\$)$")
ERROR = re.compile(r"^[\w.]*(Error|Exception|Interrupt|Exit|Warning)\b", re.MULTILINE)
QUIET = {"paragraph", "quote", "callout", "heading"}


def block_facts(main: HtmlElement) -> list[Block]:
    """The blocks of a page that say something."""
    return [block for block in flow(main) if block["text"] or block["kind"] not in QUIET]


def flow(parent: HtmlElement, kind: str = "paragraph") -> list[Block]:
    """The blocks in an element; text directly in it makes blocks of `kind`."""
    blocks: list[Block] = []
    line: list[HtmlElement | str] = [parent.text or ""]
    for node in parent:
        if not isinstance(node.tag, str):
            line.append(node.tail or "")
        elif is_block(node):
            blocks += line_blocks(line, kind)
            blocks += [] if out_of_flow(node) else block(node, kind)
            line = [node.tail or ""]
        else:
            line += [node, node.tail or ""]
    return blocks + line_blocks(line, kind)


def is_block(node: HtmlElement) -> bool:
    """Whether an element is a block, or holds one."""
    return node.tag in BLOCKS or is_drawing(node) or bool(inside(node, named(*BLOCKS)))


def is_drawing(node: HtmlElement) -> bool:
    """Whether an element is drawn: SVG, or an interactive chart."""
    return node.tag == "svg" or is_chart(node)


def is_chart(node: HtmlElement) -> bool:
    """Whether an element is an interactive chart."""
    return "vega-embed" in classes(node) or (node.get("id") or "").startswith("altair-viz")


def out_of_flow(node: HtmlElement) -> bool:
    """Whether an element is told of elsewhere, or not at all."""
    elsewhere = node.get("id") in ELSEWHERE or marked("footnotes", "column-margin")(node)
    return elsewhere or silent(node) or hidden(node)


def line_blocks(line: Sequence[HtmlElement | str], kind: str) -> list[Block]:
    """The block that a run of text makes: text, one displayed formula, or images."""
    margin = marked("column-margin")
    words = (each if isinstance(each, str) else "".join(pieces(each, margin)) for each in line)
    text = squeezed("".join(words))
    elements = [each for each in line if not isinstance(each, str)]
    display = marked_display()
    formulas = [
        f for each in elements for f in ([each] if display(each) else inside(each, display))
    ]
    if len(formulas) == 1 and text == squeezed(all_text(formulas[0])):
        tex, tag = formula_of(formulas[0])
        return [{"kind": "equation", "text": f"{tex} ({tag})" if tag else tex}]
    if text:
        return [{"kind": kind, "text": text}]
    images = [image for each in elements for image in images_in(each)]
    return [{"kind": "image", "text": squeezed(image.get("alt") or "")} for image in images]


def images_in(element: HtmlElement) -> list[HtmlElement]:
    """The images that an element is or holds."""
    return [element] if element.tag == "img" else shown(element, named("img"))


def marked_display() -> Test:
    """Whether an element is a displayed formula."""
    return lambda element: {"math", "display"} <= classes(element)


def formula_of(span: HtmlElement) -> tuple[str, str]:
    """A formula's TeX, and the tag that numbers it."""
    text = DOLLARS.sub("", squeezed(all_text(span))).strip()
    tag = TAG.search(text)
    return squeezed(TAG.sub("", text)), tag[1] if tag else ""


def block(node: HtmlElement, kind: str) -> list[Block]:
    """The blocks that one element makes."""
    tell = TELLERS.get(node.tag)
    if tell is not None:
        return list(tell(node, kind))
    for test, telling in BOXES:
        if test(node):
            return list(telling(node))
    return flow(node, kind)


def code_block(node: HtmlElement, _: str) -> Iterator[Block]:
    """Code, or what code printed."""
    printed = within(node, marked("cell-output"))
    text = stable(lines_of(node)) if printed else lines_of(node)
    if within(node, marked("cell-output-error")):
        text = last_error(text)
    if text:
        yield {"kind": "output" if printed else "code", "text": text}


def list_blocks(node: HtmlElement, _: str) -> Iterator[Block]:
    """The items of a list, or the terms and definitions."""
    kinds = {"ul": "list_item", "ol": "ordered_item", "dt": "term", "dd": "definition"}
    for child in children(node):
        if child.tag in {"li", "dt", "dd"}:
            yield from item(child, kinds[node.tag if child.tag == "li" else child.tag])


def item(node: HtmlElement, kind: str) -> list[Block]:
    """An item: its first text is of `kind`, what follows stands for itself."""
    blocks = flow(node)
    leads = bool(blocks) and blocks[0]["kind"] == "paragraph"
    text = blocks[0]["text"] if leads else ""
    return [{"kind": kind, "text": text}, *(blocks[1:] if leads else blocks)]


def table_block(node: HtmlElement, _: str) -> Iterator[Block]:
    """A table and its caption."""
    header, rows, _align = rows_of(node)
    yield from caption_block(node)
    yield {"kind": "table", "text": "\n".join(" | ".join(row) for row in header + rows)}


def figure_blocks(node: HtmlElement, kind: str) -> Iterator[Block]:
    """A figure: its caption, then what it shows."""
    yield from caption_block(node)
    yield from flow(node, kind)


def caption_block(node: HtmlElement) -> Iterator[Block]:
    """The caption of a figure or table, if it says something."""
    text = text_of(caption_of(node))
    if text:
        yield {"kind": "caption", "text": text}


def caption_of(figure: HtmlElement) -> HtmlElement | None:
    """The caption that is a figure's or table's own."""
    captions = inside(figure, named("figcaption", "caption"))
    own = (each for each in captions if nearest(each, named("figure", "table")) is figure)
    return next(own, None)


def callout_blocks(node: HtmlElement) -> Iterator[Block]:
    """A callout: its title, then its body."""
    yield {"kind": "callout", "text": text_of(part(node, "callout-title-container"))}
    body = part(node, "callout-body")
    yield from flow(body) if body is not None else ()


def part(node: HtmlElement, name: str) -> HtmlElement | None:
    """The first thing of a class in an element."""
    return next(iter(inside(node, marked(name))), None)


def tabset_blocks(node: HtmlElement) -> Iterator[Block]:
    """Tabs: their labels, then what each shows."""
    yield {"kind": "tabset", "text": " | ".join(text_of(label) for label in labels_of(node))}
    for pane in panes_of(node):
        yield from flow(pane)


def labels_of(tabset: HtmlElement) -> list[HtmlElement]:
    """The labels of a tabset, not of one within it."""
    labels = inside(tabset, marked("nav-link"))
    return [each for each in labels if nearest(each, marked("panel-tabset")) is tabset]


def panes_of(tabset: HtmlElement) -> list[HtmlElement]:
    """The panes of a tabset, not of one within it."""
    panes = inside(tabset, marked("tab-pane"))
    return [each for each in panes if nearest(each, marked("panel-tabset")) is tabset]


def rows_of(table: HtmlElement) -> tuple[list[list[str]], list[list[str]], str]:
    """The header rows that say something, the other rows, and the alignment of the first of them."""
    rows = [row for row in inside(table, named("tr")) if nearest(row, named("table")) is table]
    head = [row for row in rows if heads(row, table)]
    body = [row for row in rows if row not in head]
    texts = [texts for texts in map(cells_of, head) if any(texts)]
    return texts, [cells_of(row) for row in body], alignment(body[0]) if body else ""


def heads(row: HtmlElement, table: HtmlElement) -> bool:
    """Whether a row belongs to the head of a table."""
    head = nearest(row, named("thead"))
    return head is not None and nearest(head, named("table")) is table


def cells_of(row: HtmlElement) -> list[str]:
    """The texts of a row."""
    return [text_of(cell) for cell in children(row) if cell.tag in {"td", "th"}]


def alignment(row: HtmlElement) -> str:
    """A letter for each cell of a row: l, c, r, or - where nothing is said."""
    cells = [cell for cell in children(row) if cell.tag in {"td", "th"}]
    found = [re.search(r"text-align:\s*(left|center|right)", c.get("style") or "") for c in cells]
    return "".join(match[1][0] if match else "-" for match in found)


def stable(text: str) -> str:
    """Output without the traces of one run: addresses, cell numbers, temporary files."""
    text = re.sub(r"0x[0-9a-f]{6,}", "0x…", text)
    text = re.sub(r"\S*[/\\]ipykernel_\d+[/\\]\d+\.py", "<cell>", text)
    return re.sub(r"In ?\[\d+\]", "In[…]", text)


def last_error(text: str) -> str:
    """The closing message of a traceback, whose layout differs between versions of IPython."""
    starts = [match.start() for match in ERROR.finditer(text)]
    return text[starts[-1] :] if starts else text


Teller: TypeAlias = Callable[[HtmlElement, str], Iterator[Block] | list[Block]]
TELLERS: dict[str, Teller] = {
    **dict.fromkeys(HEADINGS, lambda node, _: [{"kind": "heading", "text": text_of(node)}]),
    **dict.fromkeys(("figcaption", "summary", "caption"), lambda _node, _: []),
    **dict.fromkeys(("ul", "ol", "dl"), list_blocks),
    "p": flow,
    "pre": code_block,
    "hr": lambda _node, _: [{"kind": "rule", "text": ""}],
    "blockquote": lambda node, _: flow(node, "quote"),
    "table": table_block,
    "figure": figure_blocks,
}
BOXES: tuple[tuple[Test, Callable[[HtmlElement], Iterator[Block] | list[Block]]], ...] = (
    (is_drawing, lambda _: [{"kind": "image", "text": ""}]),
    (marked("line-block"), lambda node: [{"kind": "lines", "text": text_of(node)}]),
    (marked("callout"), callout_blocks),
    (marked("panel-tabset"), tabset_blocks),
)
