"""Nothing of the machine, the user or the environment is in what a build makes, whatever it is."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.soak.edits import PROJECT

ROOT = Path(__file__).parents[1]
SECRETS = {
    "GITHUB_TOKEN": "ghp_0123456789abcdefTOKEN",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMIsecretKEY",
    "REPORT_PASSWORD": "correct-horse-battery",
    "USER": "a-very-private-user",
    "LOGNAME": "a-very-private-user",
    "HOSTNAME": "a-very-private-host",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A small report with real kernels, built by somebody with secrets; where it lies."""
    root = tmp_path_factory.mktemp("private-folder") / "report"
    shutil.copytree(PROJECT, root, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.lock", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    home = root.parent / "a-very-private-home"
    home.mkdir()
    environment = {**os.environ, **SECRETS, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "report", "lock", "--quiet", str(root)]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return root


def texts(root: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that was built, archives opened and PDFs unpacked."""
    pikepdf = pytest.importorskip("pikepdf")
    for path in [root / "report.lock", *sorted((root / "_book").rglob("*"))]:
        if path.is_dir():
            continue
        content = path.read_bytes()
        yield path.name, content
        if path.suffix == ".zip":
            archive = zipfile.ZipFile(BytesIO(content))
            yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())
        if path.suffix == ".pdf":
            plain = BytesIO()
            with pikepdf.open(path) as pdf:
                pdf.save(
                    plain, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
                )
            yield f"{path.name}, unpacked", plain.getvalue()


def test_no_secret_no_name_and_no_folder_is_in_anything_built(place):
    private = {*SECRETS.values(), str(place), str(place.parent), "a-very-private-home", str(ROOT)}
    private |= {name for name in (socket.gethostname(), getpass.getuser()) if len(name) > 5}
    read = 0
    for name, content in texts(place):
        read += 1
        assert [word for word in private if word.encode() in content] == [], name
    assert read > 40


def test_no_page_has_a_handler_in_its_markup_and_each_has_a_policy(place):
    for path in sorted((place / "_book").rglob("*.html")):
        page = path.read_text()
        assert "Content-Security-Policy" in page, path
        assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page, path
        assert " onclick=" not in page and " onload=" not in page and "javascript:" not in page
