"""Markdown to nodes: documents, and the short texts in metadata and attributes, each read once.

What Pandoc gave is remembered in the store under the digest of what it was given, so that a build
converts only what has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import PurePosixPath
from typing import Any

from report.engine.assemble.ast import Nodes, inlines_of
from report.engine.assemble.parking import lists_in_markdown, parked_markdown, put_back
from report.engine.errors import AssemblyError
from report.engine.model import Finding
from report.engine.ports import Conversion, Pandoc, Store

READER = "markdown-table_attributes"
EPOCH = "pandoc 3.9, 2"  # what the memory rests on besides the text: change it with either
# Fences like ```{python} that are no cells: braces that Pandoc would not take for a language.
BRACED = re.compile(r"^([ \t]*(?:```+|~~~+)[ \t]*)\{([^.=#}\n]*)\}[ \t]*$", re.MULTILINE)
DOUBLE = re.compile(r"^([ \t]*(?:```+|~~~+)[ \t]*)\{\{([^}\n]*)\}\}[ \t]*$", re.MULTILINE)
PARCEL = 30_000  # characters that pay for a process
OPEN, CLOSE, BLANK = "\ue000", "\ue001", "\ue002"


def converted(conversions: Sequence[Conversion], pandoc: Pandoc, store: Store) -> tuple[str, ...]:
    """What Pandoc makes of each conversion: remembered, or converted now, all in one go."""
    keys = [key_of(conversion) for conversion in conversions]
    known = {key: store.get(key) for key in dict.fromkeys(keys)}
    wanted = dict(zip(keys, conversions, strict=True))
    missing = [key for key, value in known.items() if value is None]
    fresh = dict(zip(missing, pandoc.convert([wanted[key] for key in missing]), strict=True))
    for key, text in fresh.items():
        store.put(key, text.encode())
    return tuple(fresh[key] if key in fresh else known[key].decode() for key in keys)  # type: ignore[union-attr]


def key_of(conversion: Conversion) -> str:
    """The key under which a conversion is remembered: everything that its result rests on."""
    parts = (EPOCH, conversion.source, conversion.target, *conversion.arguments, conversion.text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class ReadingOn:
    """Reads documents while others are still written: Pandoc works beside Vega, which draws for them.

    `pool` has the threads that wait for Pandoc. A document is sent off at once where nothing is being
    read, else in parcels, for starting a process costs something as well.
    """

    def __init__(self, pandoc: Pandoc, store: Store, pool: Executor) -> None:
        self._pandoc, self._store, self._pool = pandoc, store, pool
        self._waiting: dict[str, Conversion] = {}
        self._texts: dict[str, str] = {}
        self._sent: list[Future[dict[str, str]]] = []

    def add(self, key: str, markdown: str, path: PurePosixPath) -> None:
        """Have the Markdown of the document at `path` read, under `key`."""
        self._texts[key] = markdown
        self._waiting[key] = question(markdown, str(path))
        size = sum(len(one.text) for one in self._waiting.values())
        if size >= PARCEL or all(parcel.done() for parcel in self._sent):
            self._send()

    def done(self) -> dict[str, Nodes]:
        """The blocks of each document, by key, in their order. Raises `AssemblyError` naming all faults."""
        self._send()
        answers: dict[str, str] = {}
        faults: list[Finding] = []
        for parcel in self._sent:
            try:
                answers |= parcel.result()
            except AssemblyError as error:
                faults += error.findings
        if faults:
            raise AssemblyError(*faults)
        return {key: loaded(answers[key], text)["blocks"] for key, text in self._texts.items()}

    def _send(self) -> None:
        parcel, self._waiting = self._waiting, {}
        if parcel:
            self._sent.append(self._pool.submit(self._read, parcel))

    def _read(self, parcel: Mapping[str, Conversion]) -> dict[str, str]:
        answers = converted(tuple(parcel.values()), self._pandoc, self._store)
        return dict(zip(parcel, answers, strict=True))


def read_document(markdown: str, pandoc: Pandoc, store: Store) -> Nodes:
    """The blocks of one document's Markdown."""
    [answer] = converted([question(markdown)], pandoc, store)
    return loaded(answer, markdown)["blocks"]


def question(markdown: str, name: str = "") -> Conversion:
    """What Pandoc is asked of a document's Markdown; `loaded` reads its answer."""
    return Conversion(parked_markdown(guarded(markdown)), READER, "json", name=name)


def read_texts(
    texts: Iterable[tuple[str, str]], pandoc: Pandoc, store: Store
) -> dict[tuple[str, str], Nodes]:
    """The blocks of short texts, each given as its format (`markdown`, `html`) and itself."""
    asked = list(dict.fromkeys(texts))
    readers = {"markdown": READER}
    wanted = [
        Conversion(parked_markdown(text), readers.get(form, form), "json") for form, text in asked
    ]
    answers = converted(wanted, pandoc, store)
    return {
        pair: loaded(answer, pair[1])["blocks"] for pair, answer in zip(asked, answers, strict=True)
    }


def inlines_in(texts: Mapping[tuple[str, str], Nodes], markdown: str) -> Nodes:
    """The inline nodes of a short Markdown text that was read."""
    return inlines_of(texts.get(("markdown", markdown), []))


def guarded(markdown: str) -> str:
    """Markdown in which braces behind a fence are a language to Pandoc, as they are to Quarto."""

    def language(match: re.Match[str]) -> str:
        return f"{match[1]}{OPEN}{match[2].replace(' ', BLANK)}{CLOSE}"

    return BRACED.sub(language, DOUBLE.sub(language, markdown))


def loaded(answer: str, markdown: str) -> dict[str, Any]:
    """What Pandoc made of a text, with the braces behind fences and the lists of rows put back."""
    answer = answer.replace(OPEN, "{").replace(CLOSE, "}").replace(BLANK, " ")
    return json.loads(put_back(answer, lists_in_markdown(markdown)))
