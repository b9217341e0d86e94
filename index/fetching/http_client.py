"""One request: sent to a public address, bounded in time and size, sent again where that can help."""

import re
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit, urlunsplit

import httpcore

from index.fetching.guarded_network import GuardedBackend, Resolve
from index.fetching.policy import FetchError, FetchPolicy
from index.reading.limits import size_of

OK, NOT_MODIFIED = 200, 304
REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # statuses that may be another in a moment
MOST_CHARACTERS = 2_000  # of an address; a database that holds it has a bound
_SAFE = "%/:=&?~#+!$,;'@()*[]|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server sent.

    Args:
        url: that was asked, after redirects.
        status: 200, 304 or one of `REDIRECTS`; anything else is a `FetchError`.
        body: unpacked; empty unless the status is 200.
        kind: media type in lower case, empty when not told.
        charset: of the body as the server tells it.
        etag: for asking again whether the page changed.
        last_modified: for the same.
        location: where a redirect leads.
    """

    url: str
    status: int
    body: bytes = b""
    kind: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str = ""


class HttpClient:
    """Sends requests one at a time; keeps no connection and no cookie.

    Args:
        policy: see `FetchPolicy`.
        resolve: looks hosts up; the system when None.
        clock: seconds.
        sleep: waits for so many seconds before a retry.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        resolve: Resolve | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy
        self._resolve = resolve
        self._clock = clock
        self._sleep = sleep
        self._ssl: ssl.SSLContext | None = None

    def get(self, url: str, most: int, *, etag: str | None = None, last_modified: str | None = None) -> Reply:
        """Ask for a page; redirects are not followed.

        Args:
            url: see `checked_url`.
            most: bytes that it may have.
            etag: of the page as it is known; with it a server may say that nothing changed.
            last_modified: the same.

        Raises:
            FetchError: it could not be had.
        """
        from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

        headers = [("Host", _host_header(url)), ("User-Agent", self.policy.user_agent)]
        headers += [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5")]
        headers += [("Accept-Encoding", "gzip"), ("Connection", "close")]
        headers += [(n, v) for n, v in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if v]

        def pause(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, FetchError) else None
            return min(self.policy.most_wait, asked if asked is not None else 2.0**state.attempt_number)

        sending = Retrying(
            stop=stop_after_attempt(self.policy.retries + 1),
            wait=pause,
            retry=retry_if_exception(lambda e: isinstance(e, FetchError) and e.retryable),
            sleep=self._sleep,
            reraise=True,
        )
        return sending(self._once, url, headers, most)

    def _once(self, url: str, headers: list[tuple[str, str]], most: int) -> Reply:
        policy = self.policy
        waits = dict.fromkeys(("connect", "read", "write", "pool"), policy.timeout)
        backend = GuardedBackend(
            allow_private=policy.allow_private,
            deadline=self._clock() + policy.deadline,
            resolve=self._resolve,
            clock=self._clock,
        )
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls(), network_backend=backend) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": waits}) as response,
            ):
                return _read(url, response, most, policy)
        except httpcore.TimeoutException as error:
            raise FetchError("it did not answer in time", retryable=True) from error
        except httpcore.ProtocolError as error:
            raise FetchError("its answer is not HTTP", retryable=True) from error
        except httpcore.NetworkError as error:
            cause = error.__cause__ or error.__context__
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise FetchError(f"its certificate is not trusted ({cause.verify_message})") from error
            raise FetchError("it cannot be reached", retryable=True) from error

    def _tls(self) -> ssl.SSLContext:
        if self._ssl is None:
            self._ssl = ssl.create_default_context()
        return self._ssl


def checked_url(url: str) -> str:
    """Return an address as it is sent: without fragment, all in ASCII.

    Raises:
        FetchError: it is none of http or https, names no host, is too long, or holds a user name or password.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError("its address is not one") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not name or re.search(r"[\s\x00-\x1f]", name):
        raise FetchError("its address is not one of http or https")
    if parts.username or parts.password:
        raise FetchError("its address holds a user name or password")
    place = f"[{name}]" if ":" in name else name
    place += f":{port}" if port else ""
    path = quote(parts.path, safe=_SAFE) or "/"
    whole = urlunsplit((scheme, place, path, quote(parts.query, safe=_SAFE), ""))
    if len(whole) > MOST_CHARACTERS:
        raise FetchError(f"its address is longer than {MOST_CHARACTERS:,} characters")
    return whole


def _host_header(url: str) -> str:
    return urlsplit(url).netloc


def _read(url: str, response: httpcore.Response, most: int, policy: FetchPolicy) -> Reply:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in REDIRECTS:
        return Reply(url=url, status=response.status, location=headers.get("location", ""))
    if response.status == NOT_MODIFIED:
        return Reply(url=url, status=NOT_MODIFIED)
    if response.status != OK:
        wait = _retry_after(headers.get("retry-after", ""))
        again = response.status in _PASSING and (wait is None or wait <= policy.most_wait)
        told = f"its server answers {response.status}"
        raise FetchError(told, retryable=again, wait=wait, status=response.status)
    kind = Message()
    kind["Content-Type"] = headers.get("content-type", "")
    charset = kind.get_param("charset")
    return Reply(
        url=url,
        status=OK,
        body=_body(response, headers, most),
        kind=kind.get_content_type() if headers.get("content-type") else "",
        charset=charset if isinstance(charset, str) else None,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
    )


def _body(response: httpcore.Response, headers: dict[str, str], most: int) -> bytes:
    """Return the unpacked body.

    Raises:
        FetchError: it is too large, or packed in another way than was asked for.
    """
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError("it is packed in a way that was not asked for")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packing else None
    parts: list[bytes] = []
    size = 0
    try:
        for chunk in response.iter_stream():
            part = unpack.decompress(chunk, most + 1 - size) if unpack else chunk
            size += len(part)
            if size > most:
                raise FetchError(f"it is larger than {size_of(most)}")
            parts.append(part)
    except zlib.error as error:
        raise FetchError("it is packed wrongly") from error
    return b"".join(parts)


def _retry_after(text: str) -> float | None:
    """Return the seconds that a server asks to wait (RFC 9110, section 10.2.3), if it does."""
    if text.strip().isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, when.timestamp() - time.time())
