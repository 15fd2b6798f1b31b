"""Publishing a folder: all of it or none of it, whatever happens on the way."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.engine.content import Unread
from report.engine.errors import PublishError
from report.engine.publish.folder import files_in, lay_beside, replace_site

OLD = {PurePosixPath("index.html"): b"old", PurePosixPath("a/b.svg"): b"same"}
NEW = {
    PurePosixPath("index.html"): b"new",
    PurePosixPath("a/b.svg"): b"same",
    PurePosixPath("c.pdf"): b"%PDF-1.7",
}


def held(folder: Path) -> dict[PurePosixPath, bytes]:
    """What a folder holds, by path."""
    return {
        PurePosixPath(p.relative_to(folder).as_posix()): p.read_bytes() for p in files_in(folder)
    }


def neighbours(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_site_holds_exactly_what_was_published(tmp_path):
    site = tmp_path / "_site"
    replace_site(site, OLD)
    replace_site(site, NEW)
    assert held(site) == NEW
    assert neighbours(tmp_path) == ["_site"]


def test_an_unchanged_file_is_the_same_file(tmp_path):
    site = tmp_path / "_site"
    replace_site(site, OLD)
    before = (site / "a/b.svg").stat().st_ino
    replace_site(site, NEW)
    assert (site / "a/b.svg").stat().st_ino == before


def test_what_the_site_holds_already_is_never_opened(tmp_path):
    site, path = tmp_path / "_site", PurePosixPath("index.html")
    opened = []

    def unread(text):
        return Unread(hashlib.sha256(text).hexdigest(), 3, lambda: opened.append(text) or text)

    replace_site(site, OLD)
    replace_site(site, NEW | {path: unread(b"old")})
    assert (held(site), opened) == (NEW | {path: b"old"}, [])
    replace_site(site, NEW | {path: unread(b"new")})
    assert (held(site), opened) == (NEW, [b"new"])


def test_an_unchanged_site_is_left_alone(tmp_path):
    site = tmp_path / "_site"
    replace_site(site, OLD)
    before = site.stat().st_ino
    replace_site(site, OLD)
    assert site.stat().st_ino == before


def test_a_file_changed_by_hand_is_made_again(tmp_path):
    site = tmp_path / "_site"
    replace_site(site, OLD)
    (site / "a/b.svg").write_bytes(b"SAME")
    replace_site(site, OLD)
    assert held(site) == OLD


def test_a_file_can_come_from_another(tmp_path):
    source = tmp_path / "rows.csv"
    source.write_bytes(b"a,b\n")
    replace_site(tmp_path / "_site", {PurePosixPath("rows.csv"): source})
    assert held(tmp_path / "_site") == {PurePosixPath("rows.csv"): b"a,b\n"}
    assert not (tmp_path / "_site/rows.csv").samefile(source)


def test_a_link_in_the_old_site_is_not_followed(tmp_path):
    site, outside = tmp_path / "_site", tmp_path / "outside.html"
    site.mkdir()
    outside.write_bytes(b"old")
    (site / "index.html").symlink_to(outside)
    replace_site(site, OLD)
    assert not (site / "index.html").is_symlink()
    assert outside.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["../away.html", "/away.html", "a/../../away.html"])
def test_nothing_is_written_outside_the_site(tmp_path, name):
    with pytest.raises(PublishError, match="outside the site"):
        replace_site(tmp_path / "_site", {PurePosixPath(name): b"x"})
    assert neighbours(tmp_path) == []


def test_a_folder_with_sources_is_not_replaced(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book/chapter.qmd").write_text("text")
    with pytest.raises(PublishError, match=r"holds a source, chapter\.qmd"):
        replace_site(tmp_path / "book", NEW)
    assert neighbours(tmp_path / "book") == ["chapter.qmd"]


def test_notebooks_and_scripts_that_a_site_offers_are_no_sources(tmp_path):
    script = {PurePosixPath("downloads/war.py"): b"1"}
    replace_site(tmp_path / "_site", {**script, PurePosixPath("site_libs/report/a.css"): b""})
    replace_site(tmp_path / "_site", NEW)
    (tmp_path / "other/downloads").mkdir(parents=True)
    (tmp_path / "other/downloads/mine.py").write_text("1")
    with pytest.raises(PublishError, match=r"holds a source, mine\.py"):
        replace_site(tmp_path / "other", NEW)


def test_a_file_in_the_way_is_told(tmp_path):
    (tmp_path / "_site").write_text("mine")
    with pytest.raises(PublishError, match="a file of that name is in the way") as raised:
        replace_site(tmp_path / "_site", NEW)
    assert "--output" in raised.value.findings[0].hint
    assert (tmp_path / "_site").read_text() == "mine"


FULL = """
import resource, sys
from pathlib import Path, PurePosixPath
from report.engine.errors import PublishError
from report.engine.publish.folder import replace_site
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    replace_site(Path(sys.argv[1]), {PurePosixPath("index.html"): b"x" * 5000})
except PublishError as error:
    print(error.findings[0].message, error.findings[0].hint)
"""


def python(script: str, *arguments: str) -> str:
    """What a script of its own process prints."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_full_disk_leaves_the_last_site_and_says_what_to_do(tmp_path):
    pytest.importorskip("resource", reason="limits on file size are a thing of Unix")
    site = tmp_path / "_site"
    replace_site(site, OLD)
    said = python(FULL, str(site))
    assert "cannot be written: File too large" in said
    assert "Free some space" in said
    assert held(site) == OLD
    assert neighbours(tmp_path) == ["_site"]


# Kills the publishing process at its n-th look at the file system, for every n there is: Python
# tells an audit hook of each. Nothing is left to chance, so nothing is left out.
KILLED = """
import os, signal, sys
from pathlib import Path, PurePosixPath
from report.engine.publish.folder import files_in, replace_site
from tests.engine.publish.test_folder import NEW, OLD, held

site = Path(sys.argv[1])

def killed_at(n):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    seen = 0
    def hook(event, _):
        nonlocal seen
        if event.startswith(("os.", "open", "shutil.", "ctypes.", "fcntl.")):
            seen += 1
            if seen == n:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    replace_site(site, NEW)
    os._exit(0)

n = 1
outcomes = []
while True:
    replace_site(site, OLD)
    if not killed_at(n):
        break
    now = held(site)
    outcomes.append("old" if now == OLD else "new" if now == NEW else "torn")
    n += 1
replace_site(site, OLD)
print(len(outcomes), *sorted(set(outcomes)), *sorted(p.name for p in site.parent.iterdir()))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path):
    moments, *rest = python(KILLED, str(tmp_path / "_site")).split()
    assert int(moments) > 20
    assert rest == ["new", "old", "_site"]


def test_a_site_moved_aside_by_a_killed_build_comes_back(tmp_path):
    site = tmp_path / "_site"
    replace_site(site, OLD)
    site.rename(tmp_path / "._site.last")
    (tmp_path / "._site.next").mkdir()
    replace_site(site, OLD)
    assert held(site) == OLD
    assert neighbours(tmp_path) == ["_site"]


def test_two_builds_at_once_publish_one_after_the_other(tmp_path):
    site = tmp_path / "_site"

    def many_times(files):
        for _ in range(10):
            replace_site(site, files)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(many_times, (OLD, NEW)))
    assert held(site) in (OLD, NEW)
    assert neighbours(tmp_path) == ["_site"]


names = st.from_regex(r"[a-c]{1,2}(/[d-f]{1,2}\.(html|svg))", fullmatch=True)
sites = st.dictionaries(names.map(PurePosixPath), st.binary(max_size=5), min_size=1, max_size=6)


@given(st.lists(sites, min_size=1, max_size=3))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_only_the_last_of_any_series_of_builds_counts(tmp_path_factory, series):
    site = tmp_path_factory.mktemp("work") / "_site"
    for files in series:
        replace_site(site, files)
    assert held(site) == series[-1]


def test_pages_beside_their_sources_leave_the_rest_alone(tmp_path):
    (tmp_path / "note.qmd").write_text("source")
    (tmp_path / "other.html").write_text("somebody else's")
    (tmp_path / "note_files/figure-html").mkdir(parents=True)
    (tmp_path / "note_files/figure-html/gone.svg").write_text("stale")
    lay_beside(
        tmp_path,
        {PurePosixPath("note.html"): b"page", PurePosixPath("note_files/libs/site.css"): b"css"},
    )
    assert held(tmp_path) == {
        PurePosixPath("note.qmd"): b"source",
        PurePosixPath("other.html"): b"somebody else's",
        PurePosixPath("note.html"): b"page",
        PurePosixPath("note_files/libs/site.css"): b"css",
    }
