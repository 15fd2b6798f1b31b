"""The content security policy of a page: nothing from other hosts, and no script but known ones."""

from __future__ import annotations

import base64
import hashlib
import re

# Scripts that run: not those from a file, and no data such as JSON-LD.
SCRIPT = re.compile(
    r"<script\b(?![^>]*\b(?:src=|type=\"application/))[^>]*>(.*?)</script>",
    re.DOTALL | re.IGNORECASE,
)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)


def policy(html: str) -> str:
    """The policy for `html`: its own inline scripts and styles are allowed by digest.

    Style attributes are allowed, since Pandoc writes widths and alignment with them.
    """
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *digests(SCRIPT, html)]),
        "style-src": " ".join(["'self'", *digests(STYLE, html)]),
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "media-src": "'self' data:",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def digests(kind: re.Pattern[str], html: str) -> list[str]:
    """The digest of each inline element of one kind, once, in order of appearance."""
    found = (hashlib.sha256(text.encode()).digest() for text in kind.findall(html))
    return list(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found))
