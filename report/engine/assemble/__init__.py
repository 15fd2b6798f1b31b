"""Stage 5: documents and executions to a `Book`: numbered, cross-referenced, cited.

How a document goes through, one module a step:

1. `cells` and `outputs` write the executed Markdown, as Quarto's Jupyter engine would, once for each
   format (a cell's outputs offer several MIME types; HTML and print choose differently).
2. One Pandoc reads all of it to JSON (`reading`; `ast` has the words for walking and rewriting it).
3. `structure` puts the nouns of `nouns` in place of divs and attributes, a module for each construct:
   `Float`, `Layout`, `Callout`, `Tabset`, `Equation`, `Theorem`, `Code`.
4. `drafts` gives each document its place and number, `crossref` counts what can be referred to, and
   `manuscripts` fills in each `Reference`: a `Manuscript` belongs to no format.
5. The renderers turn the nouns into markup: `sheets` and `pages` make `Page`s with Pandoc, `typst`
   makes `Paper`s. Citations are citeproc's in both (`citations`, `citeproc`).

Each step is remembered under all that it rests on (`memory`): where a chapter and what it refers to
have not changed, its page comes from the store, and its text is not even read.

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

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from report.engine.assemble.citations import library_of
from report.engine.assemble.downloads import downloads_of
from report.engine.assemble.drafts import drafted
from report.engine.assemble.findings import findings_of
from report.engine.assemble.manuscripts import resolved
from report.engine.assemble.memory import memory_in
from report.engine.assemble.navigation import bar, footer, shows_neighbours, sidebar
from report.engine.assemble.pages import pages, site_of
from report.engine.assemble.papers import papers_of
from report.engine.model import Book, Execution, Project
from report.engine.ports import Ports
from report.engine.words import Words


def assemble(
    project: Project, executions: Sequence[Execution], ports: Ports, *, formats: frozenset[str]
) -> Book:
    """The book that a project makes, in those of its formats that `formats` allows.

    Raises `AssemblyError` where Pandoc cannot convert a document.
    """
    forms = tuple(form for form in ("html", "typst") if form in formats)
    memory = memory_in(ports.store)
    drafts = drafted(project, executions, ports, forms)
    texts = {one.form: resolved(project, one, memory) for one in drafts}
    everything = tuple(one for group in texts.values() for one in group)
    works = library_of(everything, project.root, ports)
    words = Words(str(project.config.get("lang", "en")))
    with ThreadPoolExecutor(1) as aside:  # Pandoc writes the pages in processes of its own
        writing = aside.submit(pages, project, texts.get("html", ()), works, ports)
        papers = papers_of(project, texts.get("typst", ()), works, ports)
        taken = downloads_of(project, executions, ports) if "html" in forms else ()
        paged = writing.result()
    title = str(site_of(project).get("title") or "")
    return Book(
        title=title,
        pages=paged,
        papers=papers,
        assets=(*(asset for one in drafts for asset in one.assets), *taken),
        navigation=sidebar(project, paged, words),
        findings=findings_of(everything, works),
        bar=bar(project, paged),
        footer=footer(project, ports),
        page_navigation=shows_neighbours(project),
        address=str(site_of(project).get("site-url") or ""),
    )
