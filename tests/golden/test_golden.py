"""Whole builds of small reports: what comes out is what came out when somebody last looked at it.

A folder `NAME/input` is built and compared with `NAME/expected`. What differs lands in `NAME/actual`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path.parent for path in HERE.glob("*/input"))
OUTPUT = "_book"
# These have tests of their own, and change more often than reports do: the design, the manifest.
APART = ("site_libs/", "provenance/", "ro-crate-metadata.json")
RUN = {".py": (), ".ipynb": ("-m", "nbconvert", "--to", "notebook", "--execute", "--inplace")}
DIGESTS = (
    (re.compile(rb"(site_libs/report/site-)[0-9a-f]{8}\."), rb"\1DIGEST."),
    (re.compile(rb"sha256-[\w+/]{43}="), b"sha256-DIGEST"),
)


def build(case: Path, folder: Path, **environment: str) -> Path:
    """Build a copy of the case's input in `folder`; the folder of its site."""
    shutil.copytree(case / "input", folder)
    rebuild(folder, **environment)
    return folder / OUTPUT


def rebuild(folder: Path, *options: str, **environment: str) -> None:
    """Build what lies in `folder` by the command, as anybody would."""
    done = subprocess.run(
        [sys.executable, "-m", "report", "build", str(folder), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Where the site of each case lies, built once."""
    sites: dict[Path, Path] = {}

    def site_of(case: Path) -> Path:
        if case not in sites:
            sites[case] = build(case, tmp_path_factory.mktemp("first") / case.name)
        return sites[case]

    return site_of


def read(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def comparable(site: Path) -> dict[str, bytes]:
    """A site's files as they are kept: digests by one word, PDFs by their text, archives unpacked."""
    files = {}
    for name, content in read(site).items():
        if name.startswith(APART):
            continue
        if name.endswith(".pdf"):
            pages = PdfReader(BytesIO(content)).pages
            text = "\n\f\n".join(page.extract_text() for page in pages)
            files[f"{name}.txt"] = text.encode() + b"\n"
            continue
        if name.endswith(".zip"):
            files[f"{name}.txt"] = listing(content)
            continue
        for pattern, word in DIGESTS:
            content = pattern.sub(word, content)  # noqa: PLW2901
        files[name] = content
    return files


def listing(content: bytes) -> bytes:
    """The texts in an archive, each under its name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return b"".join(
            b"== %s\n%s" % (one.encode(), archive.read(one)) for one in archive.namelist()
        )


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that then holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_build_gives_what_is_expected(case, built):
    actual, expected = comparable(built(case)), read(case / "expected")
    differing = sorted(
        name for name in actual.keys() | expected.keys() if actual.get(name) != expected.get(name)
    )
    if differing:
        lay(case / "actual", actual)
        name = case.relative_to(ROOT)
        pytest.fail(
            f"{', '.join(differing)}: other than expected. Look: diff -r {name}/expected "
            f"{name}/actual. To accept: rm -r {name}/expected && mv {name}/actual {name}/expected",
            pytrace=False,
        )
    shutil.rmtree(case / "actual", ignore_errors=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_another_folder_time_zone_and_hash_seed_give_the_same_bytes(case, built, tmp_path):
    elsewhere = build(
        case,
        tmp_path / "a rather longer way" / case.name,
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="7",
        LC_ALL="C.UTF-8",
    )
    first, second = read(built(case)), read(elsewhere)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_of_this_machine_is_in_the_site(case, built):
    words = (str(built(case).parent), str(Path.home()), str(ROOT), "object at 0x")
    for name, content in read(built(case)).items():
        assert [word for word in words if word.encode() in content] == [], name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_building_again_leaves_the_site_alone(case, built):
    site = built(case)
    before = site.stat().st_ino
    rebuild(site.parent, "--force")
    assert site.stat().st_ino == before


@pytest.mark.parametrize("program", ["waits.py", "waits.ipynb"])
def test_a_chapter_runs_from_what_the_site_offers(program, built, tmp_path):
    offered = built(HERE / "tiny") / "downloads"
    with zipfile.ZipFile(offered / "the-long-wait-code.zip") as archive:
        archive.extractall(tmp_path)
    chapters = tmp_path / "the-long-wait-code/chapters"
    shutil.copy(offered / "chapters" / program, chapters)
    command = RUN[Path(program).suffix]
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, *command, program],
        cwd=chapters,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if program.endswith(".ipynb"):
        given, again = (outputs(path / program) for path in (offered / "chapters", chapters))
        assert given == again


def outputs(notebook: Path) -> list[str]:
    """The tables that the cells of a notebook gave, in order."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    shown = (one.get("data", {}) for cell in cells for one in cell.get("outputs", ()))
    return ["".join(data["text/markdown"]) for data in shown if "text/markdown" in data]
