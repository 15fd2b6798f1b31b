"""Fenced divs whose class the catalogue refuses, or that look like a slip of a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.engine.catalogue import Standing, Where, find, nearest
from report.engine.model import Document, Finding, Place
from report.engine.validate.chapters.prose import passages_of

DIV = re.compile(r"^[ \t>]*:{3,}[ \t]*(?:\{(?P<braced>[^{}\n]*)\}|(?P<word>[\w-]+))", re.MULTILINE)
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")


def check_blocks(document: Document) -> Iterator[Finding]:
    """Findings for the divs of a document."""
    for prose in passages_of(document):
        for match in DIV.finditer(prose.text):
            classes = CLASS.findall(match["braced"]) if match["braced"] else [match["word"] or ""]
            for name in classes:
                yield from check_class(name, prose.place(match.start()))


def check_class(name: str, place: Place) -> Iterator[Finding]:
    """The finding for one class of a div."""
    construct = find(Where.BLOCK, name)
    if construct is not None and construct.standing is Standing.REFUSED:
        message = f"blocks of class `{name}` are not supported"
        yield Finding("refused", place, message, construct.note)
    elif construct is None:
        alike = nearest(Where.BLOCK, name)
        if alike or name.startswith("callout-"):
            hint = (
                f"did you mean `{alike}`?"
                if alike
                else "use note, tip, warning, caution, important"
            )
            message = f"the class `{name}` means nothing"
            yield Finding("unknown-block", place, message, hint, excusable=True)
