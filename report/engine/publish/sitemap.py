"""For a site with an address: `sitemap.xml` and `robots.txt`, which tell search engines its pages."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from report.engine.model import Book

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(book: Book) -> dict[PurePosixPath, bytes]:
    """Both files, or none where the site has no address. No dates: a build has no clock."""
    if not book.address:
        return {}
    base = book.address.rstrip("/")
    urls = "".join(
        f"  <url><loc>{escape(f'{base}/{quote(str(page.target))}', quote=False)}</loc></url>\n"
        for page in book.pages
    )
    sitemap = f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{urls}</urlset>\n'
    return {
        PurePosixPath("sitemap.xml"): sitemap.encode(),
        PurePosixPath("robots.txt"): f"Sitemap: {base}/sitemap.xml\n".encode(),
    }
