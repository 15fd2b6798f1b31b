"""Content: bytes like any other, whose digest is taken once."""

from __future__ import annotations

import hashlib

from report.engine.content import Content, content_of


def test_content_is_the_bytes_and_tells_their_digest():
    content = Content(b"page")
    assert (content, content.sha256) == (b"page", hashlib.sha256(b"page").hexdigest())


def test_a_digest_is_taken_once(monkeypatch):
    content = content_of(b"page")
    taken = content.sha256
    monkeypatch.setattr(hashlib, "sha256", None)
    assert content_of(content).sha256 == taken
