"""A small web site on loopback, for the real fetcher to talk to; it keeps what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler

from tests.support.loopback import on_loopback


@dataclass(frozen=True)
class Page:
    """What is sent for a path.

    `etag` answers a matching If-None-Match with 304; `stall` sends no more after the headers; `endless` sends the
    body again and again.
    """

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    stall: bool = False
    endless: bool = False


@dataclass
class Site:
    """The pages by path, and the requests so far as `(path, headers)`."""

    url: str = ""
    pages: dict[str, Page | Callable[[], Page]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def page(self, path: str, body: str, **more: object) -> None:
        self.pages[path] = Page(body.encode(), **more)  # type: ignore[arg-type]


@contextmanager
def serving() -> Iterator[Site]:
    """Yield a running site without pages."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            found = site.pages.get(self.path, Page(b"no such page", status=404))
            page = found() if callable(found) else found
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(page, headers)

        def _send(self, page: Page, headers: dict[str, str]) -> None:
            if page.etag and headers.get("if-none-match") == page.etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.etag:
                self.send_header("ETag", page.etag)
                self.send_header("Last-Modified", formatdate(0, usegmt=True))
            self.send_header("Content-Type", page.kind)
            if not page.endless:
                self.send_header("Content-Length", str(len(page.body)))
            self.send_header("Connection", "close")
            self.close_connection = True
            self.end_headers()
            if page.stall:
                site.stopping.wait()
                return
            self.wfile.write(page.body)
            while page.endless and not site.stopping.is_set():
                self.wfile.write(page.body)

    with on_loopback(Handler, site.stopping) as url:
        site.url = url
        yield site
