"""The nouns to Pandoc's nodes for HTML: the elements, ids and classes that Quarto's pages have."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import PurePosixPath

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    attr_of,
    div,
    kind,
    link,
    para,
    plain,
    raw_block,
    raw_inline,
    rewrite,
    span,
    strong,
    with_attr,
    words,
)
from report.engine.assemble.figure_menus import menus
from report.engine.assemble.links import relative
from report.engine.assemble.nouns import (
    Callout,
    Code,
    Equation,
    Float,
    Layout,
    Number,
    Panel,
    Reference,
    Tabset,
    Theorem,
)
from report.engine.words import Words

ENGLISH = Words("en")
NBSP = "\N{NO-BREAK SPACE}"
CAPTION, CHART = "caption", "vega-embed"
THEOREM_CLASSES = {
    "thm": "",
    "lem": "lemma",
    "cor": "corollary",
    "prp": "proposition",
    "cnj": "conjecture",
    "def": "definition",
    "exm": "example",
    "exr": "exercise",
    "alg": "algorithm",
}


def html_nodes(nodes: Nodes, page: PurePosixPath, said: Words = ENGLISH) -> Nodes:
    """The nodes of a page without nouns; `said` are the page's own words.

    Ids that nobody wrote are counted over these nodes.
    """
    tabsets, callouts = count(1), count(1)
    return rewrite(
        nodes,
        {
            "Float": lambda noun: [float_div(*menus(noun, page, said))],
            "Layout": lambda noun: [layout_div(noun)],
            "Callout": lambda noun: [callout_div(noun, callouts)],
            "Tabset": lambda noun: [tabset_div(noun, tabsets)],
            "Theorem": lambda noun: [theorem_div(noun)],
            "Equation": lambda noun: [equation_span(noun)],
            "Code": code_blocks,
            "Reference": lambda noun: [reference_link(noun, page)],
            "Header": heading,
            "Div": cell,
            "Span": aside,
            "Image": chart,
        },
    )


def heading(node: Node) -> Nodes | None:
    """A heading with its number before its text."""
    level, attr, inlines = node["c"]
    number = attr_of(node).get("number")
    if not number:
        return None
    numbered = span(Attr("", ("header-section-number",)), words(number))
    return [{"t": "Header", "c": [level, attr, [numbered, {"t": "Space"}, *inlines]]}]


def cell(node: Node) -> Nodes | None:
    """A cell that shows something; asides are margin notes."""
    attr = attr_of(node)
    if attr.classes == ("cell",) and not node["c"][1]:
        return []
    if attr.has("aside"):
        return [with_attr(node, attr.without("aside").plus("column-margin"))]
    return None


def aside(node: Node) -> Nodes | None:
    """A stretch of text that stands in the margin."""
    attr = attr_of(node)
    return (
        [with_attr(node, attr.without("aside").plus("column-margin"))]
        if attr.has("aside")
        else None
    )


def chart(node: Node) -> Nodes | None:
    """A picture that stands for an interactive chart, under the class that such charts have."""
    attr = attr_of(node)
    if not attr.has(CHART):
        return None
    return [span(Attr("", (CHART,)), [with_attr(node, attr.without(CHART))])]


# --- floats ------------------------------------------------------------------------------------


def float_div(noun: Float, below: Nodes) -> Node:
    """A float: a div with its id around a `figure` with one caption; menus stand below that."""
    name = f"quarto-{'sub' if noun.part else ''}float"
    classes = ("quarto-float", "quarto-figure", f"quarto-figure-{aligned(noun)}")
    outer = Attr(noun.id, (*classes, *noun.attr.classes), shown_pairs(noun.attr))
    margin = " margin-caption" if noun.place == "margin" else ""
    counted = f"{name} {name}-{noun.kind} " if noun.id else ""
    opening = raw_block("html", f'<figure class="{counted}figure{margin}">')
    caption = float_caption(noun, name)
    content = div(Attr("", (), described(noun, caption)), lightboxed(noun))
    parts = [*caption, content] if noun.place == "top" else [content, *caption]
    return div(outer, [opening, *parts, raw_block("html", "</figure>"), *below])


def aligned(noun: Float) -> str:
    """How a float stands on the page."""
    return noun.align if noun.align in {"left", "right", "center"} else "center"


def shown_pairs(attr: Attr) -> tuple[tuple[str, str], ...]:
    """The attributes that a float keeps on the page."""
    return tuple(pair for pair in attr.pairs if not pair[0].startswith(("layout", "fig-", "tbl-")))


def described(noun: Float, caption: Nodes) -> tuple[tuple[str, str], ...]:
    """What ties a float's content to its caption, for those who hear the page."""
    return (("aria-describedby", f"{noun.id}-{CAPTION}"),) if noun.id and caption else ()


def float_caption(noun: Float, name: str) -> Nodes:
    """The `figcaption` of a float; none where there is nothing to say."""
    inlines = caption_inlines(noun)
    if not inlines:
        return []
    margin = " margin-caption" if noun.place == "margin" else ""
    bare = "" if noun.caption else " quarto-uncaptioned"
    named = f' id="{escape(noun.id)}-{CAPTION}"' if noun.id else ""
    place = f"{name}-caption-{noun.place}"
    tag = f'<figcaption{named} class="{place} {name}-caption {name}-{noun.kind}{bare}{margin}">'
    return [plain([raw_inline("html", tag), *inlines, raw_inline("html", "</figcaption>")])]


def caption_inlines(noun: Float) -> Nodes:
    """A float's caption with its number."""
    if noun.number is None:
        return noun.caption
    if noun.part:
        return [*words(f"({noun.number.text}) "), *noun.caption]
    return [*numbered(noun.number, noun.delimiter if noun.caption else ""), *noun.caption]


def numbered(number: Number, delimiter: str) -> Nodes:
    """ "Figure 2.1: ", the number tied to its word."""
    text = f"{number.title}{NBSP}{number.text}{delimiter}"
    return [{"t": "Str", "c": text}, *([{"t": "Space"}] if delimiter else [])]


def lightboxed(noun: Float) -> Nodes:
    """A float's blocks, its images linked to themselves where the author wants them to open."""
    if "lightbox" not in noun.attr.classes:
        return noun.blocks

    def linked(image: Node) -> Nodes:
        return [link(Attr("", ("lightbox",)), [image], image["c"][2][0])]

    return rewrite(noun.blocks, {"Image": linked})


def layout_div(noun: Layout) -> Node:
    """Rows of panels."""
    valign = f"quarto-layout-valign-{noun.valign}" if noun.valign else ""
    rows = [
        div(Attr("", ("quarto-layout-row",)).plus(valign), [panel_div(panel) for panel in row])
        for row in noun.rows
    ]
    return div(noun.attr.plus("quarto-layout-panel"), rows)


def panel_div(panel: Panel) -> Node:
    """One panel, as wide as its share."""
    flex = {"left": "flex-start", "right": "flex-end"}.get(panel.align, "center")
    width = f"flex-basis: {panel.width:g}%; " if panel.width is not None else ""
    style = (("style", f"{width}justify-content: {flex};"),)
    return div(Attr("", ("quarto-layout-cell",), style), panel.blocks)


# --- boxes -------------------------------------------------------------------------------------


def callout_div(noun: Callout, numbers: Iterator[int]) -> Node:
    """A callout: header with icon and title, body; either may be missing."""
    style = "default" if noun.appearance == "default" else "simple"
    classes = ["callout", f"callout-style-{style}", f"callout-{noun.kind}"]
    classes += [] if noun.icon else ["no-icon"]
    title = callout_title(noun)
    outer = Attr(noun.id, tuple(classes), noun.attr.pairs).plus(*noun.attr.classes)
    if not title:
        icon = div(Attr("", ("callout-icon-container",)), [raw_block("html", ICON)])
        inner = div(Attr("", ("callout-body-container",)), noun.blocks)
        return div(outer, [div(Attr("", ("callout-body", "d-flex")), [icon, inner])])
    name = f"callout-{next(numbers)}" if noun.collapse is not None else ""
    header = [*callout_header(noun, title, name)]
    body = div(Attr("", ("callout-body-container", "callout-body")), noun.blocks)
    if noun.collapse is not None:
        folded = ("callout-collapse", "collapse", *([] if noun.collapse else ["show"]))
        body = div(Attr(name, folded), [body])
    return div(outer.plus("callout-titled"), [*header, body])


ICON = '<i class="callout-icon"></i>'


def callout_title(noun: Callout) -> Nodes:
    """The title that a callout shows; none for a simple one without."""
    if noun.number is not None:
        return [*numbered(noun.number, noun.delimiter if noun.title else ""), *noun.title]
    if noun.title:
        spoken = span(Attr("", ("screen-reader-only",)), words(f"{noun.word} "))
        return [spoken, *noun.title]
    return words(noun.word) if noun.appearance == "default" else []


def callout_header(noun: Callout, title: Nodes, name: str) -> Nodes:
    """The header of a callout, a switch where it collapses."""
    attributes = ""
    if noun.collapse is not None:
        shown = "false" if noun.collapse else "true"
        attributes = (
            f' data-bs-toggle="collapse" data-bs-target="#{name}" aria-controls="{name}"'
            f' aria-expanded="{shown}"'
        )
    opening = f'<div class="callout-header d-flex align-content-center"{attributes}>'
    icon = f'<div class="callout-icon-container">{ICON}</div>'
    title_tag = '<div class="callout-title-container flex-fill">'
    return [
        raw_block("html", f"{opening}\n{icon}\n{title_tag}"),
        plain(title),
        raw_block("html", "</div>\n</div>"),
    ]


def tabset_div(noun: Tabset, numbers: Iterator[int]) -> Node:
    """Tabs: a list of labels, and the panes they switch."""
    name = f"tabset-{next(numbers)}"
    labels: Nodes = [raw_inline("html", '<ul class="nav nav-tabs" role="tablist">')]
    panes: Nodes = []
    for place, tab in enumerate(noun.tabs, 1):
        pane, active = f"{name}-{place}", place == 1
        labels += [
            raw_inline("html", tab_tag(pane, active)),
            *tab.title,
            raw_inline("html", "</a></li>"),
        ]
        shown = ("tab-pane", *(["active"] if active else []))
        roles = (("role", "tabpanel"), ("aria-labelledby", f"{pane}-tab"))
        panes.append(div(Attr(pane, shown, roles), tab.blocks))
    labels.append(raw_inline("html", "</ul>"))
    grouped = (("group", noun.group),) if noun.group else ()
    outer = Attr(noun.attr.id, ("panel-tabset", *noun.attr.classes), (*noun.attr.pairs, *grouped))
    return div(outer, [plain(labels), div(Attr("", ("tab-content",)), panes)])


def tab_tag(pane: str, active: bool) -> str:
    """The opening tags of one tab's label."""
    on, chosen = (" active", "true") if active else ("", "false")
    return (
        f'<li class="nav-item" role="presentation"><a class="nav-link{on}" id="{pane}-tab"'
        f' data-bs-toggle="tab" href="#{pane}" role="tab" aria-controls="{pane}"'
        f' aria-selected="{chosen}">'
    )


def theorem_div(noun: Theorem) -> Node:
    """A theorem or proof, its title at the head of its first paragraph."""
    if noun.style == "proof":
        classes = ("proof", THEOREM_CLASSES.get(noun.kind, noun.word.lower()))
        number = f" {noun.number.text}" if noun.number else ""
        title = [{"t": "Emph", "c": [*words(f"{noun.word}{number}"), *in_brackets(noun.name)]}]
        lead = [span(Attr("", ("proof-title",)), title), *words(". ")]
    else:
        classes = ("theorem", THEOREM_CLASSES.get(noun.kind, ""))
        number = f"{NBSP}{noun.number.text}" if noun.number else ""
        title = [strong([*words(f"{noun.word}{number}"), *in_brackets(noun.name)])]
        lead = [span(Attr("", ("theorem-title",)), title), {"t": "Space"}]
    blocks = noun.blocks
    if blocks and kind(blocks[0]) == "Para":
        blocks = [para([*lead, *blocks[0]["c"]]), *blocks[1:]]
    else:
        blocks = [para(lead), *blocks]
    return div(Attr(noun.id, (), noun.attr.pairs).plus(*classes, *noun.attr.classes), blocks)


def in_brackets(name: Nodes) -> Nodes:
    """A name behind a title: " (Name)"."""
    return [*words(" ("), *name, *words(")")] if name else []


# --- code, formulas, references ----------------------------------------------------------------


def code_blocks(noun: Code | Node) -> Nodes | None:
    """Code, numbered, under its file's name, and folded, as it asks; code among words stays."""
    if not isinstance(noun, Code):
        return None
    attr = noun.attr.plus(*(["cell-code"] if noun.ran else []))
    attr = attr.plus("number-lines") if noun.numbered else attr
    attr = attr.plus("code-overflow-wrap") if noun.wrap else attr
    block = {"t": "CodeBlock", "c": [attr.json, noun.text]}
    block = div(Attr("", ("cell-code",)), [block]) if noun.ran else block
    blocks: Nodes = [block]
    if noun.filename:
        name = f"<pre><strong>{escape(noun.filename)}</strong></pre>"
        label = raw_block("html", f'<div class="code-with-filename-file">\n{name}\n</div>')
        blocks = [div(Attr("", ("code-with-filename",)), [label, block])]
    if noun.fold is None:
        return blocks
    opened = "" if noun.fold else " open"
    head = raw_inline("html", f'<details{opened} class="code-fold">\n<summary>')
    summary = plain([head, *noun.summary, raw_inline("html", "</summary>")])
    return [summary, *blocks, raw_block("html", "</details>")]


def equation_span(noun: Equation) -> Node:
    """A displayed formula with its number and id."""
    tag = f" \\tag{{{noun.number.text}}}" if noun.number else ""
    formula = {"t": "Math", "c": [{"t": "DisplayMath"}, f"{noun.tex}{tag}"]}
    return span(Attr(noun.id), [formula])


def reference_link(noun: Reference, page: PurePosixPath) -> Node:
    """A cross-reference as a link."""
    file = relative(noun.page, page.parent) if noun.page else ""
    anchor = f"#{noun.anchor}" if noun.anchor else ""
    return link(Attr("", ("quarto-xref",)), noun.inlines, f"{file}{anchor}")
