"""Formats, shortcodes and classes of divs."""

from __future__ import annotations

from report.engine.catalogue.nouns import Where, refused, supported
from report.engine.catalogue.shapes import ANY

FORMATS = (
    *supported(Where.FORMAT, ANY, "html", "typst"),
    *refused(
        Where.FORMAT,
        "use html, and typst for PDF; `quarto render` builds the others",
        "pdf docx odt pptx epub revealjs beamer gfm commonmark markdown md hugo-md ipynb",
        "latex context rtf jats dashboard asciidoc native plain email docusaurus-md",
    ),
)

SHORTCODES = (
    *supported(Where.SHORTCODE, ANY, "include", "meta", "var", "env", "kbd", "pagebreak"),
    *refused(
        Where.SHORTCODE,
        "link to the film instead: pages load nothing from other hosts",
        "video",
    ),
    *refused(
        Where.SHORTCODE,
        "write a Python cell that makes the output",
        "embed",
    ),
    *refused(Where.SHORTCODE, "write the text itself", "lipsum", "version", "brand", "contents"),
    *refused(Where.SHORTCODE, "show an image of your own", "placeholder"),
    *refused(
        Where.SHORTCODE,
        "shortcodes of extensions run only in `quarto render`; write what it makes by hand",
        "fa bi iconify icon listings downloadthis pdf animate",
    ),
)

BLOCKS = (
    *supported(
        Where.BLOCK,
        ANY,
        "callout-note callout-tip callout-warning callout-caution callout-important",
        "panel-tabset column-margin aside column-page column-screen column-body",
        "content-visible content-hidden",
    ),
    *refused(
        Where.BLOCK,
        "build it with `quarto render`, or write plain text, lists and figures",
        "panel-input panel-sidebar panel-fill panel-center cell-annotation",
        "incremental nonincremental fragment notes r-stack",
    ),
)

WORDS = (*FORMATS, *SHORTCODES, *BLOCKS)
