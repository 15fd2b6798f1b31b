"""Numbers that somebody typed: digits in prose that no data vouches for, where a project asks for it.

A date, a name that holds digits, a citation, an address, code and formulas are no such numbers. Others
are computed, or stand in a span that says why they may be typed: `[90]{.typed reason="a quotation"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from report.engine.model import Cell, Document, Finding, Place, Project
from report.engine.validate.chapters.prose import Passage, passages_of
from report.engine.words import Words

RULE = "typed-number"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
TYPED = re.compile(r"\[(?P<text>[^][]*)\]\{\.typed(?P<told>[^{}]*)\}")
REASON = re.compile(r"reason=(?:\"[^\"]*\w[^\"]*\"|'[^']*\w[^']*')")
# What holds digits and states no number: in the order in which it is blanked out.
APART = (
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"(?<![\w\\$])\$(?! )[^$\n]*[^$\s\\]\$(?![\d\w])"),  # a formula
    re.compile(r"\[[^][]*@[^][]*\]"),  # a citation, with its pages
    re.compile(r"(?<!\w)-?@[\w:.#$%&+?<>~/-]*\w"),  # a citation or reference in the text
    re.compile(r"(?<=\[)\d+(?:\.\d+)*(?=\]\([\w./-]*#)"),  # a link to a numbered place of the site
    re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"),  # an address
    re.compile(r"\[\^[\w-]+\]:?"),  # a footnote's mark
    re.compile(r"\{[^{}\n]*\}"),  # attributes
    re.compile(r"<[^<>\n]*>|https?://\S+|&#?\w+;"),
    re.compile(r"^[ \t>]*\(?(?:\d+|#|@)[.)](?=[ \t])", re.MULTILINE),  # the mark of a list's item
)
# By their shape: F-16, M777, MiG-29, G7, the Boeing 737-MAX of a single word.
NAME = re.compile(r"(?<![\w.])[A-Z][A-Za-z]*-?\d+\w*(?:[-/]\w+)*")
MONEY = re.compile(r"(?:EUR|USD|GBP|CHF|US|EU)\d")
CAPTIONS = ("fig-cap", "fig-subcap", "fig-alt", "tbl-cap", "tbl-subcap", "lst-cap", "fig-scap")
OPTION = "typed"  # of a cell: why its captions may hold typed numbers


def check_numbers(document: Document, project: Project) -> Iterator[Finding]:
    """Findings for numbers typed into prose, headings, captions and alternative texts."""
    if not project.numbers:
        return
    names = names_in(project.root / project.numbers)
    dates = dates_of(str(document.meta.get("lang", "en")))
    for prose in passages_of(document):
        yield from typed_in(prose, names, dates, project)
    for cell in document.cells:
        if not cell.options.get(OPTION):
            yield from typed_in_captions(cell, names, dates, project)


def typed_in(
    prose: Passage, names: re.Pattern[str], dates: re.Pattern[str], project: Project
) -> Iterator[Finding]:
    """The findings for one stretch of prose."""
    for match in TYPED.finditer(prose.text):
        if not REASON.search(match["told"]):
            yield unreasoned(match["text"], prose.place(match.start()))
    for match in NUMBER.finditer(without_names(prose.text, names, dates)):
        yield typed(match[0], prose.place(match.start()), project)


def typed_in_captions(
    cell: Cell, names: re.Pattern[str], dates: re.Pattern[str], project: Project
) -> Iterator[Finding]:
    """The findings for a cell's captions and alternative texts."""
    for key in CAPTIONS:
        value = cell.options.get(key)
        for text in value if isinstance(value, list) else [value or ""]:
            place = line_of(cell, key)
            for match in NUMBER.finditer(without_names(str(text), names, dates)):
                yield typed(match[0], at(cell, place, match[0]), project)


def line_of(cell: Cell, key: str) -> int:
    """The place among a cell's option lines where an option stands."""
    found = (row for row, line in enumerate(cell.header) if re.match(rf"#\|\s*{key}\s*:", line))
    return next(found, 0)


def at(cell: Cell, row: int, number: str) -> Place:
    """Where a number stands in a cell's options: in the option's line or in one that continues it."""
    line = (cell.place.line or 1) + 1
    for place, text in enumerate(cell.header[row:], row):
        found = re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", text)
        if found:
            return Place(cell.place.path, line + place, found.start() + 1)
    return Place(cell.place.path, line + row)


@lru_cache(maxsize=2048)
def without_names(text: str, names: re.Pattern[str], dates: re.Pattern[str]) -> str:
    """The text with everything blanked out that holds digits and states no number."""
    text = TYPED.sub(blank, text)
    for pattern in (*APART, names, dates):
        text = pattern.sub(blank, text)
    return NAME.sub(lambda match: match[0] if MONEY.match(match[0]) else blank(match), text)


def blank(match: re.Match[str]) -> str:
    """As many blanks as a match has letters; line ends stay."""
    return re.sub(r"[^\n]", " ", match[0])


@lru_cache(maxsize=8)
def names_in(path: Path) -> re.Pattern[str]:
    """The names that a project lists, one a line, as a pattern; a plural is the same name."""
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    names = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    longest = sorted(names, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"(?<!\w)(?:{words})s?(?!\w)" if words else r"(?!)")


@lru_cache(maxsize=8)
def dates_of(language: str) -> re.Pattern[str]:
    """What reads as a date: "9 September 2023", "September 9", "the 5th", "2022", "the 1990s", ISO."""
    month = f"(?:{'|'.join(map(re.escape, Words(language)['months'].split()))})"
    day = r"\d{1,2}\.?(?:st|nd|rd|th)?(?:\s*(?:–|-|to|and|,|or)\s*\d{1,2})*"
    year = r"(?:1\d|20|21)\d\d(?:s\b|(?:[–/-]\d\d(?:\d\d)?)?(?![\d,.]*\d|\s*%))"
    forms = (
        r"\b\d{4}-\d\d(?:-\d\d)?\b",
        r"\bthe\s+\d{1,2}(?:st|nd|rd|th)\b",
        rf"\b{day}\s+(?:of\s+)?{month}\b",
        rf"\b{month}\s+{day}(?!\d)",
        rf"\b{year}",
    )
    return re.compile("|".join(forms))


def typed(number: str, place: Place, project: Project) -> Finding:
    """The finding for a number."""
    hint = (
        f'compute it, `{{python}} value`; or write `[{number}]{{.typed reason="..."}}` with the reason; '
        f"a name that holds digits belongs into {project.numbers}"
    )
    return Finding(RULE, place, f"the number {number} is typed into the text", hint)


def unreasoned(text: str, place: Place) -> Finding:
    """The finding for an allowance without a reason."""
    message = f"nothing says why `{text}` may be typed"
    return Finding(RULE, place, message, 'give the span a reason="..."')
