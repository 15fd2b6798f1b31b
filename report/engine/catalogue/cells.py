"""Cell options (`#|` lines) and cell languages. Options that are not listed become attributes."""

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

CELL = Where.CELL
PLACES = words("top", "bottom", "margin")
COLUMNS = TEXT
CAPTIONS = either(TEXTS, words("true"), BOOL)

CELLS = (
    *supported(CELL, TEXT, "label", "id"),
    *supported(CELL, TEXT, "classes", note="one text, classes split by spaces"),
    *supported(CELL, list_of(TEXT), "tags"),
    *supported(CELL, BOOL, "eval", "include", "warning", "error"),
    *supported(CELL, either(BOOL, words("fenced")), "echo"),
    *supported(CELL, either(BOOL, words("asis"), TEXT, MAPPING), "output"),
    *supported(CELL, either(BOOL, words("show")), "code-fold"),
    *supported(CELL, TEXT, "code-summary", "lst-label", "lst-cap"),
    *supported(CELL, words("scroll", "wrap"), "code-overflow"),
    *supported(CELL, either(BOOL, TEXT), "code-line-numbers"),
    *supported(CELL, TEXT, "typed", note="why numbers may be typed into the cell's captions"),
    *supported(CELL, TEXTS, "fig-cap", "fig-alt", "fig-link", "tbl-cap"),
    *supported(CELL, CAPTIONS, "fig-subcap", "tbl-subcap"),
    *supported(CELL, one_or_list(words("default", "left", "right", "center")), "fig-align"),
    *supported(CELL, either(BOOL, words("auto"), list_of(NUMBER)), "tbl-colwidths"),
    *supported(CELL, COLUMNS, "column", "fig-column", "tbl-column"),
    *supported(CELL, PLACES, "cap-location", "fig-cap-location", "tbl-cap-location"),
    *supported(CELL, either(TEXT, list_of(ANY)), "layout"),
    *supported(CELL, NUMBER, "layout-ncol", "layout-nrow"),
    *supported(CELL, words("default", "left", "center", "right"), "layout-align"),
    *supported(CELL, words("default", "top", "center", "bottom"), "layout-valign"),
    *supported(CELL, words("none"), "html-table-processing"),
    *partly(
        CELL,
        words("tabset", "input", "sidebar", "fill", "center"),
        words("tabset"),
        "show the outputs one after the other, or as tabs",
        "panel",
    ),
    *ignored(CELL, "it speaks of LaTeX only", "fig-env", "fig-pos", "fig-scap"),
    *ignored(CELL, "it speaks of slides only", "output-location"),
    *ignored(CELL, "the same output serves every theme", "renderings"),
    *ignored(CELL, "cells are remembered with all that they depend on", "cache"),
    *ignored(CELL, "only notebooks are exported", "export"),
)

LANGUAGES = (
    *supported(Where.LANGUAGE, ANY, "python"),
    *refused(
        Where.LANGUAGE,
        "write the cell in Python, or build with `quarto render`",
        "r",
        "julia",
        "ojs",
        "bash",
        "sql",
        "stan",
        "js",
        "javascript",
        "webr",
        "pyodide",
    ),
    *refused(
        Where.LANGUAGE,
        "save the diagram as an SVG file and show it as an image",
        "mermaid",
        "dot",
        "graphviz",
    ),
)
