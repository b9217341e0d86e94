"""A scripted language model in a process of its own that takes its time as a real one does.

The script (`bench.scripted_model`) is told how long until the first token and how many tokens a second each
reader gets; a token is counted as four characters. Both zero, it replies as fast as it can.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from bench.scripted_model import reply
from tests.support.model_server import Reply, Stream, running

CHARACTERS = 4  # of a token
BEAT = 0.05  # seconds between two pieces at the most


@dataclass(frozen=True)
class Pace:
    """How fast a model writes.

    Args:
        first: seconds until the first token.
        rate: tokens a second for each reader; as fast as it can when 0.
    """

    first: float = 0.0
    rate: float = 0.0


class Paced(Sequence[str | bytes]):
    """Pieces that come at a pace."""

    def __init__(self, text: str, pace: Pace) -> None:
        size = max(1, int(pace.rate * BEAT)) * CHARACTERS if pace.rate else 40
        self._pieces = [text[i : i + size] for i in range(0, len(text), size)]
        self._pace = pace

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, at: Any) -> Any:
        return self._pieces[at]

    def __iter__(self) -> Iterator[str | bytes]:
        start = time.monotonic() + self._pace.first
        sent = 0
        for piece in self._pieces:
            sent += len(piece)
            due = start + (sent / CHARACTERS / self._pace.rate if self._pace.rate else 0)
            time.sleep(max(0.0, due - time.monotonic()))
            yield piece


def _serve(pace: Pace, pipe: Connection) -> None:
    def paced(request: dict[str, Any]) -> Reply:
        told = reply(request, flaws_in=0)
        if not isinstance(told, Stream):
            return told
        return Stream(pieces=Paced("".join(map(str, told.pieces)), pace))

    with running(paced) as server:
        pipe.send(server.url)
        pipe.recv()  # until told to stop


@contextmanager
def serving(pace: Pace) -> Iterator[str]:
    """Yield the address of a server in a process of its own."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(pace, theirs))
    process.start()
    try:
        yield str(ours.recv())
    finally:
        ours.send(None)
        process.join(10)
        process.terminate()
