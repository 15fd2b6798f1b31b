"""The catalogue as a page of documentation: one table for each place a construct may stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report.engine.catalogue.nouns import Construct, Standing, Where
from report.engine.catalogue.shapes import ANY

OPENING = """\
# What of Quarto is supported

`report build` builds the part of Quarto that reports use. Whatever is refused stops the build, with
its file, its line and a hint; nothing is rendered silently wrong. What is ignored changes no word of
the report. `quarto render` builds the same project with all of Quarto.

This page is made from the catalogue in `report/engine/catalogue` by
`python -m report.engine.catalogue`; do not edit it by hand.
"""
TITLES = {
    Where.TOP: "Top level of `_quarto.yml`",
    Where.PROJECT: "`project:`",
    Where.BOOK: "`book:`",
    Where.WEBSITE: "`website:`",
    Where.DOCUMENT: "Documents: front matter, `_metadata.yml`, `_quarto.yml`, under a format",
    Where.EXECUTE: "`execute:`",
    Where.CROSSREF: "`crossref:`",
    Where.CELL: "Cell options",
    Where.LANGUAGE: "Languages of cells",
    Where.FORMAT: "Formats",
    Where.SHORTCODE: "Shortcodes",
    Where.BLOCK: "Classes of divs",
}
REMARKS = {
    Where.DOCUMENT: "Any other key is metadata of your own, for `{{< meta key >}}`; so are keys that\n"
    "speak only of formats that are not built.",
    Where.CELL: "Any other option becomes an attribute of the cell, as in Quarto.",
    Where.BLOCK: "Any other class is kept.",
}


def support_page(catalogue: Iterable[Construct]) -> str:
    """The page in Markdown."""
    constructs = tuple(catalogue)
    sections = (section(where, constructs) for where in TITLES)
    return "\n".join([OPENING, *sections])


def section(where: Where, catalogue: Iterable[Construct]) -> str:
    """The part of the page about one place: what is supported, refused, ignored."""
    here = [construct for construct in catalogue if construct.where is where]
    parts = [f"## {TITLES[where]}\n"]
    parts += [f"{REMARKS[where]}\n"] if where in REMARKS else []
    parts += supported_part([one for one in here if one.standing is Standing.SUPPORTED])
    for standing, title in ((Standing.REFUSED, "Refused"), (Standing.IGNORED, "Ignored")):
        parts += other_part(title, [one for one in here if one.standing is standing])
    return "\n".join(parts)


def supported_part(constructs: Iterable[Construct]) -> Iterator[str]:
    """The table of what is supported, by name."""
    rows = sorted(constructs, key=lambda construct: construct.name)
    if rows:
        yield "| Supported | Value | Remark |\n|---|---|---|"
        yield from (f"| `{one.name}` | {honoured(one)} | {remark(one)} |" for one in rows)
        yield ""


def honoured(construct: Construct) -> str:
    """The values that are honoured, in words."""
    return (construct.shape if construct.only is ANY else construct.only).words


def remark(construct: Construct) -> str:
    """The remark on a construct; where other values are refused, what to do instead."""
    return construct.note if construct.only is ANY else f"for other values: {construct.note}"


def other_part(title: str, constructs: Iterable[Construct]) -> Iterator[str]:
    """The table of what is refused or ignored: one row for each hint or reason."""
    groups: dict[str, list[str]] = {}
    for construct in constructs:
        groups.setdefault(construct.note, []).append(f"`{construct.name}`")
    if groups:
        yield f"| {title} | {'Instead' if title == 'Refused' else 'Because'} |\n|---|---|"
        yield from (f"| {', '.join(sorted(names))} | {note} |" for note, names in groups.items())
        yield ""
