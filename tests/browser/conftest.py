"""A built site behind a server on this machine, and Debian's Chromium to read it with."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import pytest

from report.engine.doors.search import Pagefind
from tests.browser.reader import Reader
from tests.engine.publish.example import BOOK, project, publish
from tests.fakes.ports import fake_ports

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COLOURS = ":root { --svg-a33a1d: light-dark(#a33a1d, #e5815a); }"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser():
    """Chromium, gone after the last test here: its driver keeps an event loop running in this thread."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is missing: install the extra 'browser'"
    )
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is missing: on Debian, apt install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def axe() -> str:
    """The script of axe-core, to be run in a page."""
    package = pytest.importorskip(
        "axe_playwright_python", reason="axe-core is missing: install the extra 'browser'"
    )
    return files(package).joinpath("axe.min.js").read_text("utf-8")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps silent about it."""

    def log_message(self, *_: object) -> None:
        pass


class Patient(ThreadingHTTPServer):
    """Says nothing of a browser that turns away before all has come."""

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served while inside."""
    server = Patient(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="package")
def site(tmp_path_factory) -> Path:
    """The example book, published with a style sheet of its own."""
    root = tmp_path_factory.mktemp("book")
    (root / "charts.css").write_text(COLOURS)
    written = project(root, config={"format": {"html": {"css": "charts.css"}}})
    ports = fake_ports(search=Pagefind())
    return publish((BOOK,), written, ports, formats=frozenset({"html"})).site


@pytest.fixture(scope="package")
def report_site(tmp_path_factory, browser) -> Path:
    """This report's own site, built as everybody builds it; what was built before is remembered."""
    folder = tmp_path_factory.mktemp("report") / "_site"
    command = [sys.executable, "-m", "report", "build", "--output", str(folder), "--to", "html"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="package")
def report_address(report_site) -> Iterator[str]:
    with served(report_site) as where:
        yield where


@pytest.fixture(scope="package")
def address(site) -> Iterator[str]:
    with served(site) as where:
        yield where


@pytest.fixture
def reader(browser) -> Iterator[Reader]:
    """Opens pages; see `Reader`."""
    someone = Reader(browser)
    yield someone
    someone.leave()
