"""What evidence is made from, and what was made of it before: chapters, tables and modules as pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from report.engine.content import Unread
from report.engine.digest import digest, file_digest
from report.engine.known import Shelf, state_for
from report.engine.ports import Store
from report.engine.provenance import Derivation
from report.engine.publish.evidence import code, copies, entries, rows
from report.engine.publish.evidence.links import (
    evidence_page,
)
from report.engine.publish.evidence.sentences import with_sentences
from report.engine.publish.evidence.sheets import Sheet, Told, told_of, unread, unread_file
from report.engine.publish.evidence.words import evidence_words
from report.engine.publish.memory import memory_in
from report.engine.told import Teller, in_words
from report.engine.words import Words

Places: TypeAlias = Callable[[], Mapping[str, PurePosixPath]]  # the page of each row's id

HERE = Path(__file__).parent
RESTS_ON = ("*.py", "../../known.py", "../../told.py", "../../provenance.py", "../../../bibtex.py")


@dataclass(frozen=True, slots=True)
class Ground:
    """What evidence rests on: the project's folder, its bibliographies, a day that rules all pages."""

    root: Path
    bibliographies: tuple[PurePosixPath, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page with derived values: where it lies, its title, language, day (ISO, or empty).

    `sentences` has those in which values stand, as HTML by the values' ids: they are put into what is
    remembered of a page, and are no part of its key. `key` is the digest of the values.
    """

    target: PurePosixPath
    title: str
    language: str
    day: str
    derivations: tuple[Derivation, ...]
    sentences: Mapping[str, str] = field(default_factory=dict, repr=False)
    key: str = ""

    @property
    def functions(self) -> list[str]:
        """The names of the functions that computed its values."""
        return sorted({one.function for one in self.derivations if one.function})


def datasets_of(chapter: Chapter) -> set[str]:
    """The datasets that a chapter rests on."""
    return {each.dataset for one in chapter.derivations for each in one.rows}


class Shown(NamedTuple):
    """What shows a dataset: its pages, its rows as JSON, and where rows stand if there are parts."""

    sheets: Sequence[Sheet] = ()
    files: Mapping[PurePosixPath, Unread] = MappingProxyType({})
    parted: Mapping[PurePosixPath, Places] = MappingProxyType({})


@dataclass(frozen=True)
class Archive:
    """What evidence is made from, read when it is wanted, and what was made of it before."""

    ground: Ground
    store: Store
    shelves: dict[str, Shelf] = field(default_factory=dict)
    tables: dict[tuple[str, str, str], rows.Table | None] = field(default_factory=dict)

    @cached_property
    def modules(self) -> code.Modules:
        """The project's modules."""
        return code.Modules(self.ground.root, memory_in(self.store))

    def shelf(self, day: str) -> Shelf:
        """The datasets as they were known on a day."""
        return self.shelves.setdefault(
            day, Shelf(self.ground.root, day, self.ground.bibliographies)
        )

    def state(self, names: Iterable[str]) -> str:
        """The digest of some datasets, of what they point to, and of the code that tells of them."""
        return digest(own_code(), state_for(names, self.shelf(self.ground.day)))

    def chapter(self, chapter: Chapter) -> tuple[Sheet, Unread, list[list[str]]]:
        """The evidence page of a chapter, its index as JSON, and rows that are not there."""
        target = evidence_page(chapter.target)
        codes = [self.modules.code_of(name) for name in chapter.functions]
        about = (str(target), chapter.title, chapter.language, chapter.day, repr(codes))
        said = digest(*about, chapter.key or repr(chapter.derivations))
        state = self.state(datasets_of(chapter))

        def made() -> list[object]:
            desk = self.desk(chapter, target)
            index = entries.index_of(chapter.derivations, desk).decode()
            faults = [list(fault) for fault in entries.lacking(chapter.derivations, desk)]
            return [entries.body_of(chapter.derivations, desk), index, faults]

        @cache
        def opened() -> tuple[str, str, list[list[str]]]:
            body, index, faults = self.remembered("chapter", said, made, state)
            return with_sentences(body, chapter.sentences), index, faults

        def told() -> list[object]:
            body, index, faults = opened()
            return [astuple(told_of(body)), unread(index), faults]

        spoken = repr(sorted(chapter.sentences.items()))
        body, index, faults = self.remembered("chapter-told", said + spoken, told, state)
        title = evidence_words(chapter.language).evidence_of.format(title=chapter.title)
        sheet = Sheet(target, title, chapter.language, Told(*body), lambda: opened()[0])
        return sheet, unread_file(index, lambda: opened()[1]), faults

    def desk(self, chapter: Chapter, target: PurePosixPath) -> entries.Desk:
        """What the evidence of a chapter is written with."""
        named = sorted(datasets_of(chapter))
        found = {name: self.told(chapter.day, chapter.language, name) for name in named}
        return entries.Desk(
            target,
            chapter.target,
            long_day(chapter.day, chapter.language),
            {name: table for name, table in found.items() if table},
            self.modules.code_of,
            evidence_words(chapter.language),
        )

    def told(self, day: str, language: str, name: str) -> rows.Table | None:
        """A dataset told as it was known on a day."""
        key = (day, language, name)
        if key not in self.tables:
            shelf = self.shelf(day)
            dataset = shelf.dataset(name)
            teller = Teller(shelf, Words(language))
            self.tables[key] = rows.table_of(dataset, teller) if dataset else None
        return self.tables[key]

    def table(self, day: str, language: str, name: str) -> Shown:
        """The pages of a dataset, its rows as JSON; nothing where there is no such dataset."""
        words, asked, state = (
            evidence_words(language),
            repr((day, language, name)),
            self.state([name]),
        )

        def made() -> list[object]:
            table = self.told(day, language, name)
            if table is None:
                return []
            bodies = {str(page): body for page, body in rows.bodies_of(table, words).items()}
            pieces = {str(path): content.decode() for path, content in rows.pieces_of(table)}
            places = {rows.anchor(key): str(page) for key, page in table.pages.items()}
            return [table.title, bodies, pieces, places if len(bodies) > 1 else {}]

        opened = cache(partial(self.remembered, "table", asked, made, state))

        def told() -> list[object]:
            if not opened():
                return []
            title, bodies, pieces, _ = opened()
            pages = {at: astuple(told_of(body)) for at, body in bodies.items()}
            return [title, pages, {at: unread(text) for at, text in pieces.items()}]

        said = self.remembered("table-told", asked, told, state)
        if not said:
            return Shown()
        title, pages, pieces = said
        sheets = sheets_of(dated(title, day, language), language, pages, lambda: opened()[1])
        return Shown(
            sheets,
            {
                PurePosixPath(at): unread_file(piece, partial(lambda at: opened()[2][at], at))
                for at, piece in pieces.items()
            },
            {sheets[0].target: cache(lambda: places_in(opened()[3]))} if len(sheets) > 1 else {},
        )

    def unarchived(self, day: str, language: str) -> tuple[Sequence[Sheet], copies.Copies | None]:
        """The pages that list sources without an archived copy, as known on a day."""
        words, asked, state = evidence_words(language), repr((day, language)), self.state([])

        def made() -> list[object]:
            found = copies.listed(Teller(self.shelf(day), Words(language)))
            if found is None:
                return []
            bodies = {str(page): body for page, body in copies.bodies_of(found, words).items()}
            return [bodies, found.copies.count, found.copies.of]

        opened = cache(partial(self.remembered, "copies", asked, made, state))

        def told() -> list[object]:
            if not opened():
                return []
            bodies, *numbers = opened()
            return [{at: astuple(told_of(body)) for at, body in bodies.items()}, *numbers]

        said = self.remembered("copies-told", asked, told, state)
        if not said:
            return (), None
        pages, count, of = said
        title = dated(words.unarchived, day, language)
        sheets = sheets_of(title, language, pages, lambda: opened()[0])
        return sheets, copies.Copies(sheets[0].target, count, of)

    def code(self, paths: Sequence[PurePosixPath]) -> list[Sheet]:
        """The pages with the code of modules."""
        asked = repr([(str(path), file_digest(self.ground.root / path)) for path in paths])

        def told() -> list[object]:
            return [astuple(told_of(self.code_in(path))) for path in paths]

        said = self.remembered("code-told", asked, told, own_code())
        title = evidence_words("en").code
        return [
            Sheet(
                code.Code(path, 1).page,
                title.format(name=path),
                "en",
                Told(*page),
                partial(self.code_in, path),
            )
            for path, page in zip(paths, said, strict=True)
        ]

    def code_in(self, path: PurePosixPath) -> str:
        """The text of the page with a module's code."""
        text = (self.ground.root / path).read_text(encoding="utf-8")
        return self.remembered("code", text, lambda: code.body_of(text), own_code())

    def remembered(self, what: str, said: str, made: Callable[[], Any], rests_on: str) -> Any:
        """What was made of the same before, or is made now and kept."""
        key = f"evidence/{what}-{digest(rests_on, said)}"
        kept = self.store.get(key)
        if kept is not None:
            return json.loads(kept)
        value = made()
        self.store.put(key, json.dumps(value, ensure_ascii=False).encode())
        return value


def sheets_of(
    title: str,
    language: str,
    pages: Mapping[str, tuple[str, bool]],
    opened: Callable[[], Mapping[str, str]],
) -> list[Sheet]:
    """Pages with one title, by what is told of each; `opened` gives their texts."""
    return [
        Sheet(PurePosixPath(at), title, language, Told(*told), partial(lambda at: opened()[at], at))
        for at, told in pages.items()
    ]


def places_in(said: Mapping[str, str]) -> dict[str, PurePosixPath]:
    """The page of each row's id, as it was remembered."""
    return {row: PurePosixPath(at) for row, at in said.items()}


def dated(title: str, day: str, language: str) -> str:
    """A title with the day as of which the page speaks, if there is one."""
    told = evidence_words(language).as_of.format(day=long_day(day, language))
    return f"{title}, {told}" if day else title


def long_day(day: str, language: str) -> str:
    """A day in words; empty for none."""
    return in_words(day, Words(language))


@cache
def own_code() -> str:
    """The digest of the code that makes evidence."""
    files = sorted(path for pattern in RESTS_ON for path in HERE.glob(pattern))
    return digest(*(file_digest(path) for path in files))
