"""Sites on loopback whose pages are empty: a script in them has the origin of the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class _EmptyPages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>A page</title>")

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@contextmanager
def serving_pages() -> Iterator[str]:
    """The origin of a site of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _EmptyPages) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
