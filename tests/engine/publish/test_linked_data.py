"""JSON-LD on pages: what it says, and that no title gets out of its script."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from report.engine.publish.linked_data import linked_data
from report.engine.publish.policy import policy
from tests.engine.publish.example import BOOK, BRIEF, FIRST, project, publish
from tests.fakes.ports import fake_ports


def test_it_says_what_the_page_is_and_of_what_it_is_part():
    book = replace(BOOK, address="https://example.org/wait/")
    said = json.loads(linked_data(FIRST, book, [BRIEF]))
    assert (said["@type"], said["name"], said["url"]) == (
        "WebPage",
        FIRST.title,
        "https://example.org/wait/first.html",
    )
    assert said["isPartOf"]["name"] == BOOK.title
    assert said["encoding"][0]["contentUrl"] == "https://example.org/wait/briefs/first.pdf"


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "a & b", "<!--", "\u2028"])
def test_no_title_gets_out_of_its_script(title):
    text = linked_data(replace(FIRST, title=title), BOOK, [])
    assert not re.search(r"[<>&\u2028]", text)
    assert json.loads(text)["name"] == title


def test_a_page_has_it_once_and_its_policy_lets_it_run_nothing(tmp_path):
    ports = fake_ports()
    site = publish((BOOK,), project(tmp_path), ports, formats=frozenset({"html"})).site
    html = (site / "first.html").read_text()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(text)["name"] == FIRST.title
    assert policy(html) == policy(html.replace(text, "{}"))
