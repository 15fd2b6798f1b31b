"""Manuscripts to `Paper`s: Typst source that calls the template's functions, all text escaped.

`papers` makes one paper of a book (`books`), or one of each document (`articles`). The documents are
the ones read for `typst`, resolved: numbers are text, references are filled in; citations are set
here, by citeproc.

One module a kind of node: `inlines`, `blocks`, `boxes`, `tables`, `pictures`, `evidence`; `nodes` finds
the writer for a node. `text` escapes, `labels` finds out what links may go to, `headings` puts headings
into one tree, `formulas` has TeX translated, `works` has citations set, `matter` is what all papers have.
"""

from report.engine.assemble.typst import blocks, boxes, evidence, inlines, pictures, tables
from report.engine.assemble.typst.papers import papers

WRITTEN_BY = (
    blocks,
    boxes,
    evidence,
    inlines,
    pictures,
    tables,
)  # importing them registers their writers

__all__ = ["papers"]
