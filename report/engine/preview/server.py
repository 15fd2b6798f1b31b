"""The preview's server: just the files of the edition, to readers on this machine alone.

Requests for another host are refused, so that no web page can reach it by another name (DNS
rebinding). What is not a file of the edition is not there, so that no path leads out of the site.
Pages get a script that waits for news; the files on the disk never do.
"""

from __future__ import annotations

import json
import mimetypes
import posixpath
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from report.engine.content import FileContent, Unread, bytes_of, content_of
from report.engine.model import Edition

HOST = "127.0.0.1"
SCRIPT = Path(__file__).with_name("reload.js")
SCRIPT_PATH = "/.report/reload.js"
NEWS_PATH = "/.report/news"
TAG = f'<script src="{SCRIPT_PATH}"></script>'.encode()
EMPTY = b"<!DOCTYPE html><title>Preview</title><p>Building \xe2\x80\xa6</p>" + TAG
PATIENCE = 10.0  # seconds between two signs of life on an idle connection


@dataclass(slots=True)
class Desk:
    """What lies before the readers: the last good edition, and what went wrong since.

    `edition` may be one that is not yet complete: without the index for searching it, and not yet known
    to be sound. Until it is, files of the one that `stands` take the place of those that it lacks, and
    that one comes back if it turns out to be unsound.
    """

    edition: Edition | None = None
    stands: Edition | None = None
    complaint: str = ""
    number: int = 0
    closed: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)

    def lay(self, edition: Edition) -> None:
        """Lay a new edition before the readers."""
        with self.news:
            self.edition, self.complaint, self.number = edition, "", self.number + 1
            self.news.notify_all()

    def settle(self, edition: Edition) -> None:
        """Let an edition take over that was put in place; readers hear of it if it reads otherwise."""
        laid = self.edition
        if laid is None or self.complaint or not reads_alike(edition, laid):
            self.lay(edition)
        self.edition = self.stands = edition

    def find(self, path: PurePosixPath) -> bytes | None:
        """What a file holds, if there is one."""
        for edition in filter(None, (self.edition, self.stands)):
            if path in edition.files:
                return bytes_of(content_in(edition, path))
        return None

    def complain(self, complaint: str) -> None:
        """Tell what went wrong; the last good edition stays, or comes back."""
        with self.news:
            self.edition = self.stands
            self.complaint, self.number = complaint, self.number + 1
            self.news.notify_all()

    def close(self) -> None:
        """Let everybody go who waits for news."""
        with self.news:
            self.closed = True
            self.news.notify_all()

    def after(self, number: int, patience: float) -> tuple[int, str]:
        """The number and the complaint of the latest news after `number`, waiting a while for it."""
        with self.news:
            self.news.wait_for(lambda: self.closed or self.number != number, patience)
            return self.number, self.complaint


@contextmanager
def served(desk: Desk, port: int) -> Iterator[str]:
    """Serve what lies on the desk; gives the address. Raises `OSError` where the port is taken."""
    server = Server((HOST, port), desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        desk.close()
        server.shutdown()
        server.server_close()
        thread.join()


class Server(ThreadingHTTPServer):
    """A server that knows its desk."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], desk: Desk) -> None:
        super().__init__(address, Reader)
        self.desk = desk


class Reader(BaseHTTPRequestHandler):
    """One reader's connection."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a request for a page, a file, the script or news."""
        if not self.is_for_us():
            self.answer(HTTPStatus.FORBIDDEN, b"This preview answers on 127.0.0.1 alone.\n")
        elif self.path == SCRIPT_PATH:
            self.answer(HTTPStatus.OK, SCRIPT.read_bytes(), "text/javascript")
        elif self.path == NEWS_PATH:
            with suppress(ConnectionError):
                self.tell_news()
        else:
            self.answer_with_file()

    def is_for_us(self) -> bool:
        """Whether the request names this server as a reader on this machine would."""
        name, _, port = self.headers.get("Host", "").rpartition(":")
        return name in {HOST, "localhost"} and port == str(self.server.server_port)

    def answer_with_file(self) -> None:
        """Answer with a file of the edition; pages get the script that waits for news."""
        desk, path = self.server.desk, wanted(self.path)
        if desk.edition is None:
            self.answer(HTTPStatus.OK, EMPTY, "text/html")
            return
        content = desk.find(path)
        if content is None:
            self.answer(HTTPStatus.NOT_FOUND, b"There is no such page.\n")
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.answer(HTTPStatus.OK, with_script(content) if kind == "text/html" else content, kind)

    def tell_news(self) -> None:
        """Tell of every build until the reader goes away (server-sent events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        desk, number = self.server.desk, -1
        while not desk.closed:
            latest, complaint = desk.after(number, PATIENCE)
            news = json.dumps({"number": latest, "complaint": complaint})
            self.wfile.write(
                b": still here\n\n" if latest == number else f"data: {news}\n\n".encode()
            )
            self.wfile.flush()
            number = latest

    def answer(self, status: HTTPStatus, content: bytes, kind: str = "text/plain") -> None:
        """Send one whole answer, never to be kept."""
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal belongs to the builds."""


def reads_alike(edition: Edition, other: Edition) -> bool:
    """Whether the pages of two editions are the same."""
    pages = {path for path in (*edition.files, *other.files) if path.suffix == ".html"}
    both = pages.intersection(edition.files).intersection(other.files)
    return both == pages and all(
        digest_in(edition, path) == digest_in(other, path) for path in pages
    )


def digest_in(edition: Edition, path: PurePosixPath) -> str:
    """The SHA-256 of one file of an edition; most know theirs."""
    known, content = edition.digests.get(path), content_in(edition, path)
    if known is not None or isinstance(content, Unread):
        return known or content.sha256
    return content_of(bytes_of(content)).sha256


def content_in(edition: Edition, path: PurePosixPath) -> FileContent:
    """What one file of an edition holds, in place or not yet."""
    return edition.contents.get(path, edition.site / path)


def wanted(target: str) -> PurePosixPath:
    """The file of the site that a request's target names; a folder stands for its index."""
    path = unquote(urlsplit(target).path)
    whole = posixpath.normpath(f"/{path}").lstrip("/")
    inner = PurePosixPath(whole or ".")
    return inner / "index.html" if path.endswith("/") or not whole else inner


def with_script(page: bytes) -> bytes:
    """The page with the script at its end."""
    head, body, tail = page.rpartition(b"</body>")
    return head + TAG + body + tail if body else page + TAG
