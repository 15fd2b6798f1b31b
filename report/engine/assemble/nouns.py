"""What a report is made of that Pandoc has no word for: floats, references, callouts, and the rest.

The passes of this stage put these nouns among Pandoc's nodes; the renderers (one for HTML, one for
Typst) turn each into markup. Between the two, the document belongs to no format. In every noun,
`blocks` and `inlines` are lists of nodes, and an empty `id` means that nothing can refer to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from report.engine.assemble.ast import Attr, Nodes, Noun
from report.engine.assemble.settings import Settings


@dataclass(frozen=True, slots=True)
class Number(Noun):
    """The number that a thing bears: `title` "Figure", `text` "2.1"; a part of a float has "a".

    `text` is empty for what is captioned and not counted.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Float(Noun):
    """A figure, table, listing or any other captioned thing.

    `kind` is the prefix of its id (`fig`, `tbl`, `lst`, or a project's own); a figure with a caption
    and no id is a float of kind `fig` without a number. `caption` is the author's text alone.
    `place` is `top`, `bottom` or `margin`; `align` is `left`, `center`, `right` or `default`. `attr`
    has the classes and attributes that the author gave (also columns such as `column-page`).
    `delimiter` stands between number and caption. A float inside a float is a part: its number's
    text is a letter, its title empty.
    """

    id: str
    kind: str
    blocks: Nodes
    caption: Nodes
    place: str = "bottom"
    align: str = "default"
    attr: Attr = field(default_factory=Attr)
    number: Number | None = None
    part: bool = False
    delimiter: str = ":"


@dataclass(frozen=True, slots=True)
class Panel(Noun):
    """One field of a layout: its share of the row's width in per cent (None: as wide as it is)."""

    blocks: Nodes
    width: float | None = None
    align: str = "default"


@dataclass(frozen=True, slots=True)
class Layout(Noun):
    """Blocks side by side, in rows of panels; `valign` is `top`, `center` or `bottom`."""

    rows: tuple[tuple[Panel, ...], ...]
    attr: Attr = field(default_factory=Attr)
    valign: str = ""


@dataclass(frozen=True, slots=True)
class Callout(Noun):
    """A box that stands out: `kind` is note, tip, warning, caution or important.

    `title` is the author's, or empty: then `word` ("Note") heads an appearance of `default`.
    `appearance` is `default`, `simple` or `minimal`; `collapse` is None (does not), True (closed)
    or False (open).
    """

    kind: str
    title: Nodes
    blocks: Nodes
    word: str
    id: str = ""
    appearance: str = "default"
    icon: bool = True
    collapse: bool | None = None
    number: Number | None = None
    delimiter: str = ":"
    attr: Attr = field(default_factory=Attr)


@dataclass(frozen=True, slots=True)
class Tab(Noun):
    """One tab of a tabset: its label and what it shows. `id` is its heading's; `level` too."""

    title: Nodes
    blocks: Nodes
    id: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Tabset(Noun):
    """Tabs, of which one is shown; on paper, headings one after another."""

    tabs: tuple[Tab, ...]
    attr: Attr = field(default_factory=Attr)
    group: str = ""


@dataclass(frozen=True, slots=True)
class Equation(Noun):
    """A displayed formula with an id, among inline nodes. `tex` is TeX without dollar signs."""

    id: str
    tex: str
    alt: str = ""
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Theorem(Noun):
    """A theorem, lemma, definition, example or the like, numbered; or a proof, remark, solution.

    `word` is what it is called ("Theorem", "Proof"); `style` is `theorem` or `proof`.
    """

    kind: str
    word: str
    blocks: Nodes
    id: str = ""
    name: Nodes = field(default_factory=list)
    number: Number | None = None
    style: str = "theorem"
    attr: Attr = field(default_factory=Attr)


@dataclass(frozen=True, slots=True)
class Code(Noun):
    """A block of code as the page shows it.

    `fold` is None (not folded), True (closed) or False (open) with `summary` to click on. `ran` tells
    the source of a cell from code that is only shown. `attr` has id, language and other classes.
    """

    text: str
    attr: Attr
    ran: bool = False
    fold: bool | None = None
    summary: Nodes = field(default_factory=list)
    filename: str = ""
    numbered: bool = False
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Reference(Noun):
    """A cross-reference among inline nodes, as it was written and, later, what it points to.

    `inlines` is the text that is printed ("Figure 2.1"). `page` is where the target stands when that
    is another page of the book, `anchor` its id there (empty: the page as a whole). `target` is the id
    as written; on paper the link goes there.
    """

    target: str
    inlines: Nodes
    anchor: str = ""
    page: PurePosixPath | None = None


@dataclass(frozen=True, slots=True)
class Affiliation(Noun):
    """Where an author works; `text` is name, department, city, country as they are printed."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Author(Noun):
    """An author: the name as it is printed, and what the title block says beside it."""

    name: Nodes
    affiliations: tuple[Affiliation, ...] = ()
    email: str = ""
    orcid: str = ""
    url: str = ""
    corresponding: bool = False


@dataclass(frozen=True, slots=True)
class Front(Noun):
    """What stands before the text: the title block, its dates already spelled out."""

    title: Nodes = field(default_factory=list)
    subtitle: Nodes = field(default_factory=list)
    authors: tuple[Author, ...] = ()
    date: str = ""
    modified: str = ""
    abstract: Nodes = field(default_factory=list)
    abstract_title: str = ""
    description: Nodes = field(default_factory=list)
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    doi: str = ""
    license: Nodes = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be referred to: where it stands and how it is called.

    `kind` is the prefix ("fig", "sec", "tbl", "eq", "nte", "thm"…); `prefix` the word that references
    print ("Figure", "Chapter"). `page` is the HTML page, `chapter` marks a chapter as a whole, whose
    references name no anchor. `caption` is the text of caption or heading.
    """

    id: str
    kind: str
    number: str
    prefix: str
    page: PurePosixPath
    caption: Nodes
    chapter: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Valued(Noun):
    """A derived value in print: its text, and the number of its entry; `shown` prints the number."""

    inlines: Nodes
    number: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Proofs(Noun):
    """The numbers of a table's derived values, from the first to the last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One document, run, read and resolved: numbered, its references filled in, of no format.

    It was still read *for* a format (`html` or `typst`): conditional content and the choice among a
    cell's outputs differ. `blocks` is the body without the title; `title` is the heading alone, as
    navigation prints it, and `number` the chapter's ("2", "A"), empty outside books. `meta` is the
    document's metadata with that of the format merged in, `settings` what it says as typed values;
    `cited` lists the keys of works that the text cites; `listed` tells that the list of references
    stands in it.
    """

    source: PurePosixPath
    language: str
    front: Front
    blocks: Nodes
    title: Nodes
    number: str
    meta: Mapping[str, object]
    settings: Settings
    cited: tuple[str, ...] = ()
    listed: bool = False
