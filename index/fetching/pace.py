"""Not asking one host too often."""

import time
from collections.abc import Callable


class Pace:
    """Waits until a host may be asked again.

    Args:
        clock: seconds.
        sleep: waits for so many seconds.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}

    def wait(self, host: str, interval: float) -> None:
        """Wait until `interval` seconds have gone by since the last request to `host` was let through."""
        now = self._clock()
        due = self._next.get(host, now)
        if due > now:
            self._sleep(due - now)
        self._next[host] = max(due, now) + interval
