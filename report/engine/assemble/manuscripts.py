"""Drafts to manuscripts: every number written in, every reference and link resolved.

What a manuscript rests on is known before it is made; pages and papers that were made of the same
are taken from memory, and the manuscript is never written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from report.engine.assemble.ast import Node, Nodes, attr_of, every, rewrite
from report.engine.assemble.crossref import Index, index_of, with_numbers
from report.engine.assemble.drafts import Draft, Drafts
from report.engine.assemble.floats import uncaptioned
from report.engine.assemble.links import file_target, link_target
from report.engine.assemble.nouns import Manuscript
from report.engine.memory import Memory
from report.engine.model import Kind, Project


@dataclass(frozen=True)
class Resolution:
    """A draft with everything that its references and links need.

    `pages` gives the page of each source; `key` is the digest of all that the manuscript rests on.
    """

    draft: Draft
    index: Index
    pages: Mapping[PurePosixPath, PurePosixPath]
    key: str

    @cached_property
    def manuscript(self) -> Manuscript:
        """The draft with its numbers written in and its references resolved."""
        draft, index = self.draft, self.index
        rules = {
            **with_numbers(draft.outline.numbers, draft.settings),
            "Cite": index.replacement,
            "Link": self.linked,
            "Image": lambda node: pictured(node, draft.document.path),
        }
        return Manuscript(
            source=draft.document.path,
            language=draft.settings.words.language,
            front=rewrite(draft.front, {"Cite": index.replacement}),
            blocks=rewrite(draft.blocks, rules),
            title=draft.title,
            number=draft.number,
            meta=draft.source.meta,
            settings=draft.settings,
            cited=self.cited,
            listed=self.listed,
        )

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The keys of the works that the text cites, each once, in order."""
        groups = (group for group in cites(self.draft) if not any(map(self.index.kind, group)))
        return tuple(dict.fromkeys(key for group in groups for key in group))

    @property
    def unresolved(self) -> tuple[str, ...]:
        """The references to nothing, each once, in order."""
        keys = (key for group in cites(self.draft) for key in group if self.index.kind(key))
        wanted = dict.fromkeys(key[:1].lower() + key[1:] for key in keys)
        return tuple(key for key in wanted if key not in self.index.entries)

    @property
    def lost(self) -> Iterator[tuple[str, str]]:
        """Works cited right behind a reference, which takes them for a part of itself."""
        for group in cites(self.draft):
            labels = [key for key in group if self.index.kind(key)]
            yield from ((labels[0], key) for key in group if labels and key not in labels)

    @property
    def language(self) -> str:
        """The language of the text."""
        return self.draft.settings.words.language

    @property
    def meta(self) -> Mapping[str, object]:
        """The document's metadata."""
        return self.draft.source.meta

    @property
    def listed(self) -> bool:
        """Whether the list of references stands in the text."""
        return self.draft.survey.listed

    def linked(self, node: Node) -> Nodes | None:
        """A link that leads where its target lies on the site."""
        attr, inlines, (target, title) = node["c"]
        source = self.draft.document.path
        found = link_target(target, source, self.pages)
        page = self.index.headings.get(target[1:]) if target.startswith("#") else None
        if page is not None and target[1:] not in self.draft.outline.headings:
            found = link_target(f"/{page}{target}", source, {page: page})
        return None if found == target else [{"t": "Link", "c": [attr, inlines, [found, title]]}]


def resolved(project: Project, drafts: Drafts, memory: Memory) -> tuple[Resolution, ...]:
    """The drafts of one format with all that their references and links need."""
    pages = {draft.document.path: draft.page for draft in drafts.drafts}
    everything = index_of(entry for draft in drafts.drafts for entry in draft.outline.entries)
    headings = {
        name: draft.page for draft in reversed(drafts.drafts) for name in draft.outline.headings
    }
    book = project.kind is Kind.BOOK
    where = digestible(pages) + digestible(headings if book else {})
    made = []
    for draft in drafts.drafts:
        own = index_of(draft.outline.entries)
        entries = {**everything, **own} if book else own
        index = Index(
            draft.page, draft.chapter, entries, headings if book else {}, draft.settings, book
        )
        key = memory.key(
            draft.source.key, repr(draft.chapter), draft.number, where, said(index, draft)
        )
        made.append(Resolution(draft, index, pages, key))
    return tuple(made)


def said(index: Index, draft: Draft) -> str:
    """All that the index says of what a draft refers to."""
    keys = {key[:1].lower() + key[1:] for group in cites(draft) for key in group if index.kind(key)}
    parents = {entry.parent for key in keys if (entry := index.entries.get(key)) and entry.parent}
    found = [index.entries.get(key) for key in sorted(keys | parents)]
    return repr([found, dict(sorted(draft.outline.numbers.items()))])


def digestible(places: Mapping[object, PurePosixPath]) -> str:
    """A mapping to paths as text, in order."""
    return json.dumps(sorted((str(name), str(path)) for name, path in places.items()))


def cites(draft: Draft) -> list[tuple[str, ...]]:
    """The keys of each citation or reference of a draft together, those of its front last."""
    front = every(draft.front, "Cite")
    return [*draft.survey.cites, *(tuple(one["citationId"] for one in n["c"][0]) for n in front)]


def pictured(node: Node, source: PurePosixPath) -> Nodes | None:
    """An image whose file is named relative to its page, its alternative text in place."""
    own = attr_of(node)
    if own.get("fig-alt"):
        node = uncaptioned(node)
    attr, inlines, (target, title) = node["c"]
    return [{"t": "Image", "c": [attr, inlines, [file_target(target, source), title]]}]
