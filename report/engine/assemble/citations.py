"""Cited works: a bibliography read once, cut down to what a document cites, handed to citeproc.

A large bibliography costs only when it changes: Pandoc's reading of it is kept in the store, one
text for each entry, and only the entries that are needed are taken apart.
"""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from report.engine.assemble.ast import text_of
from report.engine.assemble.reading import key_of
from report.engine.digest import digest
from report.engine.ports import Conversion, Ports

READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".json": "csljson", ".ris": "ris"}
NUMERIC = 'citation-format="numeric"'
KEY = re.compile(r"(?<![\w@])-?@(\*|\{[^}]+\}|\w(?:[\w:.#$%&+?<>~/-]*\w)?)")


class Citing(Protocol):
    """A text that cites works: a manuscript, or what stands for one that is not made yet."""

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of the works that it cites."""
        ...

    @property
    def listed(self) -> bool:
        """Whether it holds the list of references."""
        ...

    @property
    def language(self) -> str:
        """Its language."""
        ...

    @property
    def meta(self) -> Mapping[str, object]:
        """Its metadata."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of a bibliography: Pandoc's metadata for it as JSON text, who wrote it and when."""

    text: str
    author: str
    given: str
    year: str


@dataclass(frozen=True, slots=True)
class Library:
    """Every work that a project can cite, by key, and what its documents cite together.

    `union` is what one list of references for all of them holds (a book with such a page).
    """

    works: Mapping[str, Work]
    union: tuple[str, ...] = ()

    def metadata(self, text: Citing, root: Path) -> dict[str, Any]:
        """Pandoc's metadata with which citeproc can set the document's citations and its list."""
        if not self.works:
            return {}
        entries = [json.loads(self.works[key].text) for key in self.keys(text, root)]
        meta = {
            "references": {"t": "MetaList", "c": entries},
            "link-citations": {"t": "MetaBool", "c": links_citations(text)},
            "lang": {"t": "MetaString", "c": text.language},
            "nocite": {"t": "MetaInlines", "c": [cite(key) for key in nocited(text, self)]},
        }
        style = text.meta.get("csl")
        return meta | (
            {"csl": {"t": "MetaString", "c": inlined(root / str(style))}} if style else {}
        )

    def said(self, text: Citing, root: Path) -> str:
        """The digest of all that `metadata` and `beside` give; nothing is taken apart for it."""
        if not self.works:
            return ""
        style = text.meta.get("csl")
        keys = self.keys(text, root)
        return digest(
            *(f"{key} {self.works[key].text}" for key in keys),
            *nocited(text, self),
            json.dumps([links_citations(text), text.language, self.beside(text, root)]),
            (root / str(style)).read_bytes() if style else "",
        )

    def keys(self, text: Citing, root: Path) -> tuple[str, ...]:
        """The works that citeproc must know to set a document: cited, listed, or cited elsewhere."""
        wanted = (*text.cited, *nocited(text, self), *self.beside(text, root))
        return tuple(key for key in dict.fromkeys(wanted) if key in self.works)

    def beside(self, text: Citing, root: Path) -> tuple[str, ...]:
        """Works that are to be cited out of sight, so that a page cites as the common list lists.

        Where a style counts works, those are all of them, in order; else those that would make a
        citation of the page ambiguous, and on the page of the list everything.
        """
        numeric = is_numeric(text, root)
        keys = self.union if text.listed or numeric else tuple(peers(text, self))
        return tuple(key for key in keys if numeric or key not in text.cited)


def library_of(texts: Iterable[Citing], root: Path, ports: Ports) -> Library:
    """The works in the bibliographies that the documents name, and those that they hold themselves."""
    texts = tuple(texts)
    files = {path: one.language for one in reversed(texts) for path in bibliographies(one)}
    found = [root / path for path in files if (root / path).is_file()]
    asked = [question(path, files[path.relative_to(root)]) for path in found]
    asked += [in_metadata(one) for one in texts if one.meta.get("references")]
    works: dict[str, Work] = {}
    for conversion in dict.fromkeys(asked):
        works = {**read_works(conversion, ports), **works}
    if not any(one.listed for one in texts):
        return Library(works)
    cited = dict.fromkeys(key for one in texts for key in one.cited)
    return Library(works, tuple(key for key in cited if key in works))


def bibliographies(text: Citing) -> tuple[PurePosixPath, ...]:
    """The bibliography files that a document names, from the project's root."""
    named = text.meta.get("bibliography") or []
    return tuple(PurePosixPath(str(one)) for one in (named if isinstance(named, list) else [named]))


def question(path: Path, language: str) -> Conversion:
    """What Pandoc is asked to read a bibliography.

    Titles in English are lowered when they are read, for the style to raise again; the titles of a
    document in another language stay as they are.
    """
    content = path.read_text(encoding="utf-8")
    if path.suffix in {".yaml", ".yml"}:
        return Conversion(f"---\n{content}\n---\n", "markdown", "json", (), path.name)
    reader = READERS.get(path.suffix, "biblatex")
    return Conversion(content, reader, "json", (f"--lang={language}",), path.name)


def in_metadata(text: Citing) -> Conversion:
    """What Pandoc is asked to read the works that a document holds under `references`."""
    listed = json.dumps({"references": text.meta["references"]}, default=str)
    return Conversion(f"---\n{listed}\n---\n", "markdown", "json")


def read_works(asked: Conversion, ports: Ports) -> dict[str, Work]:
    """The works that a conversion reads, from memory if it was done before."""
    key = f"works/{key_of(asked)}"
    known = ports.store.get(key)
    if known is None:
        known = json.dumps(dict(entries(asked, ports))).encode()
        ports.store.put(key, known)
    return works_in(known)


@functools.lru_cache(maxsize=2)
def works_in(content: bytes) -> dict[str, Work]:
    """The works in what was remembered; several views of a project cite the same."""
    return {name: Work(*parts) for name, parts in json.loads(content).items()}


def entries(asked: Conversion, ports: Ports) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The key of each entry of a bibliography, with the parts of its `Work`."""
    (answer,) = ports.pandoc.convert([asked])
    references = json.loads(answer)["meta"].get("references", {"c": []})
    for entry in references["c"]:
        fields = entry["c"]
        names = (fields.get("author") or fields.get("editor") or {"c": []})["c"]
        first = names[0]["c"] if names and isinstance(names[0]["c"], dict) else {}
        author = meta_text(first.get("family") or first.get("literal"))
        given, year = meta_text(first.get("given")), meta_text(fields.get("issued"))[:4]
        yield meta_text(fields["id"]), (json.dumps(entry), author, given, year)


def meta_text(value: Any) -> str:
    """A value of Pandoc's metadata as text."""
    content = value["c"] if value else ""
    return content if isinstance(content, str) else text_of(content)


def nocited(text: Citing, library: Library) -> tuple[str, ...]:
    """The keys that a document lists without citing them, each once."""
    asked = [match.strip("{}") for match in KEY.findall(str(text.meta.get("nocite") or ""))]
    return tuple(library.works) if "*" in asked else tuple(dict.fromkeys(asked))


def links_citations(text: Citing) -> bool:
    """Whether citations lead to the list of works."""
    return text.meta.get("link-citations") is not False


def peers(text: Citing, library: Library) -> Iterator[str]:
    """Works that other pages cite and that make a citation here ambiguous ("Smith 2020a").

    With them, citeproc tells works apart on every page as it does in the common list.
    """
    cited = [library.works[key] for key in text.cited if key in library.works]
    years = {(work.author, work.year) for work in cited if work.author}
    seen = {(work.author, work.given) for work in cited}
    names = {work.author for work in cited if work.author}
    for key in library.union:
        work = library.works[key]
        stranger = work.author in names and (work.author, work.given) not in seen
        if (work.author, work.year) in years or stranger:
            seen.add((work.author, work.given))
            yield key


def cite(key: str) -> dict[str, Any]:
    """A citation of one work, as Pandoc's metadata holds it."""
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"@{key}"}]]}


def is_numeric(text: Citing, root: Path) -> bool:
    """Whether the document's style counts works, instead of naming authors."""
    style = text.meta.get("csl")
    return bool(style) and NUMERIC in (root / str(style)).read_text(encoding="utf-8")


def inlined(style: Path) -> str:
    """A citation style as an address that holds it whole: what citeproc rests on is then in the text."""
    content = base64.b64encode(style.read_bytes()).decode()
    return f"data:application/vnd.citationstyles.style+xml;base64,{content}"
