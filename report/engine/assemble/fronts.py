"""Metadata to what stands before the text: title, authors, dates, abstract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from report.engine.assemble.ast import Nodes, Texts, words
from report.engine.assemble.nouns import Affiliation, Author, Front
from report.engine.assemble.reading import inlines_in
from report.engine.assemble.settings import mapping
from report.engine.dates import MOVING, date_of, spelled
from report.engine.words import Words

LICENSES = {
    "CC BY": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-ND": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-NC-SA": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-NC-ND": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def texts_in(meta: Mapping[str, object]) -> Iterator[str]:
    """The Markdown in the metadata that a title block prints."""
    for key in ("title", "subtitle", "abstract", "description", "license"):
        if isinstance(meta.get(key), str):
            yield str(meta[key])
    for one in authors_in(meta):
        yield name_of(one)
    if isinstance(meta.get("code-summary"), str):
        yield str(meta["code-summary"])
    for key in ("categories", "keywords"):
        yield from listed(meta.get(key))


def front_of(meta: Mapping[str, object], words_: Words, texts: Texts) -> Front:
    """The front of a document with the metadata `meta`."""

    def inlines(key: str) -> Nodes:
        value = meta.get(key)
        return [] if value is None else inlines_in(texts, str(value)) or words(str(value))

    style = str(meta.get("date-format", "long"))
    return Front(
        title=inlines("title"),
        subtitle=inlines("subtitle"),
        authors=tuple(author_of(one, meta, texts) for one in authors_in(meta)),
        date=day(meta.get("date"), style, words_),
        modified=day(meta.get("date-modified"), style, words_),
        abstract=texts.get(("markdown", str(meta.get("abstract") or "")), []),
        abstract_title=str(meta.get("abstract-title", words_["section-title-abstract"])),
        description=inlines("description"),
        categories=tuple(listed(meta.get("categories"))),
        keywords=tuple(listed(meta.get("keywords"))),
        doi=str(meta.get("doi") or ""),
        license=license_of(meta.get("license"), texts),
    )


def day(value: object, style: str, words_: Words) -> str:
    """A date spelled out; as it was written where it is no date, empty where it moves with time."""
    if isinstance(value, Mapping):
        style, value = str(value.get("format", style)), value.get("value")
    if value is None or value in MOVING:
        return ""
    found = date_of(value)
    return str(value) if found is None else spelled(found, style, words_)


def authors_in(meta: Mapping[str, object]) -> list[Any]:
    """The authors as they are written, each a text or a mapping."""
    value = meta.get("author", meta.get("authors"))
    return [] if value is None else value if isinstance(value, list) else [value]


def author_of(value: Any, meta: Mapping[str, object], texts: Texts) -> Author:
    """One author."""
    own = mapping(value)
    text = name_of(value)
    affiliations = own.get("affiliations", own.get("affiliation"))
    known = meta.get("affiliations")
    listed_ = affiliations if isinstance(affiliations, list) else [affiliations]
    return Author(
        name=inlines_in(texts, text) or words(text),
        affiliations=tuple(affiliation_of(one, known) for one in listed_ if one),
        email=str(own.get("email") or ""),
        orcid=str(own.get("orcid") or "").rsplit("/", 1)[-1],
        url=str(own.get("url") or ""),
        corresponding=own.get("corresponding") is True,
    )


def name_of(value: Any) -> str:
    """An author's name: a text, or given and family name."""
    if not isinstance(value, Mapping):
        return str(value)
    name = value.get("name", "")
    if isinstance(name, Mapping):
        parts = [name.get("given"), name.get("dropping-particle"), name.get("family")]
        return str(name.get("literal") or " ".join(str(part) for part in parts if part))
    return str(name)


def affiliation_of(value: Any, known: object) -> Affiliation:
    """One affiliation: a text, a mapping, or a reference to one of the document's own."""
    own = mapping(value)
    if "ref" in own:
        found = (
            [one for one in known if mapping(one).get("id") == own["ref"]]
            if isinstance(known, list)
            else []
        )
        own = mapping(found[0]) if found else own
    text = (
        str(own.get("name") or own.get("department") or own.get("id") or "") if own else str(value)
    )
    return Affiliation(text, str(own.get("url") or ""))


def listed(value: object) -> list[str]:
    """A text or a list of texts as a list."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def license_of(value: object, texts: Texts) -> Nodes:
    """The licence as the appendix prints it, linked where everybody knows it."""
    own = mapping(value)
    text = str(own.get("text", own.get("type", "")) if own else value or "")
    address = str(own.get("url") or LICENSES.get(text.upper(), ""))
    if not text:
        return []
    shown = f"{text} 4.0" if text.upper() in LICENSES and text.upper() != "CC0" else text
    inlines = words(shown) if address else inlines_in(texts, text) or words(text)
    return [{"t": "Link", "c": [["", [], []], inlines, [address, ""]]}] if address else inlines
