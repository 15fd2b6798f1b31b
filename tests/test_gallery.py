"""The error gallery: what is said of every kind of bad input, and that the last good site stays.

A folder of `tests/gallery` holds a project that cannot be built and `expected.txt`: the exit code and
everything that a person sees. `arguments.txt` holds the command's words, if they are not `build`.
Write what is said now, to be read and committed, with `REPORT_GALLERY=write pytest tests/test_gallery.py`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from report.cli import main

GALLERY = Path(__file__).parent / "gallery"
CASES = sorted(path.name for path in GALLERY.iterdir())
SETTLED = re.compile(r"^(load|plan|check|cells|assemble|papers|publish|verify)\b.*\n", re.MULTILINE)


def said(name: str, folder: Path) -> str:
    """The exit code and all that the command says when it meets the case in `folder`."""
    words = GALLERY / name / "arguments.txt"
    arguments = shlex.split(words.read_text()) if words.exists() else ["build"]
    result = CliRunner().invoke(main, arguments, prog_name="report")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    output = SETTLED.sub("", result.output).replace(str(folder), "<folder>")
    return f"exit {result.exit_code}\n{output}"


@pytest.fixture
def folder(request, tmp_path, monkeypatch):
    """A copy of the case named by the test's parameter, with a site that a good build left there."""
    target = tmp_path / request.param
    aside = shutil.ignore_patterns("expected.txt", "arguments.txt")
    shutil.copytree(GALLERY / request.param, target, ignore=aside)
    (target / "_site").mkdir()
    (target / "_site" / "index.html").write_bytes(b"the last good site")
    monkeypatch.chdir(target)
    return target


@pytest.mark.parametrize("folder", CASES, indirect=True)
def test_bad_input_is_told_and_the_last_good_site_stays(folder):
    expected = GALLERY / folder.name / "expected.txt"

    message = said(folder.name, folder)

    if os.environ.get("REPORT_GALLERY") == "write":
        expected.write_text(message)
    assert message == expected.read_text()
    assert not message.startswith("exit 0")
    assert [path.name for path in (folder / "_site").iterdir()] == ["index.html"]
    assert (folder / "_site" / "index.html").read_bytes() == b"the last good site"
