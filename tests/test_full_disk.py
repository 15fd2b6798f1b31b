"""Whole builds on a disk that is full or read-only, and two builds at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from report.engine.differences import differences

ROOT = Path(__file__).parents[1]
BOOK = """\
project: {type: book, output-dir: _site}
book: {title: B, author: A, chapters: [index.qmd, one.qmd]}
format: {html: default, typst: default}
"""
FILES = {
    "_quarto.yml": BOOK,
    "index.qmd": "# Home\n",
    "one.qmd": "# One\n\n```{python}\nprint(6 * 7)\n```\n",
}


def command(folder):
    return [sys.executable, "-m", "report", "build", str(folder), "--quiet"]


def build(folder):
    """The exit code, and what was said."""
    done = subprocess.run(
        command(folder), env=environment(), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def lay(folder, **changed):
    folder.mkdir(exist_ok=True)
    for name, text in {**FILES, **changed}.items():
        (folder / name).write_text(text)


PLAIN = {
    "_quarto.yml": BOOK.replace(", typst: default", ""),
    "one.qmd": "# One\n",
}  # no cell, no PDF


def edit(folder):
    (folder / "one.qmd").write_text(PLAIN["one.qmd"] + "\nMore.\n")


@pytest.fixture
def disk(tmp_path):
    """A disk of five megabytes of our own, if this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        mount("-t", "tmpfs", "-o", "size=5m", "tmpfs", place)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def mount(*words):
    subprocess.run(["mount", *words], check=True, capture_output=True)


def fill(disk):
    """A file that leaves no room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
        while True:
            file.write(bytes(1 << 12))
    return filler


def test_a_full_disk_is_told_and_loses_nothing_and_needs_no_cleaning(disk, tmp_path):
    book = disk / "book"
    lay(book, **PLAIN)
    assert build(book) == (0, "")
    before = shutil.copytree(book / "_site", tmp_path / "before")
    edit(book)
    filler = fill(disk)

    code, said = build(book)

    assert code != 0
    assert "No space left" in said and "Free some space" in said
    assert list(differences(book / "_site", before)) == []
    filler.unlink()
    assert build(book) == (0, "")
    assert "More." in (book / "_site" / "one.html").read_text()
    assert sorted(path.name for path in book.glob(".*")) == [".report"]


def test_a_read_only_folder_is_told_and_loses_nothing(disk):
    book = disk / "book"
    lay(book, **PLAIN)
    assert build(book) == (0, "")
    edit(book)
    mount("-o", "remount,ro", disk)

    code, said = build(book)

    assert code != 0
    assert "Read-only file system" in said and "--output" in said
    assert "More." not in (book / "_site" / "one.html").read_text()
    mount("-o", "remount,rw", disk)
    assert build(book) == (0, "")


def test_two_builds_at_once_both_succeed_and_give_what_one_gives(tmp_path):
    book, alone = tmp_path / "book", tmp_path / "alone"
    lay(book)
    lay(alone)
    both = [
        subprocess.Popen(command(book), env=environment(), stderr=subprocess.PIPE) for _ in range(2)
    ]
    assert [(process.communicate()[1], process.returncode) for process in both] == [(b"", 0)] * 2
    assert build(alone) == (0, "")
    assert list(differences(book / "_site", alone / "_site")) == []
    assert sorted(path.name for path in book.glob(".*")) == [".report"]
