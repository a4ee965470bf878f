"""A real HTTP server in front of another, or of nothing, that fails as servers and networks do."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PAGE = b"<!DOCTYPE html><html><head><style>p {}</style><title>Log ind</title></head><body>Velkommen</body></html>"


@dataclass
class Unsteady:
    """Passes requests on. ``mood`` is asked for each, by its number from 0, what is to happen to it.

    "pass", "drop" (before it is passed on), "drop-after" (it is passed on, the answer is lost), "page" (a web page with
    status 200), or a status to answer with.
    """

    url: str
    behind: str | None
    mood: Callable[[int], str | int] = lambda number: "pass"
    requests: list[tuple[str, str]] = field(default_factory=list)
    heard: Callable[[Message], object] = lambda headers: None

    def start_over(self, mood: Callable[[int], str | int]) -> None:
        self.mood = mood
        self.requests.clear()


@contextmanager
def unsteady(behind: str | None = None, headers: dict[str, str] | None = None, hide: str = "") -> Iterator[Unsteady]:
    """Run one until the block ends. ``headers`` go with its own answers; ``hide`` is one kept from the others."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                server.heard(self.headers)
                mood = server.mood(len(server.requests))
                server.requests.append((self.command, self.path))
            if mood == "drop":
                self.hang_up()
            elif isinstance(mood, int):
                self.answer(mood, b"busy", {"Content-Type": "text/plain", **(headers or {})})
            elif mood == "page" or behind is None:
                self.answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8", **(headers or {})})
            else:
                status, told, answer = pass_on(self, body)
                if mood == "drop-after":
                    self.hang_up()
                else:
                    self.answer(status, answer, told)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

        def answer(self, status: int, body: bytes, told: dict[str, str]) -> None:
            self.send_response_only(status)
            for name, value in told.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def hang_up(self) -> None:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    def pass_on(handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(urlsplit(behind or "").netloc, timeout=60)
        kept = {name: value for name, value in handler.headers.items() if name.lower() in {"content-type", "accept"}}
        connection.request(handler.command, handler.path, body, kept)
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        told = {
            name: value for name, value in answer.getheaders() if name.lower() in {"content-type", "server"} - {hide}
        }
        return answer.status, told, read

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Unsteady(f"http://127.0.0.1:{httpd.server_port}", behind)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
