"""What `verify` finds in a built site: each fault planted once, and a sound site without any."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.model import Edition, Severity
from report.engine.verify import verify
from tests.fakes.store import FakeStore

PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body>{}</body></html>"


def edition(folder, files: dict[str, str | bytes]) -> Edition:
    """A site in place with these files; a text is the body of a page."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(content) if name.endswith(".html") and content else content
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Edition(folder, tuple(sorted(map(PurePosixPath, files))))


def found(folder, body: str, **others: str | bytes) -> list[tuple[str, str]]:
    """Rule and message of each finding for one page."""
    files = {name.replace("__", "."): content for name, content in others.items()}
    findings = verify(edition(folder, {"index.html": body, **files}), FakeStore())
    return [(finding.rule, finding.message) for finding in findings]


SOUND = """<h2 id="aim">Aim</h2><a href="#aim">a</a><a href="#">top</a><a href="other.html#x">o</a>
<a href="./other.html">o</a><a href="https://example.org/a?b=c#d">out</a><a href="mailto:a@b.org">m</a>
<img src="map%20one.png"><img src="data:image/png;base64,AA==">
<a href="sub/">s</a><a href="/index.html">h</a>
<a href="other.html#caf%C3%A9">u</a><link rel="canonical" href="https://example.org/">"""


def test_a_sound_site_has_no_findings(tmp_path):
    files = {
        "index.html": SOUND,
        "other.html": '<p id="x">x</p><p id="café">é</p>',
        "map one.png": b"png",
        "sub/index.html": '<a href="../index.html#aim">up</a>',
        "site.css": "a { background: url(map%20one.png) }",
        "paper.pdf": b"%PDF-1.7 ...",
    }
    assert verify(edition(tmp_path, files), FakeStore()) == ()


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ('<a href="gone.html">g</a>', "dead-link", "<a href> leads to gone.html"),
        ('<img src="gone.png">', "dead-link", "<img src> leads to gone.png"),
        ('<img srcset="gone.png 2x">', "dead-link", "<img srcset> leads to gone.png"),
        ('<a href="#gone">g</a>', "dead-anchor", 'leads to "gone"'),
        ('<a href="index.html#gone">g</a>', "dead-anchor", "no element of index.html"),
        ('<p id="a"></p><p id="a"></p>', "duplicate-id", 'id "a" stands twice'),
        ('<script src="https://cdn.example.org/x.js"></script>', "other-host", "<script src>"),
        ('<img src="//example.org/x.png">', "other-host", "//example.org/x.png"),
        ('<style>@import "https://example.org/x.css"</style>', "other-host", "<style>"),
        ('<p style="background: url(https://example.org/x.png)">', "other-host", "<p> style"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "other-host", "<link href>"),
        ('<a href="javascript:alert(1)">j</a>', "link-scheme", '"javascript:"'),
        ('<a href="https://nowhere">n</a>', "link-form", "https://nowhere"),
        ('<a href="https://[broken">n</a>', "link-form", "https://[broken"),
        ('<a href="http://example.org">h</a>', "link-http", "without encryption"),
    ],
)
def test_each_fault_is_found_once(tmp_path, body, rule, words):
    [(name, message)] = found(tmp_path, body)
    assert name == rule
    assert words in message


def test_a_finding_names_the_page_and_the_line(tmp_path):
    [finding] = verify(
        edition(tmp_path, {"a/b.html": '<p>x</p>\n\n<img src="gone.png">'}), FakeStore()
    )
    assert str(finding.place) == "a/b.html:3"
    assert finding.hint
    assert finding.excusable


def test_an_unencrypted_link_is_only_told(tmp_path):
    [finding] = verify(
        edition(tmp_path, {"a.html": '<a href="http://example.org">h</a>'}), FakeStore()
    )
    assert finding.severity is Severity.WARNING


def test_a_style_sheet_may_not_fetch_either(tmp_path):
    faults = found(tmp_path, "", site__css="@font-face { src: url('https://example.org/f.woff2') }")
    assert [rule for rule, _ in faults] == ["other-host"]


def test_a_pdf_is_a_pdf(tmp_path):
    assert found(tmp_path, "", paper__pdf=b"") == [("pdf", "paper.pdf is no PDF.")]


def test_a_file_that_went_away_is_missed(tmp_path):
    built = edition(tmp_path, {"index.html": "", "gone.csv": "a"})
    (tmp_path / "gone.csv").unlink()
    assert [finding.rule for finding in verify(built, FakeStore())] == ["site-file"]


def test_a_page_among_other_files_may_show_them(tmp_path):
    (tmp_path / "map.png").write_bytes(b"png")
    assert verify(edition(tmp_path, {"note.html": '<img src="map.png">'}), FakeStore()) == ()


def test_a_link_out_of_the_site_is_dead(tmp_path):
    (tmp_path / "outside.txt").write_text("x")
    faults = verify(
        edition(tmp_path / "site", {"a.html": '<a href="../outside.txt">x</a>'}), FakeStore()
    )
    assert [finding.rule for finding in faults] == ["dead-link"]


def test_an_empty_page_is_no_fault(tmp_path):
    assert verify(edition(tmp_path, {"draft.html": b""}), FakeStore()) == ()


def test_twenty_pages_take_less_than_half_a_second(tmp_path):
    body = "".join(
        f'<section id="s{i}"><p><a href="#s{i}">x</a>{"word " * 60}</p></section>'
        for i in range(300)
    )
    built = edition(tmp_path, {f"p{i}.html": body for i in range(20)})
    start = time.process_time()
    assert verify(built, FakeStore()) == ()
    assert time.process_time() - start < 0.5


def test_a_site_that_is_not_in_place_yet_is_looked_at_as_it_will_be(tmp_path):
    (tmp_path / "old.html").write_text("of the last build")
    picture = tmp_path / "source.png"
    picture.write_bytes(b"png")
    page = PAGE.format('<img src="map.png"><a href="old.html">o</a>')
    contents = {
        PurePosixPath("index.html"): page.encode(),
        PurePosixPath("map.png"): picture,
        PurePosixPath("paper.pdf"): b"no PDF",
    }
    waiting = Edition(tmp_path, tuple(sorted(contents)), contents=contents, whole=True)
    assert [finding.rule for finding in verify(waiting, FakeStore())] == ["dead-link", "pdf"]
    assert [finding.rule for finding in verify(replace(waiting, whole=False), FakeStore())] == [
        "pdf"
    ]


def test_what_a_script_took_away_is_missed_though_the_site_was_sound_before(tmp_path):
    store, contents = FakeStore(), {PurePosixPath("a.csv"): b"1", PurePosixPath("p.html"): b""}
    waiting = Edition(tmp_path, tuple(sorted(contents)), contents=contents, whole=True)
    assert verify(waiting, store) == ()
    (tmp_path / "p.html").write_bytes(b"")
    placed = replace(waiting, contents={})
    assert [finding.rule for finding in verify(placed, store)] == ["site-file"]


BODIES = ["", '<p id="x"></p>', '<a href="b/#x">b</a>', '<a href="/a.html#x">a</a>']
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["a.html", "b/index.html"]), st.one_of(st.none(), st.sampled_from(BODIES))
    ),
    min_size=9,
    max_size=9,
)


@given(EDITS)
def test_what_was_sound_before_is_judged_as_if_it_were_seen_for_the_first_time(edits):
    store, site = FakeStore(), dict[PurePosixPath, bytes]()
    for name, body in edits:
        if body is None:
            site.pop(PurePosixPath(name), None)
        else:
            site[PurePosixPath(name)] = PAGE.format(body).encode()
        waiting = Edition(Path("nowhere"), tuple(sorted(site)), contents=dict(site), whole=True)
        assert verify(waiting, store) == verify(waiting, FakeStore())
