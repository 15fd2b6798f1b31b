"""Keys of documents: in front matter, `_metadata.yml`, `_quarto.yml` and under a format.

A key that is not listed is metadata of the author's own, for `{{< meta key >}}`.
"""

from __future__ import annotations

from report.engine.catalogue.nouns import Where, ignored, partly, refused, supported
from report.engine.catalogue.shapes import (
    ANY,
    BOOL,
    MAPPING,
    NUMBER,
    TEXT,
    TEXTS,
    either,
    list_of,
    one_or_list,
    words,
)

DOCUMENT, EXECUTE, CROSSREF = Where.DOCUMENT, Where.EXECUTE, Where.CROSSREF
PLACES = words("top", "bottom", "margin")
PEOPLE = one_or_list(either(TEXT, MAPPING))

TITLES = (
    *supported(DOCUMENT, TEXT, "title", "subtitle", "abstract-title", "doi"),
    *supported(DOCUMENT, either(TEXT, MAPPING), "date", "date-modified"),
    *supported(DOCUMENT, TEXT, "date-format", "description", "abstract", "papersize"),
    *supported(DOCUMENT, ANY, "license"),
    *supported(DOCUMENT, PEOPLE, "author", "authors", "affiliations"),
    *supported(DOCUMENT, TEXTS, "keywords", "categories"),
    *supported(DOCUMENT, TEXT, "lang"),
    *supported(DOCUMENT, either(TEXT, MAPPING), "language"),
    *partly(DOCUMENT, words("ltr", "rtl"), words("ltr"), "build it with `quarto render`", "dir"),
)

BODY = (
    *supported(DOCUMENT, BOOL, "toc", "number-sections", "link-citations"),
    *supported(DOCUMENT, NUMBER, "toc-depth", "number-depth"),
    *supported(DOCUMENT, TEXT, "toc-title"),
    *supported(DOCUMENT, TEXTS, "bibliography"),
    *supported(DOCUMENT, TEXTS, "css", note="of the project, under `format: html:`"),
    *supported(DOCUMENT, TEXT, "csl"),
    *supported(DOCUMENT, ANY, "nocite", "references"),
    *supported(DOCUMENT, BOOL, "citeproc"),
    *supported(DOCUMENT, words("document", "section", "block", "margin"), "reference-location"),
    *partly(
        DOCUMENT,
        words("document", "margin"),
        words("document"),
        "let citations stand in the list of references",
        "citation-location",
    ),
    *supported(DOCUMENT, PLACES, "cap-location", "fig-cap-location", "tbl-cap-location"),
    *supported(DOCUMENT, either(MAPPING, BOOL), "crossref"),
    *supported(DOCUMENT, either(BOOL, words("show")), "code-fold"),
    *supported(DOCUMENT, TEXT, "code-summary"),
    *supported(DOCUMENT, words("scroll", "wrap"), "code-overflow"),
    *supported(
        DOCUMENT,
        either(BOOL, words("hover", "select", "below", "none")),
        "code-annotations",
        note="code with annotations (`# <1>`) is refused unless it is false or none",
    ),
    *supported(DOCUMENT, either(BOOL, TEXT), "code-line-numbers"),
    *supported(DOCUMENT, words("default", "simple", "minimal"), "callout-appearance"),
    *supported(DOCUMENT, BOOL, "callout-icon"),
    *supported(DOCUMENT, TEXT, "fig-align"),
    *supported(DOCUMENT, either(BOOL, words("auto"), list_of(NUMBER)), "tbl-colwidths"),
    *partly(
        DOCUMENT,
        words("default", "plain", "none"),
        words("default"),
        "let the appendix look as usual",
        "appendix-style",
    ),
)

RUNS = (
    *partly(
        DOCUMENT,
        TEXT,
        words("jupyter", "markdown"),
        "use jupyter with Python cells, or build with `quarto render`",
        "engine",
    ),
    *supported(DOCUMENT, either(BOOL, TEXT, MAPPING), "jupyter"),
    *supported(DOCUMENT, MAPPING, "params"),
    *supported(DOCUMENT, either(MAPPING, BOOL), "execute"),
    *supported(DOCUMENT, NUMBER, "fig-width", "fig-height", "fig-dpi"),
    *supported(DOCUMENT, words("retina", "png", "jpeg", "svg", "pdf"), "fig-format"),
    *supported(DOCUMENT, TEXT, "output-file"),
    *supported(DOCUMENT, TEXTS, "resources", "metadata-files"),
    *supported(DOCUMENT, TEXT, "metadata-file"),
    *supported(DOCUMENT, either(TEXT, MAPPING), "format"),
    *supported(EXECUTE, BOOL, "enabled", "eval", "include", "warning", "error"),
    *supported(EXECUTE, either(BOOL, words("fenced")), "echo"),
    *supported(EXECUTE, either(BOOL, words("asis")), "output"),
    *ignored(
        EXECUTE,
        "cells are remembered with all that they depend on; --force runs them again",
        "freeze",
        "cache",
    ),
    *ignored(EXECUTE, "kernels start fast and end with the build", "daemon", "daemon-restart"),
    *ignored(
        EXECUTE, "nothing is kept beside the pages", "keep-md", "keep-ipynb", "debug", "ipynb"
    ),
    *supported(EXECUTE, NUMBER, "fig-width", "fig-height", "fig-dpi"),
    *supported(EXECUTE, ANY, "fig-format"),
)

REFERENCES = (
    *supported(CROSSREF, BOOL, "chapters"),
    *supported(CROSSREF, TEXT, "title-delim", "chapters-appendix", "appendix-title"),
    *supported(CROSSREF, TEXT, "fig-title", "tbl-title", "lst-title"),
    *supported(CROSSREF, TEXT, "fig-prefix", "tbl-prefix", "lst-prefix", "eq-prefix", "sec-prefix"),
    *supported(CROSSREF, BOOL, "ref-hyperlink"),
    *supported(CROSSREF, list_of(MAPPING), "custom"),
    *refused(CROSSREF, "give the chapter's heading the id", "chapter-id"),
    *supported(
        CROSSREF,
        ANY,
        "fig-labels tbl-labels lst-labels eq-labels sec-labels labels subref-labels",
    ),
    *ignored(
        CROSSREF,
        "there are no lists of figures, tables or listings",
        "lof-title",
        "lot-title",
        "lol-title",
    ),
)

OWN_FILTER = one_or_list(words("report"))  # loads into Quarto's pages what ours have anyway

REFUSED = (
    *partly(
        DOCUMENT,
        TEXTS,
        OWN_FILTER,
        "filters and extensions run only in `quarto render`; write what they make by hand",
        "filters",
    ),
    *refused(DOCUMENT, "write the list of pages by hand, or build with `quarto render`", "listing"),
    *refused(DOCUMENT, "write an ordinary page, or build with `quarto render`", "about"),
    *refused(
        DOCUMENT,
        "filters and extensions run only in `quarto render`; write what they make by hand",
        "shortcodes",
        "template",
        "template-partials",
    ),
    *refused(DOCUMENT, "interactive documents need a server: use `quarto render`", "server"),
    *refused(
        DOCUMENT,
        "pages share their styles and figures as files; `quarto render` packs them into one",
        "embed-resources",
        "self-contained",
    ),
    *refused(
        DOCUMENT,
        "write headings at the level they shall have",
        "shift-heading-level-by",
        "number-offset",
    ),
    *refused(DOCUMENT, "write Pandoc's Markdown with Quarto's extensions", "from", "reader"),
    *refused(
        DOCUMENT,
        "pages take no HTML of their own; `quarto render` honours it",
        "include-in-header include-before-body include-after-body",
        "header-includes include-before include-after",
    ),
    *refused(DOCUMENT, "keep to the files beside the document", "defaults", "resource-path"),
    *refused(DOCUMENT, "write the list by hand", "lof", "lot"),
    *refused(
        DOCUMENT,
        "give the page the title that its window shall have",
        "pagetitle title-prefix",
    ),
    *refused(DOCUMENT, "write it in the text", "copyright thanks funding institute"),
    *refused(DOCUMENT, "set it on the cell", "html-table-processing"),
    *refused(
        DOCUMENT,
        "name each thing in full: ids, languages of code, suffixes of images, titles of journals",
        "identifier-prefix indented-code-classes default-image-extension citation-abbreviations",
    ),
    *refused(
        DOCUMENT,
        "end the cell with what it shall show",
        "ipynb-shell-interactivity ipynb-filters",
    ),
    *refused(DOCUMENT, "pages are .html and papers .pdf", "output-ext"),
    *refused(DOCUMENT, "build it with `quarto render`", "notebook-view", "manuscript", "dashboard"),
)

IGNORED = (
    *ignored(
        DOCUMENT,
        "the pages and papers have a look of their own",
        "theme brand brand-mode fontsize mainfont monofont codefont linestretch fontcolor linkcolor",
        "backgroundcolor monobackgroundcolor citecolor filecolor max-width margin margin-left",
        "margin-right margin-top margin-bottom margin-geometry columns grid page-layout",
        "body-classes title-block-style title-block-banner title-block-banner-color",
        "title-block-categories highlight-style syntax-highlighting syntax-definition",
        "syntax-definitions toc-location toc-expand toc-indent code-block-border-left",
        "code-block-bg smooth-scroll minimal classoption respect-user-color-scheme",
        "html-math-method self-contained-math fig-responsive link-external-icon",
        "link-external-newwindow link-external-filter section-divs document-css image-height",
        "image-width image-lazy-loading image image-alt order font-paths logo page-numbering",
        "theorem-appearance dpi anchor-sections css-property-processing html-pre-tag-processing",
    ),
    *ignored(DOCUMENT, "every PDF is PDF/UA-1", "pdf-standard"),
    *ignored(DOCUMENT, "papers number sections as pages do", "section-numbering"),
    *ignored(DOCUMENT, "one citation style serves all formats", "bibliographystyle"),
    *ignored(
        DOCUMENT,
        "tools around the text are the site's own",
        "code-copy code-tools code-link code-links other-links format-links lightbox search",
        "crossrefs-hover citations-hover footnotes-hover repo-actions tabsets comments aliases",
        "draft draft-mode canonical-url notebook-links notebook-view-style appendix-cite-as",
        "notebook-preview-options citation editor editor_options zotero quarto-required axe",
        "keep-source keep-hidden mermaid ojs-engine fail-if-warnings trace",
    ),
    *ignored(
        DOCUMENT,
        "it changes how text is written, not what it says",
        "ascii wrap eol tab-stop preserve-tabs strip-comments html-q-tags abbreviations",
        "email-obfuscation extract-media description-meta author-meta date-meta",
    ),
    *ignored(
        DOCUMENT,
        "cells are remembered with all that they depend on; --force runs them again",
        "freeze",
        "cache",
    ),
    *ignored(DOCUMENT, "nothing is kept beside the pages", "keep-md keep-ipynb keep-typ"),
    *ignored(
        DOCUMENT,
        "it speaks of formats that are not built",
        "documentclass geometry pdf-engine keep-tex latex-auto-install",
        "colorlinks",
        "pdf-engine-opts hyperrefoptions biblio-style cite-method sansfont mathfont",
        "fontenc",
        "fontfamily CJKmainfont reference-doc epub-cover-image urlcolor toccolor",
        "slide-level slide-number incremental transition footer top-level-division",
        "listings",
        "biblio-title biblio-config natbiboptions biblatexoptions knitr julia df-print",
    ),
)

DOCUMENTS = (*TITLES, *BODY, *RUNS, *REFERENCES, *REFUSED, *IGNORED)
