"""Adds up the seconds that each stage of a question takes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class StageTimer:
    """Seconds by stage.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._start = clock()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent inside the block to `name`."""
        start = self._clock()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + self._clock() - start

    def mark(self, name: str) -> None:
        """Set `name` to the time since the start, the first time it is called."""
        self._seconds.setdefault(name, self._clock() - self._start)

    def seconds(self) -> dict[str, float]:
        """Return the seconds by stage, `total` among them."""
        return {**self._seconds, "total": self._clock() - self._start}
