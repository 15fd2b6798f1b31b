"""An HTML page as a reader meets it: its visible text, and questions about where things stand.

White space, soft hyphens and what only scripts or screen readers use do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import html
from lxml.html import HtmlElement

BLOCKS = frozenset(
    """
    address article aside blockquote details dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section summary table ul
    """.split()  # noqa: SIM905
)
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
SILENT_TAGS = frozenset({"script", "style", "button", "nav", "template"})
SILENT = frozenset(
    """
    screen-reader-only visually-hidden footnote-back anchorjs-link code-with-filename-file
    quarto-title-author-email quarto-title-author-orcid
    """.split()  # noqa: SIM905
)
NONE = re.compile(r"display:\s*none")
Test = Callable[[HtmlElement], bool]


def parsed(text: str) -> HtmlElement:
    """The page as a tree, without what our pages offer beyond Quarto's."""
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for menu in (*root.find_class("figure-menu"), *root.find_class("uses")):
        menu.drop_tree()
    return root


def squeezed(text: str) -> str:
    """White space of every kind as single spaces; invisible marks gone."""
    return " ".join(re.sub("[\u00ad\u200b\ufeff]", "", text).split())


# --- what an element is ------------------------------------------------------------------------


def classes(element: HtmlElement) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def marked(*names: str) -> Test:
    """Whether an element has one of the classes."""
    wanted = frozenset(names)
    return lambda element: not wanted.isdisjoint(classes(element))


def named(*tags: str) -> Test:
    """Whether an element is of one of the kinds."""
    return lambda element: element.tag in tags


def either(*tests: Test) -> Test:
    """Whether one of several things holds of an element."""
    return lambda element: any(test(element) for test in tests)


def hidden(element: HtmlElement) -> bool:
    """Whether an element is not shown."""
    return (
        "hidden" in element.attrib
        or not classes(element).isdisjoint({"hidden", "d-none"})
        or NONE.search(element.get("style") or "") is not None
    )


def silent(element: HtmlElement) -> bool:
    """Whether an element is no part of what is read: scripts, controls, navigation."""
    return element.tag in SILENT_TAGS or not classes(element).isdisjoint(SILENT)


def is_note(element: HtmlElement) -> bool:
    """Whether an element is the mark of a footnote."""
    return element.tag == "a" and "footnote-ref" in classes(element)


# --- where it stands ---------------------------------------------------------------------------


def around(element: HtmlElement) -> Iterator[HtmlElement]:
    """What an element stands in, the nearest first."""
    return (each for each in element.iterancestors() if isinstance(each.tag, str))


def within(element: HtmlElement, test: Test) -> bool:
    """Whether an element stands in something of a kind."""
    return any(test(each) for each in around(element))


def nearest(element: HtmlElement, test: Test) -> HtmlElement | None:
    """The nearest thing of a kind that an element stands in."""
    return next((each for each in around(element) if test(each)), None)


def visible(element: HtmlElement) -> bool:
    """Whether an element and all around it are shown and read."""
    return not any(hidden(each) or silent(each) for each in (element, *around(element)))


def inside(element: HtmlElement, test: Test) -> list[HtmlElement]:
    """Everything of a kind in an element, in order, shown or not."""
    found = (each for each in element.iterdescendants() if isinstance(each.tag, str))
    return [each for each in found if test(each)]


def shown(element: HtmlElement, test: Test) -> list[HtmlElement]:
    """Everything of a kind in an element that a reader sees."""
    return [each for each in inside(element, test) if visible(each)]


def first(element: HtmlElement | None, test: Test) -> HtmlElement | None:
    """The first thing of a kind in an element."""
    found = inside(element, test) if element is not None else []
    return found[0] if found else None


def by_id(root: HtmlElement, name: str) -> HtmlElement | None:
    """The element with an id."""
    return next(iter(root.xpath("//*[@id=$name]", name=name)), None)


def children(element: HtmlElement) -> list[HtmlElement]:
    """The elements directly in an element."""
    return [each for each in element if isinstance(each.tag, str)]


# --- what it says ------------------------------------------------------------------------------


def text_of(element: HtmlElement | None, without: Test = lambda _: False) -> str:
    """The text of an element, without what is hidden, silent, or of the kind `without`."""
    return "" if element is None else squeezed("".join(pieces(element, without)))


def pieces(element: HtmlElement, without: Test) -> Iterator[str]:
    """The text of an element piece by piece, blocks apart from each other."""
    if silent(element) or hidden(element) or without(element):
        return
    if element.tag == "br":
        yield " "
    elif element.tag == "input" and element.get("type") == "checkbox":
        yield "[x] " if "checked" in element.attrib else "[ ] "
    elif is_note(element):
        yield f"[^{all_text(element).strip()}]"
    else:
        apart = " " if element.tag in BLOCKS or element.tag in {"tr", "td", "th"} else ""
        yield apart
        yield from run(element, without)
        yield apart


def run(element: HtmlElement, without: Test) -> Iterator[str]:
    """What is directly in an element, one piece after another."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child, without)
        yield child.tail or ""


def all_text(element: HtmlElement) -> str:
    """All text in an element but comments and templates, as it stands."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag != "template":
            parts.append(all_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def lines_of(element: HtmlElement) -> str:
    """The lines of preformatted text."""
    lines = all_text(element).replace("\N{NO-BREAK SPACE}", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def target_of(element: HtmlElement, attribute: str = "href") -> str:
    """Where a link leads: file and id, the file left out on the same page."""
    return re.sub(r"^(\./)+", "", element.get(attribute) or "")
