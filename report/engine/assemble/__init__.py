"""Stage 5: documents and executions to a `Book`: numbered, cross-referenced, cited.

How a document goes through, one module a step:

1. `cells` and `outputs` write the executed Markdown, as Quarto's Jupyter engine would, once for each
   format (a cell's outputs offer several MIME types; HTML and print choose differently).
2. One Pandoc reads all of it to JSON (`ast` has the words for walking and rewriting it).
3. One pass for each construct puts the nouns of `nouns` in place of divs and attributes: `Float`,
   `Layout`, `Callout`, `Tabset`, `Equation`, `Theorem`, `Code`. A `Manuscript` is the result; it
   belongs to no format.
4. `crossref` numbers what can be referred to, over the whole book, and fills in each `Reference`.
5. The renderers turn the nouns into Pandoc's nodes with raw markup where it has none, and one Pandoc
   writes everything: `html` makes `Page`s, `typst` makes `Paper`s. Citations are citeproc's in both.

What the renderers agree on: the nodes of a `Manuscript` are Pandoc's (pandoc-types 1.23) and the nouns;
every number is already text (`Float.number`, `Callout.number`, the `number` attribute of a `Header`),
so both formats print the same. A part of a float is a `Float` with `part=True` inside `blocks`,
usually in a `Layout`. Margin and wide content keep their classes (`column-margin`, `aside`,
`column-page`…) on a `Div`, a `Span` or in `Float.attr`. Cells are `Div`s of class `cell`, outputs of
class `cell-output` and `cell-output-stdout`, `-stderr`, `-error` or `-display`. Images name files
relative to the document; figures made by cells are `Asset`s at their place in the site. A reference
without a target is `Strong` text "?@fig-x" and a finding. Citations stay `Cite` nodes.
"""

from __future__ import annotations

from collections.abc import Iterable

from report.engine.assemble.citations import library_of
from report.engine.assemble.findings import findings_of
from report.engine.assemble.manuscripts import drafted, manuscripts
from report.engine.assemble.navigation import bar, footer, shows_neighbours, sidebar
from report.engine.assemble.pages import pages, site_of
from report.engine.assemble.typst import papers
from report.engine.model import Book, Execution, Project
from report.engine.ports import Ports
from report.engine.words import Words


def assemble(
    project: Project, executions: Iterable[Execution], ports: Ports, *, formats: frozenset[str]
) -> Book:
    """The book that a project makes, in those of its formats that `formats` allows.

    Raises `AssemblyError` where Pandoc cannot convert a document.
    """
    forms = tuple(form for form in ("html", "typst") if form in formats)
    drafts = drafted(project, executions, ports, forms)
    made = {one.form: manuscripts(project, one) for one in drafts}
    works = library_of((m for group in made.values() for m in group), project.root, ports)
    found = dict.fromkeys(
        finding
        for one in drafts
        for finding in findings_of(project, one.drafts, made[one.form], works)
    )
    paged = pages(project, made.get("html", ()), works, ports)
    words = Words(str(project.config.get("lang", "en")))
    return Book(
        title=str(site_of(project).get("title") or ""),
        pages=paged,
        papers=papers(project, made.get("typst", ()), works, ports),
        assets=tuple(asset for one in drafts for asset in one.assets),
        navigation=sidebar(project, paged, words),
        findings=tuple(found),
        bar=bar(project, paged),
        footer=footer(project, ports),
        page_navigation=shows_neighbours(project),
        address=str(site_of(project).get("site-url") or ""),
    )
