"""Formulas: TeX in the pages to MathML beside it, which browsers draw without a script."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from report.engine.ports import Conversion, Pandoc, Store

FORMULA = re.compile(r'<span class="math (inline|display)">\\[\[(](.*?)\\[\])]</span>', re.DOTALL)
TAG = re.compile(r"\\tag\{([^}]*)\}")
ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
KINDS = {"inline": "InlineMath", "display": "DisplayMath"}
API = [1, 23, 1]  # of Pandoc's JSON


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula: `inline` or `display`, its TeX, and the number it bears, if any."""

    kind: str
    tex: str
    number: str = ""


Drawings = Mapping[Formula, str]


def drawings_of(bodies: Iterable[str], pandoc: Pandoc, store: Store) -> Drawings:
    """MathML for every formula in `bodies`, from the store or from Pandoc; none for TeX it cannot read."""
    formulas = list(dict.fromkeys(found for body in bodies for found in formulas_in(body)))
    known = {formula: store.get(key_of(formula)) for formula in formulas}
    new = [formula for formula in formulas if known[formula] is None]
    made = pandoc.convert([conversion(formula) for formula in new]) if new else ()
    for formula, text in zip(new, made, strict=True):
        known[formula] = drawing(text).encode()
        store.put(key_of(formula), known[formula] or b"")
    return {formula: value.decode() for formula, value in known.items() if value}


def with_drawings(body: str, drawings: Drawings) -> str:
    """`body` with each formula drawn. The TeX stays where it is; the style sheet shows one of the two.

    The drawing is `hidden` to whoever has no style sheet, who then reads the TeX.
    """

    def both(match: re.Match[str]) -> str:
        formula = formula_of(match)
        if formula not in drawings:
            return match[0]
        number = f'<span class="math-number">({escape(formula.number)})</span>'
        drawn = f"{drawings[formula]}{number if formula.number else ''}"
        return f'{match[0]}<span class="math-drawn {formula.kind}" hidden>{drawn}</span>'

    return FORMULA.sub(both, body)


def formulas_in(body: str) -> list[Formula]:
    """The formulas of one page, in order."""
    return [formula_of(match) for match in FORMULA.finditer(body)]


def formula_of(match: re.Match[str]) -> Formula:
    """The formula that an element holds."""
    tex = unescape(match[2])
    tag = TAG.search(tex)
    return Formula(match[1], TAG.sub("", tex).strip(), tag[1] if tag else "")


def conversion(formula: Formula) -> Conversion:
    """The formula as a document that Pandoc reads without any parsing of ours."""
    math = {"t": "Math", "c": [{"t": KINDS[formula.kind]}, formula.tex]}
    document = {"pandoc-api-version": API, "meta": {}, "blocks": [{"t": "Plain", "c": [math]}]}
    return Conversion(json.dumps(document), "json", "html", ("--mathml",))


def drawing(html: str) -> str:
    """The `math` element of what Pandoc wrote, without the TeX; empty where it could not draw."""
    start, end = html.find("<math"), html.rfind("</math>")
    return ANNOTATION.sub("", html[start : end + len("</math>")]) if start >= 0 <= end else ""


def key_of(formula: Formula) -> str:
    """What a drawing is remembered under."""
    text = f"{formula.kind}\0{formula.tex}"
    return f"mathml-{hashlib.sha256(text.encode()).hexdigest()}"
