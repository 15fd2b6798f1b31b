"""Keys of `_quarto.yml`: `project:`, `book:`, `website:` and the top level."""

from __future__ import annotations

from report.engine.catalogue.nouns import Where, ignored, refused, supported
from report.engine.catalogue.shapes import (
    ANY,
    BOOL,
    MAPPING,
    TEXT,
    TEXTS,
    either,
    list_of,
    one_or_list,
    words,
)

TOP, PROJECT, BOOK, WEBSITE = Where.TOP, Where.PROJECT, Where.BOOK, Where.WEBSITE
PEOPLE = one_or_list(either(TEXT, MAPPING))
ITEMS = list_of(either(TEXT, MAPPING))
LOOK = "image open-graph twitter-card reader-mode cover-image cover-image-alt"
REPOSITORY = (
    "repo-url repo-actions repo-branch repo-subdir repo-link-target repo-link-rel issue-url sharing"
)
OUTSIDE = "google-analytics plausible-analytics cookie-consent comments"
DECORATION = (
    "margin-header margin-footer body-header body-footer announcement back-to-top-navigation tools"
    " bread-crumbs llms-txt draft-mode drafts site-path other-links code-links"
)
OWN = "the site around the pages is our own"

PROJECTS = (
    *supported(TOP, MAPPING, "project", "book", "website"),
    *supported(TOP, MAPPING, "profile"),
    *refused(TOP, "use a book or a website, or build with `quarto render`", "manuscript"),
    *ignored(TOP, "only Python runs", "engines"),
    *supported(PROJECT, TEXT, "title", "output-dir"),
    *supported(PROJECT, TEXT, "type", note="book, website or default; others are refused"),
    *supported(PROJECT, TEXTS, "render", "resources", "pre-render", "post-render"),
    *supported(PROJECT, words("file", "project"), "execute-dir"),
    *ignored(PROJECT, "the site's shared files have a place of their own", "lib-dir"),
    *ignored(PROJECT, "`report preview` has its own options", "preview"),
    *ignored(PROJECT, "the type is always stated", "detect"),
    *ignored(PROJECT, "the pages have a look of their own", "brand"),
    *supported(BOOK, TEXT, "title", "subtitle", "date", "date-format", "doi", "abstract"),
    *supported(BOOK, PEOPLE, "author", "authors", "affiliations"),
    *supported(BOOK, ITEMS, "chapters", "appendices"),
    *supported(BOOK, either(TEXT, MAPPING), "references"),
    *supported(BOOK, TEXT, "output-file", "description", "site-url", "favicon"),
    *supported(BOOK, BOOL, "page-navigation"),
    *supported(BOOK, ANY, "page-footer", "sidebar", "navbar", "search", "downloads"),
    *ignored(BOOK, OWN, LOOK, REPOSITORY, DECORATION),
    *ignored(BOOK, "pages load nothing from other hosts", OUTSIDE),
    *ignored(BOOK, "it describes the book to other programs", "license", "publisher", "isbn"),
    *supported(WEBSITE, TEXT, "title", "description", "site-url", "favicon"),
    *supported(WEBSITE, BOOL, "page-navigation"),
    *supported(WEBSITE, ANY, "navbar", "sidebar", "page-footer", "search"),
    *ignored(WEBSITE, OWN, LOOK, REPOSITORY, DECORATION),
    *ignored(WEBSITE, "pages load nothing from other hosts", OUTSIDE),
)
