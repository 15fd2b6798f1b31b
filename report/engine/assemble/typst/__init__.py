"""Manuscripts to `Paper`s: Typst source that calls the template's functions, all text escaped.

`article` makes a paper of one document, `book` one of a whole report; both want a `Setting`, whose
formulas `formulas_of` gets from Pandoc for all papers at once. The manuscripts are the ones read for
`typst`, resolved: numbers are text, references are filled in, and each `Cite` holds what citeproc
wrote, the list of works being a division `refs` with one `csl-entry` a work.

One module a kind of node: `inlines`, `blocks`, `boxes`, `tables`, `pictures`; `nodes` finds the
writer for a node. `text` escapes, `labels` finds out what links may go to, `headings` puts headings
into one tree, `formulas` has TeX translated, `papers` puts everything together.
"""

from report.engine.assemble.typst import blocks, boxes, inlines, pictures, tables
from report.engine.assemble.typst.papers import (
    Chapter,
    Cover,
    Setting,
    Terms,
    article,
    book,
    formulas_of,
)

WRITTEN_BY = (blocks, boxes, inlines, pictures, tables)  # importing them registers their writers

__all__ = ["Chapter", "Cover", "Setting", "Terms", "article", "book", "formulas_of"]
