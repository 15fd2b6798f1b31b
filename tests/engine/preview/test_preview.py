"""The preview: its own files to its own machine, news of every build, no build without a change."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.engine.errors import PreviewError, ReportError
from report.engine.model import Edition, Finding, Place
from report.engine.preview import Previewed, is_source, preview, rebuild
from report.engine.preview.server import SCRIPT_PATH, TAG, Desk, served, wanted

PAGE = b"<html><body><p>One</p></body></html>"


@pytest.fixture
def desk(tmp_path):
    site = tmp_path / "site"
    (site / "deep").mkdir(parents=True)
    for name, content in {
        "index.html": PAGE,
        "deep/a b.html": PAGE,
        "deep/index.html": PAGE,
        "style.css": b"p {}",
        "not-published.txt": b"secret",
    }.items():
        (site / name).write_bytes(content)
    (tmp_path / "secret.txt").write_text("secret")
    published = ("index.html", "deep/a b.html", "deep/index.html", "style.css")
    desk = Desk()
    desk.settle(Edition(site, tuple(map(PurePosixPath, published))))
    return desk


@pytest.fixture
def port(desk):
    with served(desk, 0) as address:
        yield int(address.rsplit(":", 1)[1].rstrip("/"))


def asked(port, path, host=None):
    """The status, headers and content of one request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", f"127.0.0.1:{port}" if host is None else host)
    connection.endheaders()
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, dict(response.getheaders()), content


def test_pages_get_the_script_and_files_on_the_disk_never_do(desk, port):
    status, headers, content = asked(port, "/")

    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert content == PAGE.replace(b"</body>", TAG + b"</body>")
    assert (desk.edition.site / "index.html").read_bytes() == PAGE


@pytest.mark.parametrize(
    ("path", "content"),
    [("/style.css", b"p {}"), ("/deep/", b"One"), ("/deep/a%20b.html?x=1#y", b"One")],
)
def test_other_files_come_as_they_are(port, path, content):
    assert content in asked(port, path)[2]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere.html",
        "/not-published.txt",
        "/../secret.txt",
        "/deep/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/deep/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/index.html/../../secret.txt",
        "/index.html%00.txt",
    ],
)
def test_nothing_but_the_editions_files_is_there(port, path):
    status, _, content = asked(port, path)

    assert status == 404
    assert b"secret" not in content


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "", "127.0.0.1:1"]
)
def test_requests_for_another_host_are_refused(port, host):
    assert asked(port, "/", host.format(port=port))[0] == 403
    assert asked(port, SCRIPT_PATH, host.format(port=port))[0] == 403


def test_localhost_is_this_host(port):
    assert asked(port, "/", f"localhost:{port}")[0] == 200


def test_the_server_listens_on_this_machine_alone(port):
    with socket.socket() as other:
        other.settimeout(0.5)
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            other.connect((address_of_this_machine(), port))


def address_of_this_machine():
    """An address of this machine that is not 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation range; a datagram socket sends nothing
        except OSError:
            pytest.skip("this machine has no other address")
        return probe.getsockname()[0]


@given(st.text())
def test_no_target_leads_out_of_the_site(target):
    path = wanted(f"/{target}")
    assert not path.is_absolute()
    assert ".." not in path.parts


def news(port, count):
    """The next `count` pieces of news."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/.report/news")
    response = connection.getresponse()
    for _ in range(count):
        line = response.readline()
        while not line.startswith(b"data: "):
            line = response.readline()
        yield json.loads(line.removeprefix(b"data: "))
    connection.close()


def test_readers_hear_of_every_build_and_of_what_went_wrong(desk, port):
    heard = news(port, 3)

    assert next(heard) == {"number": 1, "complaint": ""}
    desk.complain("a.qmd:1: error")
    assert next(heard) == {"number": 2, "complaint": "a.qmd:1: error"}
    desk.lay(desk.edition)
    assert next(heard) == {"number": 3, "complaint": ""}
    heard.close()


def test_what_an_edition_in_the_making_lacks_comes_from_the_one_that_stands(desk, port):
    index = PurePosixPath("index.html")
    desk.lay(Edition(desk.edition.site, (index,), contents={index: b"<p>Two</p>"}))
    assert b"Two" in asked(port, "/")[2]
    assert asked(port, "/style.css")[2] == b"p {}"

    desk.settle(desk.edition)
    assert asked(port, "/style.css")[0] == 404


def test_the_edition_that_stands_comes_back_if_the_new_one_is_not_sound(desk, port):
    index = PurePosixPath("index.html")
    desk.lay(Edition(desk.edition.site, (index,), contents={index: b"<p>Two</p>"}))
    desk.complain("index.html: a link leads nowhere")
    assert b"One" in asked(port, "/")[2]


def test_before_the_first_build_there_is_a_page_that_waits():
    with served(Desk(), 0) as address:
        port = int(address.rsplit(":", 1)[1].rstrip("/"))
        status, _, content = asked(port, "/anything.html")

    assert status == 200
    assert TAG in content


def previewed(root, build, said, state=lambda: ""):
    return Previewed(
        build=build,
        state=state,
        root=root,
        ignored=frozenset({root / "_site"}),
        lines=lambda findings: [finding.message for finding in findings],
        say=said.append,
    )


def test_a_failing_build_keeps_the_last_good_edition_and_is_told_on_both_sides(tmp_path, desk):
    def fail(*_):
        raise ReportError(Finding("rule", Place(PurePosixPath("a.qmd")), "it is wrong", "mend it"))

    said, edition = [], desk.edition
    rebuild(previewed(tmp_path, fail, said), desk)

    assert said == ["it is wrong"]
    assert (desk.edition, desk.complaint) == (edition, "it is wrong")


def test_readers_see_a_page_before_it_is_in_place_and_hear_of_it_once(tmp_path, desk, port):
    new = PAGE.replace(b"One", b"Two")
    seen = []

    def build(state, show):
        show(replace(desk.edition, contents={PurePosixPath("index.html"): new}))
        seen.append((state, asked(port, "/")[2].replace(TAG, b"")))
        (desk.edition.site / "index.html").write_bytes(new)
        return replace(desk.edition, contents={})

    number = desk.number
    rebuild(previewed(tmp_path, build, []), desk, "state")

    assert seen == [("state", new)]
    assert (desk.number, dict(desk.edition.contents)) == (number + 1, {})


def test_readers_hear_of_a_page_that_a_script_changed_on_its_way_to_its_place(tmp_path, desk):
    def build(_, show):
        show(replace(desk.edition, contents={PurePosixPath("index.html"): b"as it was laid out"}))
        return replace(desk.edition, contents={})

    number = desk.number
    rebuild(previewed(tmp_path, build, []), desk)

    assert desk.number == number + 2


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("a.qmd", True),
        ("data/rows.csv", True),
        ("_site/a.html", False),
        (".report/store/x", False),
        ("deep/.hidden", False),
        ("site/style.css", False),
    ],
)
def test_what_builds_write_is_no_change(tmp_path, desk, name, counts):
    project = previewed(tmp_path, None, [])
    assert is_source(tmp_path / name, project, desk.edition) is counts


def test_a_change_builds_again_until_interrupted(tmp_path, desk):
    """The whole loop, with real files and a real watcher; a build that writes does not turn in circles."""
    root, built, said = tmp_path / "project", threading.Semaphore(0), []
    root.mkdir()
    (root / "a.qmd").write_text("1")

    def build(*_):
        if built_times() == 2:
            raise KeyboardInterrupt
        (root / "made.txt").write_text("the same each time")
        said.append("built")
        built.release()
        return desk.edition

    def built_times():
        return said.count("built")

    def author():
        built.acquire()
        (root / "a.qmd").write_text("2")
        built.acquire()
        (root / "a.qmd").write_text("3")

    def state():
        return "".join(path.read_text() for path in sorted(root.iterdir()))

    writer = threading.Thread(target=author)
    writer.start()
    with pytest.raises(KeyboardInterrupt):
        preview(previewed(root, build, said, state), port=0)
    writer.join()

    assert built_times() == 2
    assert sum("a.qmd" in line for line in said if line.startswith("changed")) == 2


def test_a_taken_port_is_told(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PreviewError) as caught:
            preview(previewed(tmp_path, None, []), port=other.getsockname()[1])

    assert "--port" in caught.value.findings[0].hint


def test_without_the_watcher_it_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(PreviewError) as caught:
        preview(previewed(tmp_path, None, []), port=0)

    assert "watchfiles" in caught.value.findings[0].message
    assert Path(tmp_path).is_dir()
