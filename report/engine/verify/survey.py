"""One page or style sheet to what can be checked of it: its ids, and every address that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

# Attributes that name an address, and the elements that fetch what they name without being asked.
ADDRESSES = ("href", "src", "poster", "data", "action", "cite")
FETCHING = {"img", "script", "iframe", "video", "audio", "source", "embed", "object", "track"}
FETCHING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
WITH_ID = etree.XPath("//*[@id]")
WITH_ADDRESS = etree.XPath(
    f"//*[{' or '.join(f'@{name}' for name in (*ADDRESSES, 'srcset'))}]"
    "|//*[contains(@style, 'url(')]|//style"
)
CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")


@dataclass(frozen=True, slots=True)
class Reference:
    """One address that a page names: in which element, on which line, fetched at once or not."""

    address: str
    element: str
    line: int | None
    fetched: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What a page has and what it names; `repeated` holds ids that stand twice, with the line."""

    ids: frozenset[str]
    repeated: tuple[tuple[str, int | None], ...]
    references: tuple[Reference, ...]


def survey(page: bytes) -> Survey:
    """Read one HTML page."""
    if not page.strip():
        return Survey(frozenset(), (), ())
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    lines: dict[str, int | None] = {}
    repeated = []
    for element in WITH_ID(root):
        name = element.get("id")
        if name in lines:
            repeated.append((name, element.sourceline))
        lines[name] = element.sourceline
    anchors = (a.get("name") for a in root.iter("a"))
    ids = frozenset(lines) | {name for name in anchors if name}
    references = (found for element in WITH_ADDRESS(root) for found in named_by(element))
    return Survey(ids, tuple(repeated), tuple(references))


def survey_style(sheet: bytes) -> Survey:
    """Read one style sheet."""
    text = sheet.decode("utf-8", "replace")
    found = (Reference(address, "url()", None, True) for address in in_css(text))
    return Survey(frozenset(), (), tuple(found))


def named_by(element: etree._Element) -> Iterator[Reference]:
    """The addresses that one element names."""
    tag = element.tag
    line = element.sourceline
    for key in ADDRESSES:
        value = element.get(key)
        if value is not None and not (tag == "link" and element.get("rel") == "canonical"):
            yield Reference(value.strip(), f"<{tag} {key}>", line, fetches(element))
    for value in (element.get("srcset") or "").split(","):
        if value.strip():
            yield Reference(value.split()[0], f"<{tag} srcset>", line, True)
    css = f"{element.get('style') or ''} {element.text or '' if tag == 'style' else ''}"
    for address in in_css(css):
        yield Reference(address, f"<{tag}> style", line, True)


def fetches(element: etree._Element) -> bool:
    """Whether a browser asks for the address without the reader doing anything."""
    if element.tag == "link":
        return bool(FETCHING_LINKS & set((element.get("rel") or "").split()))
    return element.tag in FETCHING


def in_css(text: str) -> Iterator[str]:
    """The addresses that a piece of CSS names."""
    for match in CSS_ADDRESS.finditer(text):
        yield match[1] or match[2]
