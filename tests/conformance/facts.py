"""The facts of one page, kind by kind: what a reader can see or follow on it.

Only elements, ids and classes that Quarto's pages have in common with ours are looked at. A fact is a
mapping of names to texts; ids made from random keys are told as "*".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from lxml.html import HtmlElement

from tests.conformance.flow import (
    block_facts,
    caption_of,
    flow,
    formula_of,
    is_chart,
    labels_of,
    last_error,
    marked_display,
    panes_of,
    part,
    rows_of,
    stable,
)
from tests.conformance.reading import (
    HEADINGS,
    Test,
    around,
    by_id,
    children,
    classes,
    either,
    first,
    inside,
    is_note,
    lines_of,
    marked,
    named,
    nearest,
    parsed,
    shown,
    squeezed,
    target_of,
    text_of,
    visible,
    within,
)

Fact: TypeAlias = dict[str, Any]
CALLOUTS = ("note", "tip", "warning", "caution", "important")
RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}")
CAPTION = re.compile(r"(\([a-z]+\))\s*(.*)|(\S+ [A-Z\d][\w.]*)\s*(?:(?::|—)\s*(.*))?$", re.DOTALL)
MARKS = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "code": "code"}
MARKS |= {"sup": "superscript", "sub": "subscript", "del": "strikeout", "u": "underline"}
MARKS |= {"mark": "mark", "kbd": "kbd"}
NO_LANGUAGE = {"sourceCode", "code-with-copy", "numberSource", "number-lines"}
NO_LANGUAGE |= {"code-overflow-wrap", "code-overflow-scroll"}
MARGIN = marked("column-margin")
NUMBER = marked("header-section-number", "chapter-number")


def facts_of(html: str) -> dict[str, Any]:
    """Every fact of a page, by kind."""
    root = parsed(html)
    found = first(root, named("main"))
    main = found if found is not None else first(root, named("body"))
    return {
        "page": page_facts(root),
        "title": title_facts(root),
        "toc": contents_facts(root),
        "navigation": navigation_facts(root),
        "footnotes": [text_of(note) for note in notes_in(root)],
        "bibliography": [
            {"id": entry.get("id") or "", "text": text_of(entry)}
            for entry in shown(root, marked("csl-entry"))
            if within(entry, has_id("refs"))
        ],
        **{kind: tell(main) for kind, tell in KINDS.items()},
    }


def has_id(name: str) -> Test:
    """Whether an element has an id."""
    return lambda element: element.get("id") == name


def stable_id(name: str) -> str:
    """An id, or "*" where it was made from a random key."""
    return "*" if RANDOM.search(name) else name


# --- page and title ----------------------------------------------------------------------------


def page_facts(root: HtmlElement) -> Fact:
    """Language, window title, description, and what heads the contents."""
    title = first(root, named("title"))
    described = next(iter(root.xpath('//meta[@name="description"]/@content')), "")
    return {
        "lang": root.get("lang") or "",
        "title": squeezed(title.text or "") if title is not None else "",
        "description": squeezed(described),
        "toc_title": text_of(by_id(root, "toc-title")),
    }


def title_facts(root: HtmlElement) -> Fact:
    """What the title block says."""
    block = by_id(root, "title-block-header")
    if block is None:
        return {}
    heading = first(block, lambda e: e.tag == "h1" and "title" in classes(e))
    marker = first(block, lambda e: "quarto-section-identifier" in classes(e) and e.get("id"))
    told = {
        "title": text_of(heading, marked("chapter-number")),
        "number": text_of(first(heading, marked("chapter-number"))),
        "id": (marker.get("id") or "") if marker is not None else "",
        "categories": [text_of(each) for each in inside(block, marked("quarto-category"))],
        "authors": author_facts(block),
        "modified": text_of(part(block, "date-modified")),
        "labels": [
            text_of(e) for e in inside(block, marked("quarto-title-meta-heading", "block-title"))
        ],
    }
    plain = ("subtitle", "description", "date", "doi", "abstract", "keywords")
    told |= {name: text_of(part(block, name), marked("block-title")) for name in plain}
    return {name: value for name, value in told.items() if value}


def author_facts(block: HtmlElement) -> list[Fact]:
    """Authors with the affiliations that follow them."""
    authors: list[Fact] = []
    places = marked("quarto-title-meta-contents", "quarto-title-meta-author")
    for line in inside(block, lambda e: e.tag == "p" and within(e, places)):
        names = classes(line)
        if "affiliation" in names and authors:
            authors[-1]["affiliations"].append(text_of(line))
        elif not names or "author" in names:
            authors.append({"name": text_of(line), "affiliations": []})
    return authors


# --- structure ---------------------------------------------------------------------------------


def heading_facts(main: HtmlElement) -> list[Fact]:
    """Level, number, text and id of each heading of the text."""
    elsewhere = either(has_id("title-block-header"), has_id("quarto-appendix"))
    return [
        {
            "level": int(heading.tag[1]),
            "number": text_of(first(heading, NUMBER)),
            "text": text_of(heading, NUMBER),
            "id": own_id(heading),
        }
        for heading in shown(main, named(*HEADINGS))
        if not within(heading, elsewhere)
    ]


def own_id(heading: HtmlElement) -> str:
    """A heading's id, or that of the section that it begins."""
    if heading.get("id"):
        return stable_id(heading.get("id") or "")
    parent = heading.getparent()
    begins = parent.tag in {"section", "div"} and children(parent)[0] is heading
    return stable_id(parent.get("id") or "") if begins else ""


def contents_facts(root: HtmlElement) -> list[Fact]:
    """The lines of the table of contents."""
    number = marked("header-section-number")
    return [
        {
            "level": sum(each.tag == "ul" for each in around(link)),
            "number": text_of(first(link, number)),
            "text": text_of(link, number),
            "target": stable_id(target_of(link)),
        }
        for link in inside(root, lambda e: e.tag == "a" and "href" in e.attrib)
        if within(link, has_id("TOC"))
    ]


def appendix_facts(main: HtmlElement) -> list[Fact]:
    """The sections at the foot of a page."""
    known = either(marked("footnotes"), has_id("quarto-bibliography"))
    sections = shown(
        main, lambda e: e.tag == "section" and has_id("quarto-appendix")(e.getparent())
    )
    return [
        {
            "id": section.get("id") or "",
            "heading": text_of(first(section, named("h2"))),
            "text": "" if known(section) else text_of(section, marked("quarto-appendix-heading")),
        }
        for section in sections
    ]


def navigation_facts(root: HtmlElement) -> Fact:
    """The site around the page: sidebar, bar, neighbours, footer."""
    sidebar = by_id(root, "quarto-sidebar")
    items = inside(sidebar, marked("sidebar-item")) if sidebar is not None else []
    links = [(item, first(item, marked("sidebar-item-text"))) for item in items]
    bar = [
        {"text": text_of(link), "target": stable_id(target_of(link))}
        for link in inside(root, lambda e: e.tag == "a" and "href" in e.attrib)
        if within(link, marked("navbar-nav"))
    ]
    told = {
        "title": text_of(site_title(root)),
        "chapters": [chapter_fact(item, link) for item, link in links if link is not None],
        "navbar": bar,
        "previous": neighbour(root, "nav-page-previous"),
        "next": neighbour(root, "nav-page-next"),
        "footer": text_of(part(root, "nav-footer-center")) or text_of(part(root, "nav-footer")),
    }
    return {name: value for name, value in told.items() if value}


def site_title(root: HtmlElement) -> HtmlElement | None:
    """The site's title, in the sidebar or the bar."""
    beside = lambda e: e.tag == "a" and within(e, marked("sidebar-title"))  # noqa: E731
    return first(root, either(beside, marked("navbar-title")))


def chapter_fact(item: HtmlElement, link: HtmlElement) -> Fact:
    """One line of the sidebar."""
    return {
        "depth": sum(each.tag == "ul" for each in around(item)),
        "section": "sidebar-item-section" in classes(item),
        **link_fact(link),
        "current": "active" in classes(link),
    }


def link_fact(link: HtmlElement) -> Fact:
    """Number, text and target of a link of the navigation."""
    number = marked("chapter-number")
    return {
        "number": text_of(first(link, number)),
        "text": text_of(link, number),
        "target": stable_id(target_of(link)),
    }


def neighbour(root: HtmlElement, name: str) -> Fact | None:
    """The link to the previous or next page."""
    link = first(root, lambda e: e.tag == "a" and within(e, marked(name)))
    return link_fact(link) if link is not None else None


# --- references --------------------------------------------------------------------------------


def xref_facts(main: HtmlElement) -> list[Fact]:
    """Cross-references, and what stands for those without a target."""
    facts = []
    for each in shown(
        main, either(named("strong"), marked("quarto-xref", "quarto-unresolved-ref"))
    ):
        text = text_of(each)
        if each.tag == "a":
            facts.append({"text": text, "target": stable_id(target_of(each))})
        elif each.tag != "strong" or text.startswith("?@"):
            facts.append({"text": text, "target": ""})
    return facts


def citation_facts(main: HtmlElement) -> list[Fact]:
    """Citations: text, keys, where they lead."""
    return [
        {
            "text": text_of(span),
            "keys": (span.get("data-cites") or "").split(),
            "targets": [target_of(a) for a in inside(span, is_citation_link)],
        }
        for span in shown(main, lambda e: e.tag == "span" and "citation" in classes(e))
    ]


def is_citation_link(element: HtmlElement) -> bool:
    """Whether an element links to an entry of the list of references."""
    return element.tag == "a" and element.get("role") == "doc-biblioref"


def notes_in(root: HtmlElement) -> list[HtmlElement]:
    """The footnotes of a page."""
    return shown(
        root,
        lambda e: (
            e.tag == "li"
            and e.getparent().tag == "ol"
            and "footnotes" in classes(e.getparent().getparent())
        ),
    )


# --- floats ------------------------------------------------------------------------------------


def float_kind(figure: HtmlElement) -> str:
    """The kind of a float (`fig`, `tbl`, `lst`), empty for a plain figure."""
    matches = (re.fullmatch(r"quarto-(?:sub)?float-(\w+)", name) for name in classes(figure))
    return next((match[1] for match in matches if match), "")


def own_float(element: HtmlElement, kind: str = "") -> HtmlElement | None:
    """The float that an element is part of, of one kind if asked."""
    figures = (each for each in around(element) if each.tag == "figure" and float_kind(each))
    return next((each for each in figures if kind in ("", float_kind(each))), None)


def float_facts(figure: HtmlElement) -> Fact:
    """Id, label, caption of a float, and where the caption stands."""
    own = caption_of(figure)
    if not float_kind(figure):
        return {"id": "", "label": "", "caption": text_of(own), "place": ""}
    label, caption = split_caption(text_of(own))
    name = figure.getparent().get("id") or ""
    return {"id": name, "label": label, "caption": caption, "place": place_of(own)}


def split_caption(text: str) -> tuple[str, str]:
    """ "Figure 1.2: Words" as "Figure 1.2" and "Words"; "(a) Words" as "(a)" and "Words"."""
    match = CAPTION.match(text)
    if not match:
        return "", text
    return (match[1], match[2]) if match[1] else (match[3], match[4] or "")


def place_of(caption: HtmlElement | None) -> str:
    """Whether a caption stands at the top, at the bottom or in the margin."""
    if caption is None:
        return ""
    margin = marked("margin-caption", "column-margin")
    if "margin-caption" in classes(caption) or within(caption, margin):
        return "margin"
    before = [e for e in caption.itersiblings(preceding=True) if isinstance(e.tag, str)]
    return "bottom" if before else "top"


def is_picture(element: HtmlElement) -> bool:
    """Whether an element is an image, a drawing or a chart."""
    return element.tag in {"img", "svg"} or is_chart(element)


def pictures(root: HtmlElement) -> list[HtmlElement]:
    """The pictures in an element, the outermost only."""
    outer = either(named("svg"), is_chart, has_id("title-block-header"))
    return [each for each in shown(root, is_picture) if not within(each, outer)]


def alternatives(root: HtmlElement) -> list[str]:
    """The alternative texts of the pictures in an element."""
    return [squeezed(each.get("alt") or "") for each in pictures(root)]


def figure_facts(main: HtmlElement) -> list[Fact]:
    """Figures: captions, pictures, parts."""
    facts = []
    for figure in shown(main, named("figure")):
        kind = float_kind(figure)
        if own_float(figure) is not None or kind not in ("", "fig"):
            continue
        if not kind and caption_of(figure) is None:
            continue
        parts = [each for each in inside(figure, named("figure")) if float_kind(each)]
        texts = alternatives(figure)
        subfigures = [{**float_facts(each), "alt": alternatives(each)} for each in parts]
        told = {"images": len(texts), "alt": texts, "subfigures": subfigures}
        facts.append({**float_facts(figure), **told})
    return facts


def table_facts(main: HtmlElement) -> list[Fact]:
    """Tables: captions, header, rows, alignment; and table floats that hold no table."""
    facts = []
    for element in shown(main, named("table", "figure")):
        if element.tag == "figure":
            facts += bare_table_float(element)
        elif nearest(element, named("table")) is None:
            facts.append(table_fact(element))
    return facts


def bare_table_float(figure: HtmlElement) -> list[Fact]:
    """A table float without a table of its own."""
    if float_kind(figure) != "tbl":
        return []
    own = [t for t in inside(figure, named("table")) if own_float(t) is figure]
    outer = [table for table in own if nearest(table, named("table")) is None]
    if outer and visible(outer[0]):
        return []
    return [{**float_facts(figure), "header": [], "rows": [], "align": ""}]


def table_fact(table: HtmlElement) -> Fact:
    """One table, under the names of its float if it has no caption itself."""
    header, rows, align = rows_of(table)
    figure, own = own_float(table, "tbl"), caption_of(table)
    plain = {"id": "", "label": "", "caption": text_of(own), "place": ""}
    names = float_facts(figure) if figure is not None and own is None else plain
    return {**names, "header": header, "rows": rows, "align": align}


def listing_facts(main: HtmlElement) -> list[Fact]:
    """Listings: captions and code."""
    return [
        {
            **float_facts(each),
            "text": "\n".join(lines_of(pre) for pre in inside(each, named("pre"))),
        }
        for each in shown(main, named("figure"))
        if float_kind(each) == "lst"
    ]


def equation_facts(main: HtmlElement) -> list[Fact]:
    """Displayed formulas: id, number, TeX."""
    facts = []
    for span in shown(main, marked_display()):
        tex, tag = formula_of(span)
        holder = nearest(span, lambda e: (e.get("id") or "").startswith("eq-"))
        facts.append({"id": holder.get("id") if holder is not None else "", "tag": tag, "tex": tex})
    return facts


def image_facts(main: HtmlElement) -> list[Fact]:
    """Images: alternative text, file, width; a chart that stands in the page has no width of its own."""
    facts = []
    for each in pictures(main):
        drawn = each.tag not in {"img", "svg"} or "chart" in (each.get("class") or "").split()
        source = "chart" if drawn else "inline svg"
        if each.tag == "img":
            source = stable_id(target_of(each, "src"))
            source = "generated" if re.match(r"data:|.*_files/", source) else source
        width = "" if source in {"generated", "chart"} else width_of(each)
        facts.append({"alt": squeezed(each.get("alt") or ""), "src": source, "width": width})
    return facts


def width_of(image: HtmlElement) -> str:
    """The width of an image as the author gave it."""
    match = re.search(r"(?<![-\w])width:\s*([^;]+)", image.get("style") or "")
    width = image.get("width") or (match[1] if match else "")
    return re.sub(r"\.0+(?=\D|$)", "", width.strip())


# --- boxes and code ----------------------------------------------------------------------------


def callout_facts(main: HtmlElement) -> list[Fact]:
    """Callouts: kind, look, title, body."""
    return [callout_fact(each) for each in shown(main, marked("callout"))]


def callout_fact(callout: HtmlElement) -> Fact:
    """One callout."""
    names = classes(callout)
    header = part(callout, "callout-header")
    folds = header is not None and "data-bs-toggle" in header.attrib
    is_open = folds and header.get("aria-expanded") == "true"
    return {
        "type": next((kind for kind in CALLOUTS if f"callout-{kind}" in names), ""),
        "id": callout.get("id") or "",
        "title": text_of(part(callout, "callout-title-container")),
        "collapse": "none" if not folds else "open" if is_open else "closed",
        "appearance": next((n[14:] for n in names if n.startswith("callout-style-")), ""),
        "icon": "no-icon" not in names,
        "text": text_of(part(callout, "callout-body")),
    }


def tabset_facts(main: HtmlElement) -> list[Fact]:
    """Tabsets: group, labels, texts."""
    return [
        {
            "group": each.get("data-group") or "",
            "labels": [text_of(label) for label in labels_of(each)],
            "texts": [text_of(pane) for pane in panes_of(each)],
        }
        for each in shown(main, marked("panel-tabset"))
    ]


def code_facts(main: HtmlElement) -> list[Fact]:
    """Blocks of code that are no output."""
    elsewhere = either(
        marked("cell-output", "footnotes", "callout-header"), has_id("title-block-header")
    )
    return [code_fact(pre) for pre in shown(main, named("pre")) if not within(pre, elsewhere)]


def code_fact(pre: HtmlElement) -> Fact:
    """One block of code: language, lines, folding, file name, numbers."""
    fold = nearest(pre, named("details"))
    framed = nearest(pre, marked("code-with-filename"))
    label = part(framed, "code-with-filename-file") if framed is not None else None
    return {
        "language": language_of(pre),
        "text": lines_of(pre),
        "cell": within(pre, marked("cell", "cell-code")),
        "folded": "" if fold is None else "open" if "open" in fold.attrib else "closed",
        "summary": text_of(first(fold, named("summary"))),
        "filename": squeezed(label.text_content()) if label is not None else "",
        "numbered": "numberSource" in classes(pre),
    }


def language_of(pre: HtmlElement) -> str:
    """The language of a block of code: the first class that is none of the usual ones."""
    code = next(iter(pre.iterchildren("code")), None)
    names = (pre.get("class") or "").split()
    names += (code.get("class") or "").split() if code is not None else []
    kept = (n for n in names if n not in NO_LANGUAGE and not n.startswith("code-annotation"))
    return next(kept, "")


def output_facts(main: HtmlElement) -> list[Fact]:
    """What cells printed or showed, where it is text."""
    facts = []
    output = marked("cell-output")
    for each in shown(main, output):
        if within(each, output):
            continue
        streams = (s for s in ("stdout", "stderr", "error") if f"cell-output-{s}" in classes(each))
        stream = next(streams, "display")
        text = output_text(each)
        text = last_error(text) if stream == "error" else text
        facts += [{"stream": stream, "text": text}] if text else []
    return facts


def output_text(output: HtmlElement) -> str:
    """The text of an output, in lines where it is preformatted."""
    code = inside(output, named("pre"))
    if len(code) == 1 and squeezed(lines_of(code[0])) == text_of(output):
        return stable(lines_of(code[0]))
    return stable(text_of(output, named("figcaption", "caption")))


def margin_facts(main: HtmlElement) -> list[Fact]:
    """What stands in the margin, block by block."""
    outer = [each for each in shown(main, MARGIN) if not within(each, MARGIN)]
    return [block for each in outer for block in flow(each)]


def column_facts(main: HtmlElement) -> list[Fact]:
    """What stands wider than the text."""
    facts = []
    for each in shown(main, lambda e: "column-" in (e.get("class") or "")):
        names = (each.get("class") or "").split()
        name = next((n for n in names if re.match(r"column-(page|screen|body-)", n)), "")
        if name and not within(each, marked(name)):
            text = text_of(each, named("figcaption", "caption"))
            facts.append({"column": name, "text": text})
    return facts


def link_facts(main: HtmlElement) -> list[Fact]:
    """Links that are none of the special ones."""
    special = either(
        marked("quarto-xref", "footnote-ref", "footnote-back", "nav-link"),
        is_citation_link,
        lambda e: "aria-hidden" in e.attrib,
    )
    elsewhere = either(
        named("pre", "nav"),
        marked("footnotes"),
        *map(has_id, ("refs", "title-block-header", "quarto-appendix")),
    )
    return [
        {"text": text_of(link), "target": stable_id(target_of(link))}
        for link in shown(main, lambda e: e.tag == "a" and "href" in e.attrib)
        if not special(link) and not within(link, elsewhere)
    ]


def mark_facts(main: HtmlElement) -> list[Fact]:
    """Words set apart: strong, emphasised, code, raised, struck, in small capitals."""
    elsewhere = either(
        named("pre"),
        is_note,
        marked("footnotes", "callout-icon-container"),
        *map(has_id, ("refs", "title-block-header", "quarto-appendix")),
    )
    facts = []
    for each in shown(main, either(named(*MARKS), marked("smallcaps", "underline"))):
        text = text_of(each)
        if text and not text.startswith("?@") and not within(each, elsewhere):
            names = [name for name in ("smallcaps", "underline") if name in classes(each)]
            facts.append({"mark": names[0] if names else MARKS[each.tag], "text": text})
    return facts


KINDS: dict[str, Callable[[HtmlElement], list[Any]]] = {
    "headings": heading_facts,
    "blocks": block_facts,
    "xrefs": xref_facts,
    "citations": citation_facts,
    "figures": figure_facts,
    "tables": table_facts,
    "listings": listing_facts,
    "equations": equation_facts,
    "callouts": callout_facts,
    "tabsets": tabset_facts,
    "code": code_facts,
    "outputs": output_facts,
    "margin": margin_facts,
    "columns": column_facts,
    "images": image_facts,
    "links": link_facts,
    "marks": mark_facts,
    "appendix": appendix_facts,
}
