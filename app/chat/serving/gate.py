"""Every request passes here first: unknown addresses, strangers and floods go no further."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from app.chat.serving.people import DAYS, VISITOR, People, Person
from app.chat.serving.policy import HEADERS, OPEN, allowed, page_policy
from app.chat.serving.rates import Rate

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PERSON = "groundwire.person"
"""Key of the scope under which the `Person` stands."""
BODY_LIMIT = 1_000_000
"""Bytes of a request that is no upload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one person may ask of the server.

    Args:
        upload_bytes: bytes of one upload, all its files together.
        requests: requests a minute, from one address of the network.
        failures: wrong passwords in ten minutes, from one address.
    """

    upload_bytes: int = 200_000_000
    requests: int = 1_200
    failures: int = 10


class Gate:
    """ASGI middleware.

    Args:
        app: what is behind it.
        people: tells who asks.
        hosts: names by which the server may be called; any when empty. It keeps a strange web site from
            reaching a server on this machine under a name of its own.
        limits: see `Limits`.
    """

    def __init__(
        self, app: App, people: People, *, hosts: Collection[str] = (), limits: Limits | None = None
    ) -> None:
        self._app = app
        self._people = people
        self._hosts = frozenset(hosts)
        self._limits = limits or Limits()
        self._requests = Rate(self._limits.requests, 60)
        self.failures = Rate(self._limits.failures, 600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return None  # there are no web sockets
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope, headers)
        if refused:
            return await _reply(send, *refused)
        path = scope["path"]
        person = await self._who(headers)
        if person is None:
            if headers.get("authorization"):
                self.failures.wait(_address(scope))
            if not OPEN.fullmatch(path):
                return await _ask_to_log_in(scope, send)
            person = Person("nobody")
        scope[PERSON] = person
        limit = self._limits.upload_bytes if path.startswith("/gradio_api/upload") else BODY_LIMIT
        if int(headers.get("content-length") or 0) > limit:
            return await _reply(
                send, 413, f"That is too much at once; {limit // 1_000_000} MB are the limit."
            )
        nonce = secrets.token_urlsafe(16)
        if path == "/":  # so that the page comes as plain text, into which the nonce can be written
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        answer = _Answer(send, nonce, path=path, person=person, secure=scope.get("scheme") == "https")
        await self._app(scope, _bounded(receive, limit), answer.send)
        return None

    async def _who(self, headers: dict[str, str]) -> Person | None:
        cookies, authorization = _cookies(headers), headers.get("authorization", "")
        if authorization:  # a password takes long to check
            return await asyncio.to_thread(self._people.who, cookies, authorization)
        return self._people.who(cookies)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self._hosts and (urlsplit(f"//{host}").hostname or "") not in self._hosts:
            return 421, "This server is not called that; allow the name with --allow-host."
        if not allowed(scope["path"]):
            return 404, "There is nothing here."
        origin = headers.get("origin", "")
        if scope["method"] not in ("GET", "HEAD") and origin and urlsplit(origin).netloc != host:
            return 403, "Another site may not do that."
        address = _address(scope)
        if wait := self._requests.wait(address):
            return 429, f"Too many requests; try again in {wait:.0f} seconds."
        if headers.get("authorization") and self.failures.spent(address):
            return 429, "Too many wrong passwords; try again in ten minutes."
        return None


class _Answer:
    """Adds headers to a reply, and the nonce to the scripts of the page."""

    def __init__(self, send: Send, nonce: str, *, path: str, person: Person, secure: bool) -> None:
        self._send = send
        self._nonce = nonce
        self._page = path == "/"
        self._kept = path.startswith(("/assets/", "/static/"))  # by the browser, as Gradio says
        self._person = person
        self._secure = secure
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = self._headers(message.get("headers", []))
            if self._page:
                self._start = message
                return
        elif self._page and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            # Gradio writes every "<" of a value as \\u003c, so these tags are its own and no one else's.
            body = bytes(self._body).replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
            assert self._start is not None
            self._start["headers"] = [
                *(pair for pair in self._start["headers"] if pair[0] != b"content-length"),
                (b"content-length", str(len(body)).encode()),
            ]
            await self._send(self._start)
            message = {"type": "http.response.body", "body": body}
        await self._send(message)

    def _headers(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in given}
        added = {name: value for name, value in HEADERS.items() if name.encode() not in names}
        if b"content-security-policy" not in names:
            added["content-security-policy"] = page_policy(self._nonce)
        if b"cache-control" not in names and not self._kept:
            added["cache-control"] = "no-store"
        pairs = [*given, *((name.encode(), value.encode()) for name, value in added.items())]
        if self._person.fresh:
            secure = "; Secure" if self._secure else ""
            cookie = f"{VISITOR}={self._person.fresh}; Path=/; Max-Age={DAYS * 86_400}"
            pairs.append((b"set-cookie", f"{cookie}; HttpOnly; SameSite=Lax{secure}".encode()))
        return pairs


def _bounded(receive: Receive, limit: int) -> Receive:
    """Return `receive`, ending the request as if its sender had gone when it is longer than it may be."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                return {"type": "http.disconnect"}
        return message

    return bounded


def _cookies(headers: dict[str, str]) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _address(scope: Scope) -> str:
    return str((scope.get("client") or ("unknown",))[0])


async def _ask_to_log_in(scope: Scope, send: Send) -> None:
    accepts = dict(scope["headers"]).get(b"accept", b"")
    if scope["method"] == "GET" and b"text/html" in accepts:
        await _reply(send, 303, "Log in first.", [(b"location", b"/login")])
    else:
        await _reply(send, 401, "Log in first.", [(b"www-authenticate", b'Basic realm="Groundwire"')])


async def _reply(
    send: Send, status: int, said: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    body = json.dumps({"error": said}).encode()
    pairs = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    pairs += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs + (headers or [])})
    await send({"type": "http.response.body", "body": body})
