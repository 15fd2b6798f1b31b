"""Search: the pages as passages, each with an address of its own, indexed as files of the site."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import TypeAlias

from lxml import etree
from lxml import html as markup

from report.engine.digest import digest
from report.engine.memory import Memory
from report.engine.model import Kind, Page, Project
from report.engine.ports import Search, Store
from report.engine.publish.evidence.parts import table_at
from report.engine.publish.evidence.sheets import Sheet
from report.engine.publish.memory import memory_in

# What holds no text to be found: pictures, scripts, code, formulas drawn beside their TeX.
MUTE = {"script", "style", "svg", "template", "pre", "nav", "button"}
MUTE_CLASSES = {"math-drawn", "header-section-number", "footnote-back", "anchor"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# The heading that a passage of each kind gets in what is indexed: the page's script reads the kind
# back from it.
MARKS = {"section": "h2", "entry": "h3", "row": "h4", "source": "h5"}
BIBLIOGRAPHY = "bibliography"
ENTRY = PurePosixPath("pagefind-entry.json")
TITLE = 90  # characters of an entry's first words that stand for it


Documents: TypeAlias = Mapping[PurePosixPath, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page that can be found by itself.

    `anchor` is empty for the page's beginning, `title` for what has no heading.
    """

    kind: str
    anchor: str
    title: str
    text: str


def search_files(
    documents: Documents, folder: PurePosixPath, search: Search, store: Store
) -> dict[PurePosixPath, bytes]:
    """The index of some pages as files in `folder`; made anew only when a text in it has changed."""
    return {folder / path: content for path, content in indexed(documents, search, store).items()}


def documents_of(pages: Iterable[Page], store: Store) -> Documents:
    """Pages as what makes the index is to read them."""
    memory = memory_in(store)
    return {page.target: document_of(page, memory) for page in pages}


def is_searched(pages: Sequence[Page], project: Project) -> bool:
    """Whether a project's pages get an index: those of a book or website, if there are several."""
    return project.kind in (Kind.BOOK, Kind.WEBSITE) and len(pages) > 1


def row_files(
    sheets: Sequence[Sheet], folder: PurePosixPath, search: Search, store: Store
) -> dict[PurePosixPath, bytes]:
    """An index of its own for the rows of tables, as evidence shows them: prose does not touch it.

    Each table counts once, as it was known on the last of the days that it is shown for. A browser
    reads this index with what the other one brings along.
    """
    shown = [sheet for sheet in sheets if of_rows(sheet)]
    last = {table_at(sheet.target): day_of(sheet) for sheet in sorted(shown, key=day_of)}
    newest = tuple(sheet for sheet in shown if day_of(sheet) == last[table_at(sheet.target)])
    if not newest:
        return {}

    def made() -> bytes:
        documents = documents_of((sheet.page for sheet in newest), store)
        return packed(indexed(documents, search, store))

    rests_on = (search.identity, repr(newest))
    files = unpacked(memory_in(store).once_made("rows", rests_on, made))
    own = {path: files[path] for path in files if path.suffix.startswith(".pf_") or path == ENTRY}
    return {folder / path: content for path, content in own.items()}


def day_of(sheet: Sheet) -> str:
    """The day on which the rows on an evidence page were known."""
    return sheet.target.parts[1]


def of_rows(sheet: Sheet) -> bool:
    """Whether a page shows the rows of one table; works are found in the list of references."""
    return sheet.told.rows and table_at(sheet.target) != BIBLIOGRAPHY


def indexed(documents: Documents, search: Search, store: Store) -> Mapping[PurePosixPath, bytes]:
    """The index of some pages: from the store if these very texts were indexed before."""
    texts = (part for path in sorted(documents) for part in (str(path), documents[path]))
    key = f"search-{digest(search.identity, *texts)}"
    known = store.get(key)
    if known is not None:
        return unpacked(known)
    files = search.index(documents)
    store.put(key, packed(files))
    return files


def packed(files: Mapping[PurePosixPath, bytes]) -> bytes:
    """The files as the store keeps them."""
    texts = {str(path): base64.b64encode(content).decode() for path, content in files.items()}
    return json.dumps(texts, sort_keys=True).encode()


def unpacked(value: bytes) -> dict[PurePosixPath, bytes]:
    """The files that `packed` was given."""
    texts = json.loads(value)
    return {PurePosixPath(path): base64.b64decode(text) for path, text in texts.items()}


def document_of(page: Page, memory: Memory) -> str:
    """`document` of a page, remembered."""
    rests_on = (page.language, page.title, page.title_block, page.body)
    return memory.once_written("passages", rests_on, lambda: document(page)).decode()


def document(page: Page) -> str:
    """A page as Pagefind is to read it: one heading with an id for each passage, and its text."""
    body = "".join(written(passage) for passage in passages(page))
    language, title = escape(page.language), escape(page.title)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def written(passage: Passage) -> str:
    """One passage as HTML; what stands before the first heading of a page has none.

    A passage without a title of its own is headed by its first words. Sources weigh less than text
    that cites them.
    """
    if not passage.anchor:
        return f"<p>{escape(passage.text)}</p>"
    title = passage.title or shortened(passage.text)
    text = passage.text if passage.title else passage.text.removeprefix(title.removesuffix(" …"))
    weight = ' data-pagefind-weight="0.3"' if passage.kind == "source" else ""
    mark = MARKS[passage.kind]
    heading = f'<{mark} id="{escape(passage.anchor)}"{weight}>{escape(title)}</{mark}>'
    return f"{heading}<p{weight}>{escape(text)}</p>"


def passages(page: Page) -> Iterator[Passage]:
    """The passages of a page, in order: its beginning, its sections, entries, rows and sources."""
    root = markup.fragment_fromstring(page.title_block + page.body, create_parent="div")
    yield from told(Passage("section", "", page.title, ""), list(pieces(root)))


def told(first: Passage, found: Sequence[Passage | str]) -> Iterator[Passage]:
    """Passages with the text that follows each; an empty one is left out."""
    current, texts = first, list[str]()
    for piece in (*found, first):
        if isinstance(piece, str):
            texts.append(piece)
            continue
        text = " ".join("".join(texts).split())
        if current.anchor or text:
            yield Passage(current.kind, current.anchor, current.title, text)
        current, texts = piece, []


def pieces(node: etree._Element) -> Iterator[Passage | str]:
    """What a node holds: the beginning of a passage, or text, in order."""
    if is_mute(node):
        return
    kind = kind_of(node)
    if node.tag in HEADINGS and kind:
        yield Passage(kind, anchor_of(node), said(node), "")
        return
    if kind:
        yield Passage(kind, node.get("id", ""), "", "")
    yield node.text or ""
    for child in node:
        yield from pieces(child)
        yield child.tail or ""
    if node.tag in {"p", "li", "td", "th", "dt", "dd", "div"}:
        yield " "


def is_mute(node: etree._Element) -> bool:
    """Whether nothing in a node is text for readers."""
    if not isinstance(node.tag, str) or node.tag in MUTE:
        return True
    return bool(MUTE_CLASSES & set(node.get("class", "").split()))


def kind_of(node: etree._Element) -> str:
    """The kind of passage that begins with a node, or an empty text."""
    if node.tag in HEADINGS:
        return heads(node)
    if not node.get("id"):
        return ""
    classes = node.get("class", "").split()
    if "csl-entry" in classes:
        return "source"
    if node.tag == "tr":
        return "row"
    return "entry" if any(name.startswith("data-kind") for name in node.attrib) else ""


def heads(heading: etree._Element) -> str:
    """The kind of passage that a heading begins; none where nothing leads to it."""
    if not anchor_of(heading):
        return ""
    parent = heading.getparent()
    return "row" if parent is not None and parent.get("class") == "evidence-row" else "section"


def anchor_of(heading: etree._Element) -> str:
    """The id under which a heading is found: its own, or that of the section it opens."""
    parent = heading.getparent()
    outer = parent.get("id", "") if parent is not None and parent.tag == "section" else ""
    return heading.get("id") or outer


def said(node: etree._Element) -> str:
    """The text of a node without numbers and signs."""
    return " ".join("".join(text for text in spoken(node)).split())


def spoken(node: etree._Element) -> Iterator[str]:
    """The texts of a node that are not mute, in order."""
    if is_mute(node):
        return
    yield node.text or ""
    for child in node:
        yield from spoken(child)
        yield child.tail or ""


def shortened(text: str) -> str:
    """The first words of a text, to stand for it."""
    if len(text) <= TITLE:
        return text
    return f"{text[:TITLE].rsplit(' ', 1)[0]} …"
