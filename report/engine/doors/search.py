"""Pagefind behind its door: pages as HTML go in, an index that browsers search comes out as files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from report.engine.errors import PublishError
from report.engine.model import Finding, Place
from report.engine.packages import version

# What a page of ours loads; Pagefind writes widgets of its own beside it, which none uses.
WANTED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
KINDS = (".pagefind", ".pf_meta", ".pf_index", ".pf_fragment")
HINT = "Install it again with pip install --force-reinstall 'pagefind[bin]', then build again."


class Pagefind:
    """The program that comes as a Python package; it writes the same bytes for the same pages."""

    @property
    def identity(self) -> str:
        """The version of the program."""
        return f"pagefind {version('pagefind-bin')}"

    def index(self, pages: Mapping[PurePosixPath, str]) -> Mapping[PurePosixPath, bytes]:
        """The files of the index, relative to its folder. Raises `PublishError`."""
        with TemporaryDirectory(prefix="search-") as folder:
            site, made = Path(folder, "site"), Path(folder, "index")
            for path in sorted(pages):
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).write_text(pages[path], "utf-8")
            run(["--site", str(site), "--output-path", str(made), "--keep-index-url"], folder)
            files = {PurePosixPath(path.relative_to(made).as_posix()): path for path in walk(made)}
            return {path: files[path].read_bytes() for path in sorted(files) if is_wanted(path)}


def run(arguments: list[str], folder: str) -> None:
    """Run the program in a folder of its own, so that no settings of others reach it."""
    program = executable()
    if program is None:
        raise failed("Pagefind is not installed, which makes the index for searching the site.")
    others = {name: value for name, value in os.environ.items() if "PAGEFIND" not in name}
    done = subprocess.run(
        [str(program), *arguments, "--silent"],
        cwd=folder,
        env=others,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise failed(f"The index for searching the site was not made: {(said or ['no word'])[-1]}.")


def executable() -> Path | None:
    """The program, if it is there; asked of its own package, since the other imports asyncio."""
    try:
        from pagefind_bin import get_executable
    except ImportError:  # it came in some other way
        from pagefind.service import get_executable
    return get_executable()


def failed(message: str) -> PublishError:
    """The error to raise when there is no index."""
    return PublishError(Finding("search-index", Place(PurePosixPath("_site")), message, HINT))


def walk(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def is_wanted(path: PurePosixPath) -> bool:
    """Whether a page of ours loads this file."""
    return path.name in WANTED or path.suffix in KINDS
