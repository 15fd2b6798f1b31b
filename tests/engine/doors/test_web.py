"""The web's door against a server on this machine."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from report.engine.doors.web import HttpWeb


class Answers(BaseHTTPRequestHandler):
    """/200 answers with 200, and so on; /moved leads to /200."""

    def do_HEAD(self) -> None:
        moved = self.path == "/moved"
        self.send_response(302 if moved else int(self.path[1:]))
        if moved:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def server():
    """The address of a server."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def test_it_tells_the_status_follows_what_moved_and_bears_silence():
    web = HttpWeb()
    with server() as address:
        told = [web.status(f"{address}/{path}", "HEAD") for path in ("200", "moved", "404", "500")]
        assert told == [200, 200, 404, 500]
        assert web.status(f"{address}/200", "GET") == 200
    assert web.status(f"{address}/200", "HEAD") == 0
    assert web.status("https://no host/", "HEAD") == 0
