"""What a site says of its own making: which file was made of what, by which step.

It stands between publish and verify: an `Edition` goes in, the same with a manifest comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from report.engine.attest.manifest import MANIFEST, encoded, manifest_of
from report.engine.model import Book, Edition, Project
from report.engine.ports import Store

LARGE = 64 << 20  # bytes of a file that is rather copied than held

__all__ = ["attested"]


def attested(edition: Edition, books: Sequence[Book], project: Project, store: Store) -> Edition:
    """The edition with its manifest; pages beside other people's files get none.

    `books` are those that it was laid out from, `project` has the documents of all of them.
    """
    if not edition.whole:
        return edition
    contents = {path: fixed(content) for path, content in edition.contents.items()}
    manifest = manifest_of(edition, contents, books, project, store)
    contents[MANIFEST] = encoded(manifest)
    return replace(edition, files=tuple(sorted(contents)), contents=contents)


def fixed(content: bytes | Path) -> bytes | Path:
    """What a file holds now, so that nobody changes it between the manifest and the site."""
    if isinstance(content, Path) and content.stat().st_size <= LARGE:
        return content.read_bytes()
    return content
