"""A page as schema.org sees it: JSON-LD (https://schema.org) for search engines and libraries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from report.engine.model import Book, Page, Paper

UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def linked_data(page: Page, book: Book, papers: Sequence[Paper]) -> str:
    """The page's JSON-LD, safe within a `script` element; `papers` are the PDFs made of the page."""
    said = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title or book.title,
        "description": page.description,
        "inLanguage": page.language,
        "url": address(page.target, book),
        "isPartOf": {"@type": "Report", "name": book.title, "url": book.address},
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": "application/pdf",
                "name": paper.title,
                "contentUrl": address(paper.target, book),
            }
            for paper in papers
            if book.address
        ],
    }
    return json.dumps(told(said), ensure_ascii=False, sort_keys=True).translate(UNSAFE)


def address(path: PurePosixPath, book: Book) -> str:
    """Where a file will lie, if the site has an address."""
    return f"{book.address.rstrip('/')}/{quote(str(path))}" if book.address else ""


def told(said: dict[str, object]) -> dict[str, object]:
    """The same without what is empty."""
    inner = {key: told(value) if isinstance(value, dict) else value for key, value in said.items()}
    return {key: value for key, value in inner.items() if value}
