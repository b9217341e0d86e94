"""How often somebody may do something."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_REMEMBERED = 10_000


class Rate:
    """A bucket of turns for each person, refilled evenly; safe for many threads.

    Args:
        turns: how many may be taken at once, and how many come back in `seconds`.
        seconds: time in which an empty bucket fills.
        clock: seconds from any moment.
    """

    def __init__(self, turns: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.turns = turns
        self.seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, count: int = 1) -> float:
        """Take `count` turns and return 0, or take none and return the seconds until they would be there."""
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(key, (float(self.turns), now))
            left = min(self.turns, left + (now - since) * self.turns / self.seconds)
            allowed = left >= min(count, self.turns)
            self._left[key] = (left - count if allowed else left, now)
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
            return 0.0 if allowed else (count - left) * self.seconds / self.turns

    def spent(self, key: str) -> bool:
        """Whether no turn is left; takes none."""
        with self._lock:
            left, since = self._left.get(key, (float(self.turns), self._clock()))
            return left + (self._clock() - since) * self.turns / self.seconds < 1


class AtOnce:
    """How many things of each person may be under way together; safe for many threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._running: dict[str, int] = {}

    def enter(self, key: str) -> bool:
        """Note one more and return True, or return False when that were too many."""
        with self._lock:
            if self._running.get(key, 0) >= self.most:
                return False
            self._running[key] = self._running.get(key, 0) + 1
            return True

    def leave(self, key: str) -> None:
        """Note one less."""
        with self._lock:
            self._running[key] = self._running.get(key, 1) - 1
            if self._running[key] <= 0:
                del self._running[key]
