"""Connections to public addresses only, and within a deadline.

A name is looked up once for each connection, every address is judged, and the connection goes to the very
address that was judged and is judged again once it stands: a name that points elsewhere a moment later (DNS
rebinding) gains nothing.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, Queue
from typing import Any

import httpcore
from httpcore import NetworkBackend, NetworkStream

from index.fetching.addresses import is_public
from index.fetching.policy import HostError

Resolve = Callable[[str, int], Sequence[str]]
"""Returns the numeric addresses of a host; raises OSError."""

HINT = "--allow-private allows it"


class GuardedBackend(NetworkBackend):
    """Makes the connections of one request.

    Args:
        allow_private: whether addresses that are not public may be connected to.
        deadline: time by `clock` when the request must be over.
        resolve: looks hosts up.
        clock: seconds.
        inner: makes the connections to numeric addresses.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        deadline: float,
        resolve: Resolve | None = None,
        clock: Callable[[], float] = time.monotonic,
        inner: NetworkBackend | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._resolve = resolve or resolve_host
        self._clock = clock
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect to the first of a host's addresses that answers.

        Raises:
            HostError: the host is not known, or its addresses are not public.
            httpcore.ConnectError: none answers.
            httpcore.ConnectTimeout: none answers in time, or the host is not found in time.
        """
        problem: Exception = httpcore.ConnectError("it has no address")
        for address in self._allowed(host, port, remaining(self._deadline, timeout, self._clock)):
            try:
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    remaining(self._deadline, timeout, self._clock),
                    local_address,
                    socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            peer = stream.get_extra_info("server_addr")
            if not self._allow_private and not (peer and is_public(str(peer[0]))):
                stream.close()
                raise refused(host)
            return BoundedStream(stream, self._deadline, self._clock)
        raise problem

    def _allowed(self, host: str, port: int, seconds: float) -> Sequence[str]:
        try:
            found = list(dict.fromkeys(self._looked_up(host.strip("[]"), port, seconds)))
        except (OSError, UnicodeError) as error:
            again = getattr(error, "errno", None) == socket.EAI_AGAIN
            raise HostError(f"there is no host {host!r}", retryable=again) from error
        allowed = found if self._allow_private else [address for address in found if is_public(address)]
        if found and not allowed:
            raise refused(host)
        return allowed

    def _looked_up(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """Look a host up; the system's own way takes no limit of time, so it waits in a thread of its own.

        Raises:
            httpcore.ConnectTimeout: it took longer than `seconds`; the thread ends when the system does.
        """
        answers: Queue[Sequence[str] | OSError | UnicodeError] = Queue()

        def look_up() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        try:
            found = answers.get(timeout=seconds)
        except Empty:
            raise httpcore.ConnectTimeout("its name was not found in time") from None
        if isinstance(found, Exception):
            raise found
        return found


class BoundedStream(NetworkStream):
    """A connection whose every wait ends at the request's deadline."""

    def __init__(self, stream: NetworkStream, deadline: float, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._deadline = deadline
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes; raises `httpcore.ReadTimeout` at the deadline."""
        return self._stream.read(max_bytes, remaining(self._deadline, timeout, self._clock))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._stream.write(buffer, remaining(self._deadline, timeout, self._clock))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        """Return the connection encrypted, the certificate checked for the host's name."""
        left = remaining(self._deadline, timeout, self._clock)
        stream = self._stream.start_tls(ssl_context, server_hostname, left)
        return BoundedStream(stream, self._deadline, self._clock)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection tells of itself."""
        return self._stream.get_extra_info(info)


def resolve_host(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, as the system looks it up."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def remaining(deadline: float, timeout: float | None, clock: Callable[[], float]) -> float:
    """Return how long the next wait may take.

    Raises:
        httpcore.ReadTimeout: the deadline has passed.
    """
    left = deadline - clock()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return left if timeout is None else min(left, timeout)


def refused(host: str) -> HostError:
    """Return the error for a host within some inner network."""
    return HostError(
        f"{host!r} has no public address: it lies in a private network, or is this machine; {HINT}"
    )
