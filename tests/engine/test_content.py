"""Content: bytes like any other, whose digest is taken once."""

from __future__ import annotations

import hashlib

import pytest

from report.engine.content import Content, Unread, bytes_of, content_of
from report.engine.errors import PublishError


def test_content_is_the_bytes_and_tells_their_digest():
    content = Content(b"page")
    assert (content, content.sha256) == (b"page", hashlib.sha256(b"page").hexdigest())


def test_a_digest_is_taken_once(monkeypatch):
    content = content_of(b"page")
    taken = content.sha256
    monkeypatch.setattr(hashlib, "sha256", None)
    assert content_of(content).sha256 == taken


def unread(said, opened):
    return Unread(hashlib.sha256(said).hexdigest(), len(said), lambda: opened)


def test_whatever_is_to_stand_in_a_file_can_be_asked_for_its_bytes(tmp_path):
    (tmp_path / "page").write_bytes(b"page")
    for content in (b"page", tmp_path / "page", unread(b"page", b"page")):
        assert bytes_of(content) == b"page"


def test_what_is_opened_is_what_was_told_of_it_or_nothing():
    with pytest.raises(PublishError, match="something changed"):
        unread(b"page", b"another page").read_bytes()
