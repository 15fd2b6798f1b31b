"""`report verify --online`: polite, resumable, and plain about what does not answer."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from report.engine.model import Edition, Place
from report.engine.online import addresses_of, check_online, taking_turns, without_copy
from tests.fakes.web import FakeWeb

PLACE = Place(PurePosixPath("a.html"), 1)
A, B, C = "https://a.example/1", "https://b.example/1", "https://a.example/2"


def checked(tmp_path, web, *addresses):
    found = check_online(dict.fromkeys(addresses, PLACE), web, tmp_path / "x/links.json", str)
    return [(finding.rule, finding.message) for finding in found]


def test_what_answers_is_good_and_is_not_asked_again(tmp_path):
    web = FakeWeb({A: 200, B: 301})
    assert checked(tmp_path, web, A, B) == []
    assert web.asked == [f"HEAD {A}", f"HEAD {B}"]
    again = FakeWeb()
    assert checked(tmp_path, again, A, B) == []
    assert again.asked == []


def test_a_host_that_dislikes_head_is_asked_by_get(tmp_path):
    web = FakeWeb({f"HEAD {A}": 405, f"GET {A}": 200})
    assert checked(tmp_path, web, A) == []
    assert web.asked == [f"HEAD {A}", f"GET {A}"]


@pytest.mark.parametrize(
    ("status", "rule", "words"),
    [
        (404, "link-online", "answers with status 404"),
        (0, "link-online", "does not answer"),
        (403, "link-guarded", "does not answer programs"),
    ],
)
def test_what_does_not_answer_is_told(tmp_path, status, rule, words):
    [(told, message)] = checked(tmp_path, FakeWeb({A: status}), A)
    assert told == rule
    assert words in message


def test_who_is_stopped_goes_on_where_it_was(tmp_path):
    class Stopped(FakeWeb):
        def status(self, address, method):
            if address == B:
                raise KeyboardInterrupt
            return super().status(address, method)

    with pytest.raises(KeyboardInterrupt):
        checked(tmp_path, Stopped({A: 200}), A, B)
    assert json.loads((tmp_path / "x/links.json").read_text()) == {A: 200}
    web = FakeWeb({B: 200})
    assert checked(tmp_path, web, A, B) == []
    assert web.asked == [f"HEAD {B}"]


def test_there_is_a_pause_before_every_request_and_hosts_take_turns(tmp_path):
    web = FakeWeb({A: 200, B: 200, C: 200})
    checked(tmp_path, web, A, C, B)
    assert web.waited >= len(web.asked)
    assert list(taking_turns([A, C, B])) == [A, B, C]


def test_a_state_that_is_none_is_no_matter(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x/links.json").write_text("[]")
    assert checked(tmp_path, FakeWeb({A: 200}), A) == []


def test_addresses_are_those_that_a_reader_may_follow(tmp_path):
    page = (
        f'<title>t</title><a href="{A}#x">a</a><a href="{A}">a</a><a href="http://h.example">h</a>'
    )
    (tmp_path / "a.html").write_text(f'{page}<img src="{B}"><a href="b.html">b</a>')
    assert list(addresses_of(Edition(tmp_path, (PurePosixPath("a.html"),)))) == [A]


def test_sources_without_an_archived_copy_are_listed():
    sources = [
        ("one", {"url": A}),
        ("two", {"url": B, "archiveurl": "https://archive.example/2"}),
        ("three", {"url": "https://web.archive.org/web/2024/x"}),
        ("four", {"title": "A book"}),
    ]
    assert list(without_copy(sources)) == [("one", A)]
