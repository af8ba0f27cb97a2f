"""The port of plain HTTP: it answers every request with the way to the site, whatever host was asked for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def redirecting(listen: str, address: str) -> Iterator[None]:
    """Answer plain HTTP on `listen` (host and port) with the way to `address`, until the context ends.

    With an empty `listen`, nowhere.
    """
    if not listen:
        yield
        return
    host, _, port = listen.rpartition(":")
    server = ThreadingHTTPServer((host, int(port)), _handler(address))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


def _handler(address: str) -> type[BaseHTTPRequestHandler]:
    class Redirect(BaseHTTPRequestHandler):
        timeout = 10  # seconds that a silent client may keep a thread

        def do_GET(self) -> None:
            path = self.path if self.path.startswith("/") else "/"
            self.send_response_only(308)  # without the name and version of what answers
            self.send_header("Location", f"{address}{path}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: an address and a path say who read what."""

    return Redirect
