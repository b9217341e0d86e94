"""Waiting for something that may be told to stop meanwhile."""

from collections.abc import Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")

_LOOK_EVERY = 0.1  # seconds


def until_stopped(items: Iterable[T], stop: Event) -> Iterator[T]:
    """Yield the items as they come, and end soon after `stop` is set, even while one is being waited for.

    A model may take a minute to send its next words, and a reader who has stopped it asks again at once. The
    items come from a thread of their own, which ends with the one that it waits for.

    Raises:
        Exception: whatever the items raise.
    """
    came: SimpleQueue[tuple[T] | Exception | None] = SimpleQueue()
    left = Event()

    def work() -> None:
        try:
            for item in items:
                came.put((item,))
                if left.is_set():
                    return
            came.put(None)
        except Exception as error:
            came.put(error)

    Thread(target=work, name="answering", daemon=True).start()
    try:
        while not stop.is_set():
            try:
                found = came.get(timeout=_LOOK_EVERY)
            except Empty:
                continue
            if found is None:
                return
            if isinstance(found, Exception):
                raise found
            yield found[0]
    finally:
        left.set()
