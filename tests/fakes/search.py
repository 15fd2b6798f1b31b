"""Search without an index: one file that names the pages, and a count of how often it was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath


class FakeSearch:
    """`asked` holds the pages of each index that was made."""

    identity = "fake"

    def __init__(self) -> None:
        self.asked: list[Mapping[PurePosixPath, str]] = []

    def index(self, pages: Mapping[PurePosixPath, str]) -> Mapping[PurePosixPath, bytes]:
        self.asked.append(pages)
        return {PurePosixPath("pagefind.js"): " ".join(sorted(map(str, pages))).encode()}
