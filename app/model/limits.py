"""Bounds how long and how large one reply may be, where the bytes arrive.

A time-out between bytes does not end a reply that drips for ever, and a client that reads whole lines never
sees one that does not end. So both bounds are held below the client.
"""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from app.model.failures import FailureKind, ModelFailure

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 4_000_000
"""An event stream carries some 200 bytes per token: far more than any answer that is asked for."""


def bounded_client(
    *,
    timeout: float,
    deadline: float,
    max_bytes: int = MAX_BYTES,
    clock: Callable[[], float] = time.monotonic,
) -> "httpx.Client":
    """Return an HTTP client whose replies end with a `ModelFailure` past their bounds.

    Args:
        timeout: seconds for a connection, and between two pieces of a reply.
        deadline: seconds for a reply in all, from its first byte.
        max_bytes: of one reply.
        clock: monotonic seconds.
    """
    import httpx
    from openai import DefaultHttpxClient

    class Bounded(httpx.SyncByteStream):
        def __init__(self, stream: httpx.SyncByteStream) -> None:
            self._stream = stream
            self._until = clock() + deadline

        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for piece in self._stream:
                size += len(piece)
                if size > max_bytes:
                    raise ModelFailure(FailureKind.TOO_LONG, f"the model sent more than {max_bytes:,} bytes")
                if clock() > self._until:
                    raise ModelFailure(
                        FailureKind.TOO_LONG, f"the model was still writing after {deadline:g} seconds"
                    )
                yield piece

        def close(self) -> None:
            self._stream.close()

    def bound(response: httpx.Response) -> None:
        stream = response.stream
        if isinstance(stream, httpx.SyncByteStream):
            response.stream = Bounded(stream)

    return DefaultHttpxClient(
        timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)), event_hooks={"response": [bound]}
    )
