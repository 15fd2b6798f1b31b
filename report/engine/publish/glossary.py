"""Terms: where a page first uses one that the glossary explains, it gets a link that carries the meaning.

A glossary is an ordinary definition list whose terms have ids that begin with `term-`. It works on the
HTML of pages, so that those of `quarto render` can go the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

ENTRY = re.compile(
    r'<dt>\s*<span\b[^>]*?\bid="(?P<id>term-[^"]+)"(?P<more>[^>]*)>(?P<name>.*?)</span>.*?</dt>\s*'
    r"<dd>(?P<says>.*?)</dd>",
    re.DOTALL,
)
ALSO = re.compile(r'\bdata-also="([^"]*)"')
TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|<!--.*?-->",
    re.DOTALL,
)
LINK = re.compile(
    r'<a\b(?=[^>]*\bclass="term")(?![^>]*\bdata-card=)[^>]*?\bhref="[^"#]*#(term-[^"]+)"'
)
LINKED = re.compile(r'<a\b(?=[^>]*\bclass="term")[^>]*?\bhref="[^"#]*#(term-[^"]+)"')
TEXT = ("p", "li")
# Where no word becomes a link: it is one already, or is no running text.
CLOSED = frozenset(
    {"a", "button", "code", "pre", "svg", "script", "style", "table", "figure", "dt", "details"}
    | {f"h{level}" for level in range(1, 7)}
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term, the other names that it goes by, what it means (plain text), and where that stands."""

    names: tuple[str, ...]
    says: str
    page: PurePosixPath
    anchor: str


def terms_in(page: PurePosixPath, html: str) -> Iterator[Term]:
    """The terms that a page explains."""
    for entry in ENTRY.finditer(html) if 'id="term-' in html else ():
        also = ALSO.search(entry["more"])
        others = unescape(also[1]).split("|") if also else []
        names = (plain(entry["name"]), *(name.strip() for name in others if name.strip()))
        yield Term(names, plain(entry["says"]), page, entry["id"])


def with_terms(html: str, page: PurePosixPath, terms: Sequence[Term]) -> str:
    """A page with its first use of each term linked; links of the class `term` get the meaning too."""
    foreign = [term for term in terms if term.page != page]
    by_anchor = {term.anchor: term for term in foreign}
    html = LINK.sub(lambda found: told(found, by_anchor), html)
    known = {found[1] for found in LINKED.finditer(html)}
    left = {name: term for term in foreign if term.anchor not in known for name in term.names}
    return "".join(rewritten(html, page, left)) if left else html


def told(found: re.Match[str], terms: Mapping[str, Term]) -> str:
    """The beginning of an author's own link to a term, with what it means."""
    term = terms.get(found[1])
    return f'{found[0]} data-card="{escape(term.says)}"' if term else found[0]


def rewritten(html: str, page: PurePosixPath, left: dict[str, Term]) -> Iterator[str]:
    """The HTML piece by piece; what was linked is taken from `left`."""
    inside = dict.fromkeys((*TEXT, *CLOSED), 0)
    end = 0
    for tag in TAG.finditer(html):
        text = html[end : tag.start()]
        yield linked(text, page, left) if text.strip() and is_running(inside) else text
        yield tag[0]
        name = (tag["name"] or "").lower()
        if name in inside and not tag[0].endswith("/>"):
            inside[name] += -1 if tag["close"] else 1
        end = tag.end()
    yield html[end:]


def is_running(inside: Mapping[str, int]) -> bool:
    """Whether a text stands in a paragraph or list, and nowhere that is closed to links."""
    return any(inside[name] > 0 for name in TEXT) and not any(inside[name] > 0 for name in CLOSED)


def linked(text: str, page: PurePosixPath, left: dict[str, Term]) -> str:
    """A text with the first use of each term that is left as a link."""
    if not left:
        return text

    def link(found: re.Match[str]) -> str:
        term = left.get(unescape(found[0]))
        if term is None:
            return found[0]
        for name in term.names:
            left.pop(name, None)
        address = quote(relpath(term.page, page.parent))
        return (
            f'<a class="term" href="{address}#{term.anchor}" data-card="{escape(term.says)}">'
            f"{found[0]}</a>"
        )

    return any_of(left).sub(link, text)


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first."""
    sorted_names = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(re.escape(escape(n)) for n in sorted_names)})(?![\w-])"
    )


def plain(html: str) -> str:
    """The text of an element."""
    return " ".join(unescape(TAG.sub("", html)).split())
