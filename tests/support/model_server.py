"""A scripted OpenAI-compatible server on loopback, for the real client to talk to.

Each request takes the next reply of the queue; the last one stays. A reply may also be a function of the
request. Requests are kept: `server.requests[0]["messages"]`, `server.headers[0]`.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.support.loopback import on_loopback


@dataclass(frozen=True)
class Stream:
    """Chunks of text, streamed.

    `pieces` of type bytes are sent as they are. `finish` None ends without a reason; `drop` cuts the
    connection after the pieces; `hang` says nothing more until the server stops.
    """

    pieces: Sequence[str | bytes] = ()
    finish: str | None = "stop"
    usage: dict[str, int] | None = None
    drop: bool = False
    hang: bool = False
    done: bool = True


@dataclass(frozen=True)
class Status:
    """An error reply."""

    code: int
    body: dict[str, Any] | bytes = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Endless:
    """The same bytes again and again until the client has gone."""

    piece: bytes


Reply = Stream | Status | Endless
Responder = Callable[[dict[str, Any]], Reply]


def text_stream(text: str, size: int = 7, **more: Any) -> Stream:
    """Return `text` as a stream of chunks of `size` characters."""
    return Stream(pieces=[text[i : i + size] for i in range(0, len(text), size)], **more)


def error(code: int, message: str, kind: str | None = None, **headers: str) -> Status:
    """Return an error reply as OpenAI words it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Status(code, {"error": {"message": message, "code": kind, "type": "error"}}, named)


class ModelServer:
    """The server's script and what it was asked."""

    def __init__(self, *replies: Reply | Responder) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.models = ["scripted"]
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.url = ""

    def next_reply(self, path: str, headers: dict[str, str], request: dict[str, Any]) -> Reply:
        with self.lock:
            self.paths.append(path)
            self.headers.append(headers)
            self.requests.append(request)
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply if isinstance(reply, Stream | Status | Endless) else reply(request)


@contextmanager
def running(*replies: Reply | Responder) -> Iterator[ModelServer]:
    """Yield a running server; `server.url` is its base URL."""
    script = ModelServer(*replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            body = {"object": "list", "data": [{"id": m, "object": "model"} for m in script.models]}
            with script.lock:
                script.headers.append(dict(self.headers))
            reply = script.replies[0] if script.replies and isinstance(script.replies[0], Status) else None
            self._status(reply or Status(200, body))

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            request = json.loads(self.rfile.read(length))
            reply = script.next_reply(self.path, dict(self.headers), request)
            with suppress(BrokenPipeError, ConnectionResetError):
                if isinstance(reply, Status):
                    self._status(reply)
                else:
                    self._stream(reply)

        def _status(self, reply: Status) -> None:
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.code)
            kind = "text/html" if isinstance(reply.body, bytes) else "application/json"
            for name, value in ({"Content-Type": kind} | reply.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, reply: Stream | Endless) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.send_header("Connection", "close")
            self.close_connection = True
            self.end_headers()
            if isinstance(reply, Endless):
                while not script.stopping.is_set():
                    self._chunk(reply.piece)
                return
            for piece in reply.pieces:
                self._chunk(piece if isinstance(piece, bytes) else event(piece))
            if reply.hang:
                script.stopping.wait()
                return
            if reply.drop:
                self.wfile.flush()
                self.connection.close()
                return
            if reply.finish is not None:
                self._chunk(event("", finish=reply.finish))
            if reply.usage is not None:
                self._chunk(event(None, usage=reply.usage))
            if reply.done:
                self._chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

    with on_loopback(Handler, script.stopping) as url:
        script.url = f"{url}/v1"
        yield script


def event(text: str | None, *, finish: str | None = None, usage: dict[str, int] | None = None) -> bytes:
    """Return one event of the stream; without `text` it has no choice, as the one that carries the usage."""
    delta = {"content": text} if text else {}
    choices = [] if text is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    body = {
        "id": "x",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": choices,
    }
    if usage is not None:
        body["usage"] = {**usage, "total_tokens": sum(usage.values())}
    return f"data: {json.dumps(body)}\n\n".encode()
