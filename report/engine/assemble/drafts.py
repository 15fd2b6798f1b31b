"""Documents to drafts: run, read, and counted in the order of the project.

Pandoc reads the documents while the next ones are still written, and then, all in one go, the short
texts in their metadata and attributes.
What a document's text says about itself is small; it is remembered under everything that it rests
on, so that a document that has not changed is neither read nor walked again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble import fronts
from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, every, kind, span, text_of, words
from report.engine.assemble.crossref import Chapter, Outline, outline
from report.engine.assemble.executed import written
from report.engine.assemble.memory import memory_in
from report.engine.assemble.nouns import Entry, Front
from report.engine.assemble.reading import ReadingOn, read_document, read_texts
from report.engine.assemble.retelling import Telling, retold
from report.engine.assemble.settings import Settings, mapping, settings_of
from report.engine.assemble.structure import structured, texts_in
from report.engine.assemble.tables import parsed
from report.engine.memory import Memory
from report.engine.model import Asset, Document, Execution, Kind, Project, Role
from report.engine.options import format_names, option
from report.engine.ports import Ports
from report.engine.wish import CORES

NBSP = "\N{NO-BREAK SPACE}"
BOOK_KEYS = ("title", "subtitle", "author", "date", "date-format", "abstract", "description", "doi")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is read for a format: its executed Markdown, and what is said of it.

    `telling` says how its edition has it; `key` is the digest of everything that its nodes rest on.
    """

    document: Document
    settings: Settings
    meta: Mapping[str, object]
    markdown: str
    telling: Telling
    key: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a document's text says about itself: its first heading, and what it cites.

    `cites` has the keys of each citation or reference together, in order; `notes` are the marks of
    footnotes that nobody wrote; `listed` tells whether the list of references stands in the text.
    """

    heading: Node | None
    cites: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    listed: bool


@dataclass(frozen=True)
class Draft:
    """A document in its place: what it is called, its number, what is counted in it.

    `blocks` is its text without the heading that became its title; it is read when it is asked for.
    """

    source: Source
    survey: Survey
    settings: Settings
    front: Front
    title: Nodes
    chapter: Chapter
    number: str
    outline: Outline
    read: Callable[[], Nodes]

    @property
    def document(self) -> Document:
        """The document."""
        return self.source.document

    @property
    def page(self) -> PurePosixPath:
        """The HTML page that it becomes."""
        return page_of(self.document)

    @cached_property
    def blocks(self) -> Nodes:
        """The text."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Drafts:
    """All documents of one format, with the figures that their cells made."""

    form: str
    drafts: tuple[Draft, ...]
    assets: tuple[Asset, ...]


def drafted(
    project: Project, executions: Iterable[Execution], ports: Ports, forms: Iterable[str]
) -> tuple[Drafts, ...]:
    """Every document that asks for one of `forms`, read and numbered, form by form."""
    runs = {execution.path: execution for execution in executions}
    memory = memory_in(ports.store)
    sources: dict[str, list[Source]] = {form: [] for form in forms}
    assets: dict[str, list[Asset]] = {form: [] for form in forms}
    surveys: dict[str, Survey] = {}
    with ThreadPoolExecutor(CORES) as aside:
        reading = ReadingOn(ports.pandoc, ports.store, aside)
        for form, document in (
            (form, d) for form in sources for d in project.documents if asks(d, form)
        ):
            done = written(project, document, runs.get(document.path), form, ports)
            source = source_of(project, document, form, done.markdown, memory)
            said = memory.recall("survey", source.key)
            if said is None:
                reading.add(source.key, source.markdown, document.path)
            else:
                surveys[source.key] = survey_from(said)
            sources[form].append(source)
            folder = document.path.parent
            assets[form] += [Asset(folder / one.path, one.content) for one in done.assets]
        asts = reading.done()
    texts = texts_of(tuple(chain(*sources.values())), surveys, asts, ports, memory)
    return tuple(
        Drafts(form, tuple(in_order(project, found, texts)), tuple(assets[form]))
        for form, found in sources.items()
    )


def asks(document: Document, form: str) -> bool:
    """Whether a document is to be made in a format."""
    names = format_names(document.meta)
    return form in names or (form == "html" and any(name.startswith("html") for name in names))


def source_of(
    project: Project, document: Document, form: str, markdown: str, memory: Memory
) -> Source:
    """A document with what is said of it, under the key of all that."""
    meta = meta_of(project, document, form)
    said = json.dumps(meta, sort_keys=True, default=str)
    place = f"{project.kind} {project.profile} {document.role} {document.path}"
    telling = Telling(document.path, document.told_for, project.left_out)
    key = memory.key("source", form, place, said, repr(telling), markdown)
    return Source(document, settings_of(document, project, form), meta, markdown, telling, key)


def meta_of(project: Project, document: Document, form: str) -> dict[str, object]:
    """A document's metadata for a format; a book speaks where its page does not speak itself."""
    special = mapping(option(document.meta, "format", form, format=form))
    meta = {**document.meta, **special}
    if project.kind is Kind.BOOK:
        meta |= said_by_book(project, document, form)
    if isinstance(meta.get("title"), str):
        meta["title"], _ = titled(str(meta["title"]))
    return meta


def said_by_book(project: Project, document: Document, form: str) -> dict[str, object]:
    """What a book says for a page: all at home, else the description alone.

    As in Quarto a web page's own words go before the book's, its title at home excepted; a paper
    is the book's.
    """
    book = mapping(project.config.get("book"))
    keys = BOOK_KEYS if is_home(document) else ("description",)
    own = {key for key in keys if document.meta.get(key) not in (None, project.config.get(key))}
    kept = own - {"title"} if form == "html" else set()
    return {key: book[key] for key in keys if key in book and key not in kept}


def titled(title: str) -> tuple[str, Attr]:
    """A title and the attributes in braces at its end."""
    text, brace, rest = title.rpartition("{")
    return (text.rstrip(), parsed(rest[:-1])) if brace and rest.endswith("}") else (title, Attr())


def is_home(document: Document) -> bool:
    """Whether a document is the home page of a book."""
    return document.role is Role.HOME or document.path == PurePosixPath("index.qmd")


def page_of(document: Document) -> PurePosixPath:
    """The page of a document, from the site's root."""
    return document.path.with_suffix(".html")


# --- reading -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Texts:
    """What is known of the documents' texts: a survey of each, and its nodes when they are wanted.

    `read` keeps the nodes that were read in this build, `shorts` the texts of the fronts.
    """

    ports: Ports
    memory: Memory
    surveys: Mapping[str, Survey]
    shorts: Mapping[tuple[str, str], Nodes]
    read: dict[str, Nodes]

    def blocks(self, source: Source) -> Nodes:
        """The nodes of a document."""
        if source.key not in self.read:
            asts = {source.key: read_document(source.markdown, self.ports.pandoc, self.ports.store)}
            [self.read[source.key]] = nodes_of([source], asts, self.ports)
        return self.read[source.key]

    def outline(self, source: Source, body: Callable[[], Nodes], chapter: Chapter) -> Outline:
        """What is counted in a document, remembered for its place in the book."""
        key = self.memory.key("outline", source.key, repr(chapter))
        said = self.memory.recall("outline", key)
        if said is not None:
            return outline_from(said)
        made = outline(body(), page_of(source.document), chapter, source.settings)
        self.memory.keep("outline", key, outline_json(made))
        return made


def texts_of(
    sources: Sequence[Source],
    known: Mapping[str, Survey],
    asts: Mapping[str, Nodes],
    ports: Ports,
    memory: Memory,
) -> Texts:
    """The documents' texts; `asts` are those, by key, of which no survey is `known`."""
    new = [source for source in sources if source.key in asts]
    read = dict(zip((source.key for source in new), nodes_of(new, asts, ports), strict=True))
    surveys = {**known, **{key: survey_of(blocks) for key, blocks in read.items()}}
    for key in read:
        memory.keep("survey", key, survey_json(surveys[key]))
    lines = (("markdown", text) for source in sources for text in fronts.texts_in(source.meta))
    return Texts(ports, memory, surveys, read_texts(lines, ports.pandoc, ports.store), read)


def nodes_of(sources: Sequence[Source], asts: Mapping[str, Nodes], ports: Ports) -> list[Nodes]:
    """The nodes of documents that were read, their constructs as nouns."""
    told = [retold(asts[one.key], one.telling, one.settings.words) for one in sources]
    metas = (("markdown", text) for one in sources for text in fronts.texts_in(one.meta))
    wanted = chain(metas, *(texts_in(blocks) for blocks in told))
    shorts = read_texts(wanted, ports.pandoc, ports.store)
    pairs = zip(sources, told, strict=True)
    return [structured(blocks, source.settings, shorts) for source, blocks in pairs]


NOTE = "[^"


def survey_of(blocks: Nodes) -> Survey:
    """What a document's text says about itself."""
    cites: list[tuple[str, ...]] = []
    notes: list[str] = []
    listed = False
    for node in every(blocks, "Cite", "Str", "Div"):
        name = kind(node)
        if name == "Cite":
            cites.append(tuple(one["citationId"] for one in node["c"][0]))
        elif name == "Str" and NOTE in node["c"] and "]" in node["c"]:
            notes.append(node["c"][node["c"].index(NOTE) :].partition("]")[0] + "]")
        elif name == "Div":
            listed = listed or attr_of(node).id == "refs"
    return Survey(first_header(blocks), tuple(cites), tuple(notes), listed)


def first_header(blocks: Nodes) -> Node | None:
    """The first heading of the text itself."""
    return next((block for block in blocks if kind(block) == "Header"), None)


def survey_json(survey: Survey) -> Any:
    """A survey as JSON."""
    return [survey.heading, survey.cites, survey.notes, survey.listed]


def survey_from(said: Any) -> Survey:
    """A survey that was remembered."""
    heading, cites, notes, listed = said
    return Survey(heading, tuple(map(tuple, cites)), tuple(notes), listed)


def outline_json(made: Outline) -> Any:
    """An outline as JSON."""
    entries = [
        [e.id, e.kind, e.number, e.prefix, str(e.page), e.caption, e.chapter, e.parent]
        for e in made.entries
    ]
    return [dict(made.numbers), entries, sorted(made.headings)]


def outline_from(said: Any) -> Outline:
    """An outline that was remembered."""
    numbers, entries, headings = said
    return Outline(
        numbers,
        tuple(
            Entry(name, kind_, number, prefix, PurePosixPath(page), caption, chapter, parent)
            for name, kind_, number, prefix, page, caption, chapter, parent in entries
        ),
        frozenset(headings),
    )


# --- placing -----------------------------------------------------------------------------------


def in_order(project: Project, sources: Sequence[Source], texts: Texts) -> Iterator[Draft]:
    """The drafts of one format, chapters counted in order."""
    counts = {False: 0, True: 0}
    for source in sources:
        draft = draft_of(project, source, texts, counts)
        appendix = source.document.role is Role.APPENDIX
        counts = {**counts, appendix: counts[appendix] + bool(draft.number)}
        yield draft


def draft_of(project: Project, source: Source, texts: Texts, counts: Mapping[bool, int]) -> Draft:
    """One document in its place; `counts` says how many chapters and appendices came before."""
    survey = texts.surveys[source.key]
    front = fronts.front_of(source.meta, source.settings.words, texts.shorts)
    if project.kind is not Kind.BOOK:
        name = front.title or heading_text(survey)
        place = Placing(source.settings, front, name, Chapter(), "")
    elif is_home(source.document):
        place = home_placed(source, survey, front, counts)
    else:
        place = chapter_placed(project, source, survey, front, counts)
    read = body_reader(source, texts, headless=place.chapter_from_text)
    counted = texts.outline(replace(source, settings=place.settings), read, place.chapter)
    return Draft(
        source,
        survey,
        place.settings,
        place.front,
        place.title,
        place.chapter,
        place.number,
        counted,
        read,
    )


def body_reader(source: Source, texts: Texts, *, headless: bool) -> Callable[[], Nodes]:
    """What gives a document's text when it is wanted, without its first heading if that is its title."""

    def read() -> Nodes:
        blocks = texts.blocks(source)
        heading = first_header(blocks) if headless else None
        return [block for block in blocks if block is not heading]

    return read


@dataclass(frozen=True, slots=True)
class Placing:
    """What its place in a book makes of a document."""

    settings: Settings
    front: Front
    title: Nodes
    chapter: Chapter
    number: str
    chapter_from_text: bool = False


def heading_text(survey: Survey) -> Nodes:
    """The text of the first heading, for a page without a title."""
    return survey.heading["c"][2] if survey.heading else []


def home_placed(
    source: Source, survey: Survey, front: Front, counts: Mapping[bool, int]
) -> Placing:
    """A book's home page: it bears the book's title, its first heading stays in the text."""
    own, attr = titled(str(source.document.meta.get("title", "")))
    header = attr if own else attr_of(survey.heading) if survey.heading else Attr()
    numbered = not header.has("unnumbered")
    settings = replace(source.settings, numbered=source.settings.numbered and numbered)
    number = Chapter(counts[False] + 1).label if numbered else ""
    title = words(own) if own else heading_text(survey) or front.title
    return Placing(settings, front, title, Chapter(), number)


def chapter_placed(
    project: Project, source: Source, survey: Survey, front: Front, counts: Mapping[bool, int]
) -> Placing:
    """A chapter, its heading made its title."""
    document = source.document
    appendix = document.role is Role.APPENDIX
    title, attr = chapter_heading(document, front, survey)
    numbered = not attr.has("unnumbered") and not heads_part(project, document)
    number = counts[appendix] + 1 if numbered else 0
    settings = replace(source.settings, numbered=source.settings.numbered and numbered)
    shown = chapter_title(title, number, appendix, settings)
    chapter = Chapter(number, appendix, attr.id, " ".join(text_of(shown).split()))
    front = replace(front, title=identified(shown, attr))
    from_text = not source.meta.get("title")
    return Placing(settings, front, title, chapter, chapter.label, from_text)


def heads_part(project: Project, document: Document) -> bool:
    """Whether a document is the page of a part: it bears no number."""
    return any(other.part == str(document.path) for other in project.documents)


def chapter_heading(document: Document, front: Front, survey: Survey) -> tuple[Nodes, Attr]:
    """A chapter's title and its attributes: from its metadata, or its first heading."""
    if front.title:
        return front.title, titled(str(document.meta.get("title", "")))[1]
    if survey.heading is None:
        return words(document.path.stem), Attr()
    attr = attr_of(survey.heading)
    return survey.heading["c"][2], replace(attr, id=own_id(attr.id, document))


def own_id(name: str, document: Document) -> str:
    """The id that the author gave a chapter's heading; empty where Pandoc made one up."""
    given = any(f"#{name}" in getattr(piece, "text", "") for piece in document.pieces)
    return name if given else ""


def chapter_title(title: Nodes, number: int, appendix: bool, settings: Settings) -> Nodes:
    """A chapter's title with its number, as the page shows it."""
    label = Chapter(number, appendix).label
    if not number:
        return title
    if appendix:
        word = str(settings.crossref.get("appendix-title", settings.words["crossref-apx-prefix"]))
        delimiter = str(settings.crossref.get("appendix-delim", f"{NBSP}—"))
        return [*words(f"{word}{NBSP}{label}{delimiter} "), *title]
    named = span(Attr("", ("chapter-title",)), title)
    if not settings.numbered:
        return [named]
    return [span(Attr("", ("chapter-number",)), words(label)), *words(f"{NBSP} "), named]


def identified(title: Nodes, attr: Attr) -> Nodes:
    """A title within the span that bears its id."""
    return [span(Attr(attr.id, ("quarto-section-identifier",)), title)] if attr.id else title
